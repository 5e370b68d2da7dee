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
    for (const _ of plain) at.push(i);
    folded += plain;
  });
  return { folded, at, letters };
};
const words = (folded) => folded.match(WORD) ?? [];
const line = (text) => ` ${words(fold(text).folded).join(" ")} `;

// What is looked for: words, open ones as the beginnings of others.
const has = (text, { word, open }) => text.includes(open ? ` ${word}` : ` ${word} `);
const places = ({ folded }, { word, open }) => [...folded.matchAll(WORD)].filter((match) =>
  (open ? match[0].startsWith(word) : match[0] === word)).map((match) => match.index);

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
  const [link, meta, summary] = [item.querySelector("a"), ...item.querySelectorAll("p")];
  const excerpt = item.appendChild(document.createElement("p"));
  const title = link.querySelector("math") ? null : fold(link.textContent);
  return { item, link, excerpt, summary, title, number: +item.dataset.text,
    about: fold(summary.textContent), named: line(link.textContent),
    shown: line(`${link.textContent} ${meta.textContent} ${summary.textContent}`) };
});

const files = {};
const get = (name) => (files[name] ??= fetch(`${form.dataset.index}${name}.json`)
  .then((answer) => answer.json()).catch(() => ""));
const like = ([first, second]) => get(`words/${
  (31 * first.codePointAt() + (second?.codePointAt() ?? 0)) % form.dataset.files}`);

// The texts that have a word: for the number of each, the pieces with it.
const holders = async ({ word, open }) => {
  const held = new Map();
  for (const [known, places] of Object.entries(await like(word)))
    if (known === word || (open && word.length > 1 && known.startsWith(word))) {
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
    text.held = held.map((each) => each.get(text.number) ?? []);
    const worths = wanted.map((each, i) =>
      has(text.named, each) ? 9 : has(text.shown, each) ? 3 : text.held[i].length && 1);
    text.worth = worths.every(Boolean) && worths.reduce((sum, each) => sum + each, 1);
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

// Around words that are in the body alone, from one blank to another.
const quote = async ({ excerpt, shown, number, held }, wanted) => {
  const hidden = wanted.filter((each) => !has(shown, each));
  const piece = most(hidden.flatMap((each) => held[wanted.indexOf(each)]), 1);
  if (piece === undefined) return;
  const body = fold(await get(`texts/${number}-${piece}`));
  const place = body.at[most(hidden.flatMap((each) => places(body, each)), 90)];
  if (excerpt.wanted !== wanted) return;
  const blank = (from) => from + (body.letters.slice(from, from + 50).indexOf(" ") + 1);
  const first = place < 60 ? 0 : blank(place - 60);
  const last = blank(place + 90);
  excerpt.replaceChildren(first + piece ? "… " : "", ...marked(body, wanted, first, last), body.letters[last] ? " …" : "");
};
const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
  seen.unobserve(target);
  const text = texts.find(({ item }) => item === target);
  quote(text, text.excerpt.wanted);
}));

// The texts in which words stand in a row: in a piece, or from one to the next.
const spoken = async (found, phrase) => {
  const held = await Promise.all(words(phrase).map((word) => holders({ word })));
  const all = await Promise.all(found.map(async (text) => {
    const rows = held.map((each) => each.get(text.number) ?? []);
    let said = text.shown.includes(phrase);
    for (const piece of rows[0]) {
      if (said || !rows.every((row) => row.includes(piece) || row.includes(piece + 1))) continue;
      const after = rows.flat().includes(piece + 1) ? await get(`texts/${text.number}-${piece + 1}`) : "";
      said = line((await get(`texts/${text.number}-${piece}`)) + after).includes(phrase);
      if (said) text.held = text.held.map(() => [piece]);
    }
    return said;
  }));
  return found.filter((_, i) => all[i]);
};

let turn = 0;
const show = async () => {
  const now = ++turn;
  const asked = (fold(field.value).folded.match(/"[^"]+"|[^\s"]+/g) ?? []).map((each) => [each, words(each)]);
  let wanted = asked.flatMap(([, row]) => row.map((word, i) => ({ word, open: i === row.length - 1 })));
  const phrases = asked.filter(([each, row]) => each[0] === '"' && row.length > 1).map(([, row]) => ` ${row.join(" ")}`);
  let found = await find(wanted);
  if (!found.length) found = await find((wanted = await Promise.all(wanted.map(near))));
  for (const phrase of phrases) found = await spoken(found, phrase);
  if (now !== turn) return;
  seen.disconnect();
  for (const text of texts) {
    if (text.title) text.link.replaceChildren(...marked(text.title, wanted));
    text.summary.replaceChildren(...marked(text.about, wanted));
    text.excerpt.replaceChildren();
    text.excerpt.wanted = wanted;
  }
  list.replaceChildren(...found.map((text) => text.item));
  setTimeout(() => { // another letter may come
    for (const { item } of wanted.length && now === turn ? found : []) seen.observe(item);
  }, 200);
  const counts = { found: found.length, all: texts.length };
  said.textContent = wanted.length ? say("{found} of {all} texts").replace(/{(\w+)}/g, (_, name) => counts[name]) : all;
  root.querySelector(".nothing").hidden = found.length > 0;
};

field.oninput = show;
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
