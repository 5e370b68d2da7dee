// Search: of the list of all texts, those that have every word, the best first.
// On the page that has the list; on others, that page's list in a dialog.
const LETTERS = { đ: "d", ł: "l", ø: "o", œ: "oe", æ: "ae", ß: "ss", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " " };
// As in plugins/search/words.py: scripts without spaces have words of one letter.
const ALONE = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff]";
const WORD = new RegExp(`${ALONE}|((?!${ALONE})[\\p{L}\\p{N}])+`, "gu");

const dialog = document.querySelector(".found") ? null : document.createElement("dialog");
if (dialog) {
  const page = await (await fetch(document.querySelector(".seek").href)).text();
  dialog.append(new DOMParser().parseFromString(page, "text/html").querySelector(".listing"));
  Object.assign(dialog, { className: "seeker", ariaLabel: say("Search") });
  dialog.onclick = ({ target }) => {
    if (target === dialog) dialog.close();
  };
  const sheet = dialog.querySelector("link");
  document.body.append(dialog);
  await new Promise((done) => (sheet.onload = sheet.onerror = done));
  dialog.showModal();
}
const root = dialog ?? document;
const form = root.querySelector(".search");
const list = root.querySelector(".found");
const said = root.querySelector("[role=status]");
const field = form.q;
const all = said.textContent;

// Without capitals, accents and what typography changed; at[i] is where letter i was.
const fold = (text) => {
  let folded = "";
  const [letters, at] = [[...text], []];
  letters.forEach((letter, i) => {
    const small = letter.toLowerCase();
    const plain = LETTERS[small] ?? small.normalize("NFD").replace(/\p{M}/gu, "");
    folded += plain;
    while (at.length < folded.length) at.push(i);
  });
  return { folded, at, letters };
};
const words = (folded) => folded.match(WORD) ?? [];
const line = (text) => ` ${words(fold(text).folded).join(" ")} `;

// What is looked for: words, open ones as the beginnings of others.
const has = (text, { word, open }) => text.includes(open ? ` ${word}` : ` ${word} `);
const fits = (found, { word, open }) => open ? found.startsWith(word) : found === word;
const places = ({ folded }, each) => [...folded.matchAll(WORD)].filter(([found]) => fits(found, each))
  .map((match) => match.index);

// The letters of a text with the words marked, from one place to another.
const marked = (text, wanted, from = 0, to) => {
  const inside = new Set();
  for (const each of wanted)
    for (const i of places(text, each))
      for (let k = i; k < i + each.word.length; k++) inside.add(text.at[k]);
  const parts = [];
  text.letters.slice(from, to).forEach((letter, i) => {
    const name = inside.has(from + i) ? "mark" : "span";
    if (parts.at(-1)?.localName !== name) parts.push(document.createElement(name));
    parts.at(-1).append(letter);
  });
  return parts;
};

const texts = [...list.children].map((item) => {
  const link = item.querySelector("a");
  const about = item.appendChild(document.createElement("p"));
  const title = link.querySelector("math") ? null : fold(link.textContent);
  return { item, link, about, title, number: item.dataset.text,
    named: line(link.textContent), shown: line(item.textContent) };
});

const files = {};
const get = (name) => (files[name] ??= fetch(`${form.dataset.index}${name}.json`)
  .then((answer) => answer.json()).catch(() => ""));
const like = ([first, second]) => get(`words/${
  (31 * first.codePointAt() + (second?.codePointAt() ?? 0)) % form.dataset.files}`);

// The texts that have a word: for the number of each, the pieces with it.
const holders = async (each) => {
  const held = new Map();
  for (const [known, places] of Object.entries(await like(each.word)))
    if (fits(known, each)) {
      let number = -1;
      for (const [, step, letters] of places.matchAll(/(\d+)(\D+)/g)) {
        const before = held.get((number += +step)) ?? [];
        held.set(number, before.concat([...letters].map((letter) => letter.charCodeAt() - 65)));
      }
    }
  return held;
};

const find = async (wanted) => {
  const held = await Promise.all(wanted.map(holders));
  for (const text of texts) {
    text.held = held.map((each) => each.get(+text.number) ?? []);
    const worths = wanted.map((each, i) =>
      has(text.named, each) ? 9 : has(text.shown, each) || text.held[i].includes(0) ? 3 : text.held[i].length && 1);
    text.worth = worths.every(Boolean) && worths.reduce((a, b) => a + b, 1);
  }
  return texts.filter((text) => text.worth).sort((a, b) => b.worth - a.worth);
};

// What was meant: the word without its ending, or with one letter wrong.
const near = async (each) => {
  const { word } = each;
  if (word.length < 4 || texts.some(({ shown }) => has(shown, each)) || (await holders(each)).size) return each;
  const begun = await Promise.all([like(word), like(word[1] + word[0])]);
  const known = [...begun.flatMap(Object.keys), ...texts.flatMap(({ shown }) => words(shown))];
  const apart = (other) => {
    let i = 0;
    while (i < word.length && word[i] === other[i]) i++;
    const [a, b] = [word.slice(i), other.slice(i)];
    return [[a.slice(1), b], [a, b.slice(1)], [a.slice(1), b.slice(1)], [a[1] + a[0] + a.slice(2), b]].some(([x, y]) => x === y);
  };
  return { word: known.find(apart) ?? word.slice(0, Math.max(4, word.length - 3)), open: true };
};

// Of several numbers, the first of those that most others follow closely.
const most = (all, close) => {
  const count = (one) => all.filter((other) => other >= one && other < one + close).length;
  return all.sort((a, b) => count(b) - count(a) || a - b)[0];
};

let seen, vain, turn = 0;

// Whether words stand in a row in a text, whose pieces overlap; after much in vain: whether they may.
const spoken = async (text, wanted, phrase) => {
  const rows = words(phrase).map((word) => text.held[wanted.findIndex((each) => each.word === word)] ?? []);
  if (text.shown.includes(phrase)) return true;
  for (const piece of rows[0]) if (rows.every((row) => row.includes(piece))) {
    if (vain > 12 || line(await get(`texts/${text.number}-${piece}`)).includes(phrase))
      return (text.held = text.held.map(() => [piece]));
    vain++;
  }
};

// What a text is about, and what surrounds words that are in its body alone.
const quote = async ({ about, shown, number, held }, wanted, late) => {
  const told = await get(`texts/${number}`);
  const hidden = wanted.filter((each) => !has(shown + line(told), each));
  const piece = most(hidden.flatMap((each) => held[wanted.indexOf(each)]), 1);
  const body = fold(piece >= 0 ? await get(`texts/${number}-${piece}`) : "");
  if (late()) return;
  about.replaceChildren(...marked(fold(told), wanted));
  const place = body.at[most(hidden.flatMap((each) => places(body, each)), 90)];
  const blank = (from) => from + body.letters.slice(from, from + 50).indexOf(" ") + 1;
  const first = place < 60 ? 0 : blank(place - 60);
  const last = blank(place + 90);
  if (place >= 0) about.append(first + piece ? "\n… " : "\n", ...marked(body, wanted, first, last), body.letters[last] ? " …" : "");
};

const show = async () => {
  const now = turn, late = () => now !== turn;
  const asked = (fold(field.value).folded.match(/"[^"]+"|[^\s"]+/g) ?? []).map((each) => [each, words(each)]);
  const phrases = asked.filter(([each, row]) => each[0] === '"' && row[1]).map(([, row]) => ` ${row.join(" ")}`);
  let wanted = asked.flatMap(([, row]) => row.map((word, i) => ({ word, open: i === row.length - 1 })));
  let found = await find(wanted);
  if (!found.length) found = await find((wanted = await Promise.all(wanted.map(near))));
  if (late()) return;
  for (const { title, link, about } of texts) {
    about.replaceChildren();
    if (title) link.replaceChildren(...marked(title, wanted));
  }
  list.replaceChildren(...found.map((text) => text.item));
  let open = phrases[0] ? found.length : 0; // where a phrase may be: looked for where it would be in sight
  vain = 0;
  const tell = () => {
    const left = list.children.length;
    said.textContent = wanted.length ? say("{found} of {all} texts")
      .replace("{found}", (open > 0 ? "≤ " : "") + left).replace("{all}", texts.length) : all;
    root.querySelector(".nothing").hidden = left > 0;
  };
  const look = async (text) => {
    let said = true;
    for (const phrase of phrases) said &&= await spoken(text, wanted, phrase);
    if (late()) return;
    if (vain < 13) open--;
    if (said) quote(text, wanted, late);
    else text.item.remove();
    tell();
  };
  seen?.disconnect();
  seen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (isIntersecting) look(texts.find(({ item }) => item === target), seen.unobserve(target));
  }));
  if (wanted.length) for (const { item } of found) seen.observe(item);
  tell();
};

field.oninput = (_, now = ++turn) => setTimeout(() => now === turn && show(), 200); // another letter may come
if (dialog) form.onsubmit = (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
};
if (field.value) show();

// Arrows go from the field to the results and among them.
root.addEventListener("keydown", (event) => {
  if (dialog && event.key === "Escape") { // browsers would empty the field first
    event.preventDefault();
    dialog.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...list.querySelectorAll("h2 a")];
  const now = stops.indexOf(document.activeElement);
  if (!step || now < 0) return;
  event.preventDefault();
  stops[Math.max(0, now + step)]?.focus();
});
