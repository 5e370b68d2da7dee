// Added to each page by `invoke livereload`: brings in what the author saves, keeps the
// reader's place meanwhile, and shows what is wrong with the newest edit.
(() => {
  const script = document.currentScript;
  const { path, mark } = script.dataset;
  const PLACE = `livereload ${path}`;
  let { version, styles } = script.dataset;
  // The page as it came, for what scripts have done to it since.
  let source = new Promise((ready) => addEventListener("load", ready)).then(fetched);
  let events;
  let followed = Promise.resolve();

  function listen() {
    events = new EventSource(`/-/events?path=${encodeURIComponent(path)}`);
    events.onmessage = ({ data }) => {
      followed = followed.then(() => follow(JSON.parse(data)));
    };
  }

  async function follow(news) {
    if (String(news.styles) !== styles) exchangeStyles(news.styles);
    if (news.version && news.version !== version && !(await update())) {
      keepPlace();
      location.reload();
    }
    show(news);
  }

  // Whether the page could be brought up to date as it stands there.
  async function update() {
    try {
      const old = await source;
      const [{ patch }, fresh] = await Promise.all([import("/-/patch.js"), fetched()]);
      if (old.version !== version || fresh.mark !== mark) return false;
      if (!patch(old.page, fresh.page)) return false;
      source = fresh;
      version = fresh.version;
      return true;
    } catch { // the server has ended, or what came is no page
      return false;
    }
  }

  async function fetched() {
    const answer = await fetch(location.pathname + location.search);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.querySelector("script[src='/-/livereload.js']");
    own.remove();
    return { page, ...own.dataset };
  }


  // A new sheet takes the place of the old one when it has come.
  function exchangeStyles(number) {
    styles = String(number);
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("livereload", number);
      const fresh = link.cloneNode();
      fresh.href = address;
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
  }

  const inputs = () => [...document.querySelectorAll("input, select, textarea")];
  const details = () => [...document.querySelectorAll("details")];

  function keepPlace() {
    const fields = inputs();
    const place = {
      scroll: [scrollX, scrollY],
      open: details().map((each) => each.open),
      values: fields.map((each) => each.value),
      focus: fields.indexOf(document.activeElement),
    };
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  }

  function restorePlace() {
    const kept = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!kept) return;
    const place = JSON.parse(kept);
    const blocks = details();
    if (blocks.length === place.open.length) {
      blocks.forEach((each, i) => (each.open = place.open[i]));
    }
    const fields = inputs();
    if (fields.length === place.values.length) {
      fields.forEach((each, i) => setValue(each, place.values[i]));
      fields[place.focus]?.focus({ preventScroll: true });
    }
    scrollTo({ left: place.scroll[0], top: place.scroll[1], behavior: "instant" });
  }

  function setValue(field, value) {
    if (field.value === value || field.type === "file") return;
    field.value = value;
    for (const name of ["input", "change"]) {
      field.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }

  function show({ errors, warnings, old, busy }) {
    document.querySelector("live-errors")?.remove();
    if (path.startsWith("-/")) errors = warnings = []; // the desk has them in full
    const box = document.createElement("live-errors");
    const parts = [];
    if (errors.length) {
      const title = old ? `This is the last good ${old}.` : count(errors, "mistake");
      parts.push(panel("alert", "errors", title, errors));
    }
    if (warnings.length) {
      parts.push(panel("note", "warnings", count(warnings, "warning"), warnings));
    }
    if (mark) parts.push(panel("note", "mark", mark, []));
    if (busy) parts.push(panel("status", "busy", `${busy} …`, []));
    if (!parts.length) return;
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/-/livereload.css";
    const list = element("div");
    list.append(...parts);
    box.attachShadow({ mode: "open" }).append(style, list);
    document.body.append(box);
  }

  const count = (list, what) => `${list.length} ${what}${list.length > 1 ? "s" : ""}`;

  function panel(role, kind, title, lines) {
    const made = element("section");
    made.setAttribute("role", role);
    made.className = kind;
    made.append(element("h1", title));
    if (lines.length) {
      const list = element("ul");
      list.append(...lines.map((line) => element("li", line)));
      made.append(list);
    }
    return made;
  }

  function element(name, text = "") {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // A browser keeps few connections to one host: pages that are not seen give theirs up.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) events.close();
    else listen();
  });
  addEventListener("load", restorePlace);
  show({ errors: [], warnings: [], busy: "" });
  listen();
})();
