// What a link leads to, shown beside it while a mouse rests on it or the keyboard is
// there: a text of the site, or a figure, a note, a work, a section of one.  A finger
// never sees it.  Escape and scrolling take it away.
const WAIT = 300; // ms that a mouse rests; also to move into the preview
const LINKS = ":is(.prose, .mentions) a[href]:not(.anchor, .footnote-backref, [data-player])";
const HIDDEN = "[popover], button, .figure-steps, .figure-made, .footnote-backref, script";
const box = document.createElement("div");
Object.assign(box, { className: "preview", popover: "manual", id: "preview", role: "tooltip" });
document.body.append(box);
const read = { [location.pathname]: document };
let timer, link;

const page = async (path) => {
  const answer = read[path] ?? (await fetch(path));
  if (answer.ok) read[path] = new DOMParser().parseFromString(await answer.text(), "text/html");
  return read[path];
};

const parts = (there, id) => {
  const place = id && there.getElementById(decodeURIComponent(id));
  if (!place) {
    const about = there.createElement("p");
    about.textContent = there.querySelector("meta[name=description]")?.content ?? "";
    return [there.querySelector("h1"), about];
  }
  if (/^H\d/.test(place.tagName)) return [place, place.nextElementSibling];
  return [place.closest("figure, li, table, .equation, p") ?? place];
};

const hide = () => {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = null;
  if (box.matches(":popover-open")) box.hidePopover();
};

const show = async (to) => {
  link = to;
  const there = await page(to.pathname).catch(() => {});
  if (!there || link !== to) return;
  const found = parts(there, to.hash.slice(1)).filter(Boolean);
  const seen = there === document && found[0]?.getBoundingClientRect();
  if (!found.length || (seen && seen.bottom > 0 && seen.top < innerHeight)) return;
  box.replaceChildren(...found.map((part) => document.importNode(part, true)));
  for (const part of box.querySelectorAll(HIDDEN)) part.remove();
  for (const part of box.querySelectorAll("[id]")) part.removeAttribute("id");
  box.showPopover();
  to.setAttribute("aria-describedby", "preview");
  const [at, own] = [to.getClientRects()[0], box.getBoundingClientRect()];
  const below = at.bottom + own.height < innerHeight || at.top < own.height;
  box.style.top = `${below ? at.bottom : at.top - own.height}px`;
  box.style.left = `${Math.max(0, Math.min(at.left, innerWidth - own.width - 16))}px`;
};

const turn = (target, wait) => {
  const to = target.closest?.(LINKS);
  const inside = to === link || box.contains(target);
  clearTimeout(timer);
  if (link && !inside) timer = setTimeout(hide, wait);
  if (!to || to === link || to.origin !== location.origin || !/\/$/.test(to.pathname)) return;
  timer = setTimeout(() => (hide(), show(to)), wait);
};

const style = document.createElement("link");
Object.assign(style, { rel: "stylesheet", href: new URL("../css/previews.css", import.meta.url) });
style.onload = () => {
  const begun = document.querySelector(`${LINKS}:is(:hover, :focus-visible)`);
  if (begun && matchMedia("(hover: hover)").matches) turn(begun, 0);
};
document.head.append(style);

addEventListener("pointerover", (event) => event.pointerType === "mouse" && turn(event.target, WAIT));
addEventListener("focusin", (event) => event.target.matches(":focus-visible") && turn(event.target, 0));
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", hide, { passive: true });
