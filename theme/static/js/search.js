// The page of all texts: a search has an address, and what finds comes when it is wanted.
const field = document.querySelector(".search input");
if (field) {
  const find = () => import("./find.js");
  field.value = new URLSearchParams(location.search).get("q");
  field.addEventListener("input", find, { once: true });
  field.onchange = () => history.replaceState(null, "", "?" + new URLSearchParams({ q: field.value }));
  if (field.value) find();
  else if (matchMedia("(hover: hover)").matches) field.focus(); // who comes without one wants to type
}
