// Figures are whole without sliders.
document.querySelectorAll("figure[data-steps]").forEach((figure) => {
  const [place, button, slider, output] = figure.querySelectorAll(".figure-steps, .figure-steps :is(button, input, output)");
  let steps, timer;
  const load = () => (steps ??= fetch(figure.dataset.steps).then((data) => data.json()));

  const sums = (points, size, now, at) => points?.map((frames) =>
    at = frames.slice(0, now + 1).reduce((sum, v) => sum + (size * v) / 1023, at));
  const show = async () => {
    const { values, descriptions, curves, x, texts, breaks } = await load();
    const now = +slider.value;
    let box;
    output.value = values[now];
    slider.setAttribute("aria-valuetext", descriptions[now]);
    figure.querySelector(".figure-finding")?.replaceChildren(descriptions[now]);
    for (const mark of figure.querySelectorAll("[data-step]")) {
      const name = mark.dataset.step, text = mark.querySelector("text"), line = mark.querySelector(":not(defs) > path");
      text?.replaceChildren(texts?.[name]?.[now] ?? text.textContent.replace(/\S*$/, values[now]));
      if (name == "box") box = line.getClientRects()[0] && line.getBBox();
      else if (box && curves[name]) {
        const xs = sums(x?.[name], box.width, now, text ? 0 : box.x);
        const ys = sums(curves[name], -box.height, now, text ? 0 : box.y + box.height);
        const dx = box.width / (ys.length - 1), dy = (i) => ys[i] - ys[i - 1] || 0;
        mark.querySelectorAll("use").forEach((use, i) => use.setAttribute("x", xs[i], use.setAttribute("y", ys[i])));
        if (text) mark.setAttribute("transform", `translate(${xs},${ys})`);
        else line.setAttribute("d", ys.map((y, i) => xs ? (i && !breaks[name]?.includes(i) ? "L" : "M") + [xs[i], y]
          : i ? ["s" + dx / 1.5, (5 * dy(i) - dy(i + 1)) / 6, dx, dy(i)] : "M" + [box.x, y]).join(""));
      }
    }
  };
  const play = (pace) => {
    clearInterval(timer);
    timer = pace && setInterval(() => show(slider.value = ++slider.value % (+slider.max + 1)), pace);
    button.classList.toggle("playing", !!pace);
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace(say(pace ? "Play" : "Pause"), say(pace ? "Pause" : "Play")));
  };

  slider.oninput = () => (play(), show());
  button.onclick = () => play(!timer && (matchMedia("(prefers-reduced-motion)").matches ? 1e3 : 100));
  new IntersectionObserver(([seen]) => seen.isIntersecting ? load() : play(), { rootMargin: "20%" }).observe(figure);
  addEventListener("resize", () => steps && show());
  place.hidden = false;
});
