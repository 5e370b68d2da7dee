// Search: of the list of all texts, those that have every word, the best first.
const form = document.querySelector(".search");
const list = document.querySelector(".found");
const said = document.querySelector("[role=status]");
const field = form.q;
const LETTERS = { đ: "d", ł: "l", ø: "o", œ: "oe", æ: "ae", ß: "ss", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " " };

// Without capitals, accents and what typography changed; at[i] is where letter i was.
const fold = (text) => {
  let folded = "";
  const at = [];
  [...text].forEach((letter, i) => {
    const small = letter.toLowerCase();
    const plain = LETTERS[small] ?? small.normalize("NFD").replace(/\p{M}/gu, "");
    for (const _ of plain) at.push(i);
    folded += plain;
  });
  return { folded, at, letters: [...text] };
};

// The letters of a text with the words marked, from one place to another.
const marked = ({ folded, at, letters }, words, from = 0, to = letters.length) => {
  const inside = new Set();
  for (const word of words)
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + 1))
      for (let k = i; k < i + word.length; k++) inside.add(at[k]);
  const parts = [];
  for (let i = from; i < to; i++) {
    const name = inside.has(i) ? "mark" : "span";
    if (parts.at(-1)?.localName !== name) parts.push(document.createElement(name));
    parts.at(-1).append(letters[i]);
  }
  return parts;
};

const texts = [...list.children].map((item) => {
  const [link, meta, summary] = [item.querySelector("a"), ...item.querySelectorAll("p")];
  const excerpt = item.appendChild(document.createElement("p"));
  const title = link.querySelector("math") ? null : fold(link.textContent);
  return { item, link, excerpt, summary, body: fold(""), title, about: fold(summary.textContent),
    named: fold(link.textContent).folded, shown: fold(`${link.textContent} ${meta.textContent} ${summary.textContent}`).folded };
});
const worth = ({ named, shown, body }, word) =>
  named.includes(word) ? 9 : shown.includes(word) ? 3 : +body.folded.includes(word);

// Around a word that is in the body alone, from one blank to another.
const quote = ({ excerpt, shown, body }, words) => {
  const word = words.find((word) => !shown.includes(word) && body.folded.includes(word));
  excerpt.replaceChildren();
  if (!word) return;
  const place = body.at[body.folded.indexOf(word)];
  const from = body.letters.indexOf(" ", Math.max(0, place - 60)) + 1 || 0;
  const first = place < 60 ? 0 : Math.min(from, place);
  const last = body.letters.indexOf(" ", place + 90);
  const end = last < 0 ? body.letters.length : last;
  excerpt.append(first ? "… " : "", ...marked(body, words, first, end), last < 0 ? "" : " …");
};

const find = (words) => {
  for (const text of texts) {
    const worths = words.map((word) => worth(text, word));
    text.worth = worths.every(Boolean) && worths.reduce((sum, each) => sum + each, 1);
  }
  return texts.filter((text) => text.worth).sort((a, b) => b.worth - a.worth);
};

// What was meant: the word without its ending, or with one letter wrong.
const near = (word) => {
  const known = new Set(texts.flatMap(({ shown, body }) => `${shown} ${body.folded}`.match(/[\p{L}\p{N}]+/gu) ?? []));
  const stem = word.slice(0, Math.max(4, word.length - 3));
  const apart = (other) => {
    let i = 0;
    while (i < word.length && word[i] === other[i]) i++;
    const [a, b] = [word.slice(i), other.slice(i)];
    return [[a.slice(1), b], [a, b.slice(1)], [a.slice(1), b.slice(1)], [a[1] + a[0] + a.slice(2), b]].some(([x, y]) => x === y);
  };
  return [...known].find((other) => word.length > 3 && apart(other)) ?? (word.length > 4 ? stem : word);
};

const show = () => {
  const asked = fold(field.value).folded.match(/"[^"]+"|[^\s"]+/g) ?? [];
  let words = asked.map((word) => word.replaceAll('"', "").trim()).filter(Boolean);
  let found = find(words);
  if (!found.length) found = find((words = words.map((word) => (texts.some((text) => worth(text, word)) ? word : near(word)))));
  for (const text of texts) {
    if (text.title) text.link.replaceChildren(...marked(text.title, words));
    text.summary.replaceChildren(...marked(text.about, words));
  }
  for (const text of found) quote(text, words);
  list.replaceChildren(...found.map((text) => text.item));
  said.textContent = words.length ? `${found.length} of ${texts.length} texts` : `${texts.length} texts`;
  document.querySelector(".nothing").hidden = found.length > 0;
};

const load = async () => {
  field.onfocus = null;
  const bodies = await (await fetch(form.dataset.words)).json();
  for (const text of texts) text.body = fold(bodies[text.link.getAttribute("href")] ?? "");
  show();
};

// A search has an address; those who come without one want to type.
field.value = new URLSearchParams(location.search).get("q");
field.oninput = show;
field.onchange = () => history.replaceState(null, "", "?" + new URLSearchParams({ q: field.value }));
field.onfocus = load;
if (field.value) show(load());
else if (matchMedia("(hover: hover)").matches) field.focus();

// Arrows go from the field to the results and among them.
addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...list.querySelectorAll("h2 a")];
  const now = stops.indexOf(document.activeElement);
  if (!step || now < 0) return;
  event.preventDefault();
  stops[Math.max(0, now + step)]?.focus();
});
