// Figures are whole without sliders.
document.querySelectorAll("figure[data-steps]").forEach((figure) => {
  const [place, button, slider, output] = figure.querySelectorAll(".figure-steps, .figure-steps :is(button, input, output)");
  let steps, timer;
  const load = () => (steps ??= fetch(figure.dataset.steps).then((data) => data.json()));

  // Catmull-Rom; changes add up.
  const path = ({ x, y, width, height }, points, now) => {
    const dx = width / (points.length - 1);
    const dys = points.map((frames) =>
      frames.slice(0, now + 1).reduce((dy, v) => dy - (height * v) / 1023, 0));
    return dys.map((dy, i) =>
      i ? ["s" + dx / 1.5, (5 * dy - (dys[i + 1] || 0)) / 6, dx, dy]
      : ["M" + x, y + height + dy]).join("");
  };
  const show = async () => {
    const { values, descriptions, curves } = await load();
    const now = +slider.value;
    let box;
    output.value = values[now];
    slider.setAttribute("aria-valuetext", descriptions[now]);
    for (const text of figure.querySelectorAll("[data-step=value] text"))
      text.textContent = text.textContent.replace(/\S*$/, values[now]);
    for (const line of figure.querySelectorAll("[data-step] path")) {
      const points = curves[line.parentNode.dataset.step];
      if (!points) box = line.getClientRects()[0] && line.getBBox();
      else if (box) line.setAttribute("d", path(box, points, now));
    }
  };
  const play = (pace) => {
    clearInterval(timer);
    timer = pace && setInterval(() => show(slider.value = ++slider.value % (+slider.max + 1)), pace);
    button.classList.toggle("playing", !!pace);
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace(/\w+/, pace ? "Pause" : "Play"));
  };

  slider.oninput = () => (play(), show());
  button.onclick = () => play(!timer && (matchMedia("(prefers-reduced-motion)").matches ? 1e3 : 100));
  new IntersectionObserver(([seen]) => seen.isIntersecting ? load() : play(), { rootMargin: "20%" }).observe(figure);
  addEventListener("resize", () => steps && show());
  place.hidden = false;
});
