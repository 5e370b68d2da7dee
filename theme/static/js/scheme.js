// Colours: automatic, light or dark.  Runs in the head, so that nothing flashes.
(() => {
  const schemes = ["auto", "light", "dark"];
  const root = document.documentElement;
  const button = () => document.querySelector(".scheme");

  const stored = () => {
    try { return localStorage.getItem("scheme"); } catch { return null; }
  };
  const store = (scheme) => {
    try { localStorage.setItem("scheme", scheme); } catch { /* private: not kept */ }
  };
  const label = () => {
    const text = `Colours: ${root.dataset.scheme}`;
    button().ariaLabel = text;
    button().title = text;
  };

  root.dataset.scheme = schemes.includes(stored()) ? stored() : "auto";

  addEventListener("DOMContentLoaded", () => {
    label();
    button().addEventListener("click", () => {
      const next = schemes.indexOf(root.dataset.scheme) + 1;
      root.dataset.scheme = schemes[next % schemes.length];
      store(root.dataset.scheme);
      label();
    });
  });

  // Other tabs, and pages that come back from the browser's history, follow.
  const follow = () => {
    root.dataset.scheme = schemes.includes(stored()) ? stored() : "auto";
    if (button()) label();
  };
  addEventListener("storage", follow);
  addEventListener("pageshow", (event) => event.persisted && follow());
})();
