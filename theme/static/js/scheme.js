// Colours: automatic, light or dark.  Runs in the head, so that nothing flashes.
(() => {
  const schemes = ["auto", "light", "dark"];
  const root = document.documentElement;

  const stored = () => {
    try { return localStorage.getItem("scheme"); } catch { return null; }
  };
  const show = (scheme) => {
    root.dataset.scheme = schemes.includes(scheme) ? scheme : "auto";
    const button = document.querySelector(".scheme");
    if (button) button.ariaLabel = button.title = `Colours: ${root.dataset.scheme}`;
  };
  const turn = () => {
    const next = schemes.indexOf(root.dataset.scheme) + 1;
    show(schemes[next % schemes.length]);
    try { localStorage.setItem("scheme", root.dataset.scheme); } catch { /* not kept */ }
  };

  show(stored());
  addEventListener("DOMContentLoaded", () => {
    show(stored());
    document.querySelector(".scheme").addEventListener("click", turn);
  });
  addEventListener("storage", () => show(stored())); // changed in another tab
  addEventListener("pageshow", (event) => event.persisted && show(stored()));
})();
