// Search: of the list of all texts, those that have every word, the best first.
// On the page that has the list; on others, that page's list in a dialog.
const LETTERS = { đ: "d", ł: "l", ø: "o", œ: "oe", æ: "ae", ß: "ss", "“": '"', "”": '"' };
// As in plugins/search/words.py: scripts without spaces have words of one letter.
const ALONE = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff]";
const WORD = new RegExp(`${ALONE}|((?!${ALONE})[\\p{L}\\p{N}])+`, "gu");

const dialog = document.querySelector(".found") ? null : document.createElement("dialog");
if (dialog) {
  const page = await (await fetch(document.querySelector(".seek").href)).text();
  dialog.append(new DOMParser().parseFromString(page, "text/html").querySelector(".listing"));
  dialog.className = "seeker";
  dialog.setAttribute("aria-label", say("Search"));
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

// What is looked for: words and phrases, open ones as the beginnings of others.
const has = (text, { word, open }) => text.includes(open ? ` ${word}` : ` ${word} `);
const fits = (found, { word, open }) => open ? found.startsWith(word) : found === word;
const places = ({ folded }, each) => {
  const [row, found] = [each.word.split(" "), [...folded.matchAll(WORD)]];
  return found.flatMap(({ index }, i) => {
    const here = found.slice(i, i + row.length);
    return fits(here.map(([word]) => word).join(" "), each) ? [[index, here.at(-1).index + row.at(-1).length]] : [];
  });
};

// The letters of a text with the words marked, from one place to another.
const marked = (text, wanted, from = 0, to) => {
  const inside = new Set();
  for (const each of wanted)
    for (let [i, end] of places(text, each))
      while (i < end) inside.add(text.at[i++]);
  const parts = [];
  text.letters.slice(from, to).forEach((letter, i) => {
    const name = inside.has(from + i) ? "mark" : "span";
    if (parts.at(-1)?.localName !== name) parts.push(document.createElement(name));
    parts.at(-1).append(letter);
  });
  return parts;
};

// The texts are the items of the list.
const texts = [...list.children];
for (const text of texts) {
  const link = text.querySelector("a");
  Object.assign(text, { link, heading: link.querySelector("math") ? null : fold(link.textContent),
    named: line(link.textContent), shown: line(text.textContent), about: document.createElement("p") });
  text.append(text.about);
}

const files = {};
const get = (name) => (files[name] ??= fetch(`${form.dataset.index}${name}.json`)
  .then((answer) => answer.json()).catch(() => ""));
const like = (word) => { // as file_of in plugins/search/words.py
  const letters = [...word];
  return get(`words/${letters.slice(0, letters.lastIndexOf(" ") + 3).reduce((sum, letter) =>
    (31 * sum + letter.codePointAt()) % form.dataset.files, 0)}`);
};

// Where a word or a pair of words stands: for the number of each text, its pieces.
const standing = async (each) => {
  const held = {};
  for (const [found, places] of Object.entries(await like(each.word))) if (fits(found, each)) {
    let number = -1;
    for (const [, step, letters] of places.matchAll(/(\d+)(\D+)/g))
      (held[number += +step] ??= []).push(...[...letters].map((letter) => letter.codePointAt() - 65));
  }
  return held;
};

// Where a phrase may be: each two of its first words are, or, of two that are not both frequent, each.
const holders = async ({ word, open }) => {
  const row = word.split(" ");
  const parts = row[1] ? row.slice(1, 7).map((other, i) => `${row[i]} ${other}`) : row;
  const [held, ...others] = (await Promise.all(parts.map(async (part) => {
    const known = await standing({ word: part, open });
    return Object.keys(known)[0] ? known : Promise.all(part.split(" ").map((word) => standing({ word })));
  }))).flat();
  for (const number in held)
    held[number] = held[number].filter((piece) => others.every((other) => other[number]?.includes(piece)));
  return held;
};

const find = async (wanted) => {
  const held = await Promise.all(wanted.map(holders));
  for (const text of texts) {
    text.held = held.map((each) => each[text.dataset.text] ?? []);
    const worths = wanted.map((each, i) =>
      has(text.named, each) ? 9 : has(text.shown, each) || text.held[i].includes(0) ? 3 : text.held[i].length && 1);
    text.worth = worths.reduce((all, each) => all && each && all + each, 1);
  }
  return texts.filter((text) => text.worth).sort((a, b) => b.worth - a.worth);
};

// What was meant: the word without its ending, or with one letter wrong.
const near = async (each) => {
  const { word } = each;
  if (word.length < 4 || word.includes(" ") || (await find([each]))[0]) return each;
  const known = [...Object.keys(await like(word)), ...Object.keys(await like(word[1] + word[0])), ...texts.flatMap(({ shown }) => words(shown))];
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

// What a text is about, and what surrounds words that are in its body alone.
const quote = async ({ about, shown, held, dataset: { text } }, wanted, late) => {
  const told = await get(`texts/${text}`);
  const hidden = wanted.filter((each) => !has(shown + line(told), each));
  const piece = most(hidden.flatMap((each) => held[wanted.indexOf(each)]), 1);
  const body = fold(piece >= 0 ? await get(`texts/${text}-${piece}`) : "");
  if (late()) return;
  about.replaceChildren(...marked(fold(told), wanted));
  const place = body.at[most(hidden.flatMap((each) => places(body, each).map(([from]) => from)), 90)];
  const blank = (from) => from + 1 + body.letters.slice(from, from + 50).indexOf(" ");
  const first = place < 60 ? 0 : blank(place - 60);
  const last = blank(place + 90);
  if (place >= 0) about.append(first + piece ? "\n… " : "\n", ...marked(body, wanted, first, last), body.letters[last] ? " …" : "");
};

const show = async () => {
  const now = turn, late = () => now !== turn;
  const asked = fold(field.value).folded.match(/"[^"]+"|[^\s"]+/g) ?? [];
  let wanted = asked.flatMap((each) => {
    const row = words(each);
    return (each[0] === '"' && row[1] ? [row.join(" ")] : row).map((word) => ({ word, open: word === row.at(-1) }));
  });
  let found = await find(wanted);
  if (!found.length) found = await find((wanted = await Promise.all(wanted.map(near))));
  if (late()) return;
  for (const { heading, link, about } of texts) {
    about.replaceChildren();
    if (heading) link.replaceChildren(...marked(heading, wanted));
  }
  list.replaceChildren(...found);
  vain = 0;
  const tell = () => {
    const left = list.children.length;
    said.textContent = wanted.length ? say("{found} of {all} texts")
      .replace("{found}", (vain > 8 ? "≤ " : "") + left).replace("{all}", texts.length) : all;
    root.querySelector(".nothing").hidden = left > 0;
  };
  // Of the pieces that may have a phrase, the first that does; after much in vain, the first.
  const look = async (text) => {
    for (const [i, each] of wanted.entries()) if (each.word.includes(" ") && !has(text.shown, each)) {
      const held = text.held[i];
      while (vain < 9 && held.length && !has(line(await get(`texts/${text.dataset.text}-${held[0]}`)), each)) held.shift(vain++);
      if (!held.length) return late() || tell(text.remove());
      held.splice(1);
    }
    if (!late()) tell(quote(text, wanted, late));
  };
  seen?.disconnect();
  seen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (isIntersecting) look(target, seen.unobserve(target));
  }));
  if (wanted.length) for (const text of found) seen.observe(text);
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
