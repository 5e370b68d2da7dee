// What other sites give to a page, when its reader asks for it.
const plain = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

for (const link of document.querySelectorAll("[data-player]")) link.onclick = (event) => {
  if (plain(event)) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  const name = link.textContent.trim() || link.querySelector("img")?.alt || "Video";
  Object.assign(frame, { title: name, src: `${link.dataset.player}&autoplay=1`, className: "player" });
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse pages without a name
  link.replaceWith(frame);
  frame.focus();
};

for (const link of document.querySelectorAll("[data-comments]")) link.onclick = (event) => {
  if (plain(event)) return;
  event.preventDefault();
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(JSON.parse(link.dataset.comments))) script.setAttribute(name, value);
  const box = link.parentNode;
  box.tabIndex = -1;
  link.replaceWith(script);
  box.focus();
};
