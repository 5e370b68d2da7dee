// Colours: automatic, light or dark.  Runs in the head, so that nothing flashes.
(() => {
  // The first turn changes what is seen, the second undoes that.
  const schemes = ["auto", "dark", "light"];
  const DARK = "(prefers-color-scheme: dark)";
  if (matchMedia(DARK).matches) schemes.splice(1, 2, "light", "dark");
  const root = document.documentElement;
  const words = JSON.parse(root.dataset.words ?? "{}"); // of the page's language, by the English
  window.say = (text) => words[text] ?? text;
  const after = (scheme) => schemes[(schemes.indexOf(scheme) + 1) % 3];

  const show = (scheme) => {
    if (!scheme) try { scheme = localStorage.getItem("scheme"); } catch { /* not kept */ }
    root.dataset.scheme = scheme = schemes.includes(scheme) ? scheme : "auto";
    for (const dark of document.querySelectorAll("source.dark")) dark.media = { auto: DARK, dark: "all", light: "not all" }[scheme];
    const button = document.querySelector(".scheme");
    if (!button) return;
    button.title = `${say("Colours")}: ${say(scheme)}; ${say("turn to")} ${say(after(scheme))}`;
    button.onclick = () => {
      show(after(scheme));
      try { localStorage.setItem("scheme", root.dataset.scheme); } catch { /* not kept */ }
    };
  };

  // Search, from every page; its script comes when it is wanted.
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "/" ? target.matches("input, textarea") : key !== "k" || !(event.ctrlKey || event.metaKey)) return;
    const [dialog, field, link] = [".seeker", ".search input", ".seek"].map((name) => document.querySelector(name));
    if (!field && !link) return;
    event.preventDefault();
    if (dialog && !dialog.open) dialog.showModal();
    field ? field.focus() : import("./find.js");
  });

  show();
  for (const event of ["DOMContentLoaded", "storage", "pageshow"]) addEventListener(event, () => show());
})();
