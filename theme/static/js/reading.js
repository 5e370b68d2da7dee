// Comforts of reading.  Without them every page is complete.
const [wide, roomy] = [80, 68].map((width) => matchMedia(`(width >= ${width}rem)`)); // as in the style sheet
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
const make = (name, className, textContent = "") => Object.assign(
  document.createElement(name), { className, textContent });

// Contents: open beside the text on wide screens, with the current section marked.
for (const contents of all(".toc details")) {
  const links = all("a", contents);
  const mark = () => {
    const now = links.findLast((link) => target(link)?.getBoundingClientRect().top < innerHeight / 3);
    for (const link of links) link.setAttribute("aria-current", link === now);
  };
  (wide.onchange = () => (contents.open = wide.matches))();
  addEventListener("scroll", mark);
  mark();
}

// Footnotes: beside the text on wide screens, over the page on others.
if (document.body.showPopover) for (const mark of all(".footnote-ref")) {
  const note = make("div", "sidenote");
  note.append(...target(mark).cloneNode(true).children);
  for (const link of all(".footnote-backref", note)) link.remove();
  for (const named of all("[id]", note)) named.removeAttribute("id");
  note.firstElementChild.prepend(`${mark.textContent}. `);
  Object.assign(note, { popover: "auto", role: "note", tabIndex: -1 });
  const close = note.appendChild(make("button", "close", say("Close")));
  close.onclick = () => note.hidePopover();
  (mark.closest("h2, h3, h4, .table") ?? mark.closest("sup")).after(note);
  mark.onclick = (event) => {
    event.preventDefault();
    if (!roomy.matches) note.showPopover();
    note.focus();
  };
}

// Code: a button that copies it, without the prompts and answers of a console.
if (navigator.clipboard) for (const code of all(".prose pre")) {
  const box = make("div", "code");
  const button = make("button", "over", say("Copy"));
  button.setAttribute("aria-live", "polite");
  button.onclick = async () => {
    const copy = code.cloneNode(true);
    for (const part of all(code.closest(".output") ? "x" : ".linenos, .gp, .go", copy)) {
      if (part.className === "go" && part.nextSibling?.data) part.nextSibling.remove(); // the end of its line
      part.remove();
    }
    await navigator.clipboard.writeText(copy.textContent.replace(/^(\s*\n)+|\s+$/g, ""));
    button.textContent = say("Copied");
    setTimeout(() => (button.textContent = say("Copy")), 2000);
  };
  code.replaceWith(box);
  box.append(code, button);
}

// Figures and pictures: as large as the window.
const enlarge = (shown, opener, name) => {
  const home = make("div", shown.className);
  const dialog = make("dialog", "zoom");
  const close = make("button", "", say("Close"));
  close.onclick = () => dialog.close();
  dialog.onclose = () => {
    home.replaceWith(shown);
    dialog.remove();
    opener.focus();
  };
  dialog.setAttribute("aria-label", name);
  home.style.height = `${shown.offsetHeight}px`; // the text behind stays
  shown.replaceWith(home);
  dialog.append(close, shown);
  document.body.append(dialog);
  dialog.showModal();
};
for (const { parentNode: figure } of all(".figure-drawing")) {
  const button = make("button", "enlarge", say("Enlarge"));
  const name = figure.querySelector(".figure-number").textContent.slice(0, -1);
  button.setAttribute("aria-label", `${button.textContent} ${name}`);
  button.onclick = () => enlarge(figure, button, name);
  figure.querySelector(".figure-made").before(button);
}
for (const link of all(".picture")) (link.dataset.say = say("Enlarge"), link).onclick = (event) => {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  link.firstChild.srcset = ""; // the whole file
  enlarge(link.firstChild, link, link.firstChild.alt || say("Picture"));
};

// What fits need not be scrolled by keyboard.
const stops = all(".prose [tabindex='0']");
const fit = () => {
  for (const box of stops) box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
};
addEventListener("resize", fit);
fit();
