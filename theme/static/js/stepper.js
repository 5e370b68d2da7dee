// A slider for each figure with data-steps; the figure is complete without it.
document.querySelectorAll("figure[data-steps]").forEach(async (figure) => {
  const steps = await fetch(figure.dataset.steps);
  const { label, values, says, start, curves } = await steps.json();
  const place = figure.querySelector(".figure-steps");
  place.innerHTML = `<button type="button"></button><label><input type="range"></label><output></output>`;
  const [button, name, slider, output] = place.querySelectorAll("*");
  let timer;

  // A frame is the difference from the one before.
  for (const frames of Object.values(curves))
    frames.reduce((last, frame) => (last.forEach((v, i) => (frame[i] += v)), frame));

  const draw = (svg, curve, frame) => {
    const { x, y, width, height } = svg.querySelector("[data-step=box]").getBBox();
    const points = frame.map((v, i) =>
      [x + (width * i) / (frame.length - 1), y + height * (1 - v / 4095)]);
    svg.querySelector(`[data-step="${curve}"] path`).setAttribute("d", "M" + points.join("L"));
  };
  const show = () => {
    output.value = values[slider.value];
    slider.setAttribute("aria-valuetext", says[slider.value]);
    for (const text of figure.querySelectorAll("[data-step=value] text"))
      text.textContent = text.textContent.replace(/\S*$/, output.value);
    for (const svg of figure.querySelectorAll("svg"))
      for (const curve in svg.clientWidth && curves) draw(svg, curve, curves[curve][slider.value]);
  };
  const play = (pace) => {
    clearInterval(timer);
    timer = pace && setInterval(() => {
      slider.value = ++slider.value % values.length;
      show();
    }, pace);
    button.textContent = pace ? "⏸" : "▶";
    button.ariaLabel = pace ? "Pause" : "Play";
  };

  name.prepend(label);
  slider.max = values.length - 1;
  slider.value = start;
  slider.oninput = () => play(show());
  button.onclick = () => play(!timer && (matchMedia("(prefers-reduced-motion)").matches ? 1e3 : 100));
  new IntersectionObserver(([seen]) => seen.isIntersecting || play()).observe(figure);
  addEventListener("resize", show);
  show(play());
});
