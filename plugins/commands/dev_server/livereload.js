// Added to each page by `invoke livereload`: reloads the page when the site was
// rebuilt, and shows what is wrong with the newest edit.
(() => {
  const { version } = document.currentScript.dataset;
  let events;

  function listen() {
    events = new EventSource("/-/events");
    events.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (news.version !== version) location.reload();
      else show(news.errors);
    };
  }

  function show(errors) {
    document.querySelector("live-errors")?.remove();
    if (!errors.length) return;
    const box = document.createElement("live-errors");
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/-/livereload.css";
    const panel = element("section");
    panel.setAttribute("role", "alert");
    const list = element("ul");
    list.append(...errors.map((error) => element("li", error)));
    panel.append(element("h1", "This is the last good site."), list);
    box.attachShadow({ mode: "open" }).append(style, panel);
    document.body.append(box);
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
  listen();
})();
