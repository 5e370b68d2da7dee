// Search: of the list of all texts, those that have every word, the best first.
const form = document.querySelector(".search");
const list = document.querySelector(".found");
const said = document.querySelector("[role=status]");
const field = form.q;

// Without capitals and accents, letter for letter, so that every place stays the same.
const fold = (text) => text.normalize("NFC").replace(/[À-῾]/g, (letter) =>
  /đ/i.test(letter) ? "d" : letter.normalize("NFD")[0]).toLowerCase();

const texts = [...list.children].map((item) => {
  const link = item.querySelector("a");
  const excerpt = item.appendChild(document.createElement("p"));
  return { item, link, excerpt, body: "", folded: "",
    title: fold(link.textContent), shown: fold(item.textContent) };
});
const worth = ({ title, shown, folded }, word) =>
  title.includes(word) ? 9 : shown.includes(word) ? 3 : +folded.includes(word);

// Where a word is that is in the body alone.
const quote = ({ excerpt, shown, folded, body }, words) => {
  const word = words.find((word) => !shown.includes(word)) ?? "";
  const start = folded.indexOf(word);
  const end = start + word.length;
  const mark = document.createElement("mark");
  mark.textContent = body.slice(start, end);
  const before = start > 60 ? "…" + body.slice(start - 60, start) : body.slice(0, start);
  const after = body.slice(end, end + 90) + (end + 90 < body.length ? "…" : "");
  excerpt.replaceChildren(...(word ? [before, mark, after] : []));
};

const show = () => {
  const words = fold(field.value).match(/\S+/g) ?? [];
  for (const text of texts) {
    const worths = words.map((word) => worth(text, word));
    text.worth = worths.every(Boolean) && worths.reduce((sum, each) => sum + each, 1);
    if (text.worth) quote(text, words);
  }
  const found = texts.filter((text) => text.worth).sort((a, b) => b.worth - a.worth);
  list.replaceChildren(...found.map((text) => text.item));
  said.textContent = words.length ? `${found.length} of ${texts.length} texts` : `${texts.length} texts`;
};

const load = async () => {
  field.onfocus = null;
  const bodies = await (await fetch(form.dataset.words)).json();
  for (const text of texts) text.folded = fold(text.body = bodies[text.link.getAttribute("href")]);
  show();
};

// A search has an address; those who come without one want to type.
field.value = new URLSearchParams(location.search).get("q");
field.oninput = show;
field.onchange = () => history.replaceState(null, "", "?" + new URLSearchParams({ q: field.value }));
field.onfocus = load;
if (field.value) show(load());
else if (matchMedia("(hover: hover)").matches) field.focus();
