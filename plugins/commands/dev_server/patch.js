// Brings a page up to date where only what stands in its <main> has changed.
//
// The page as it came from the server is compared with what comes now, and only what
// differs between these two is replaced: what scripts and readers have done to the rest
// stays.  Where a script may have to see a change, or more than <main> has changed,
// nothing is done, and the page has to be loaded anew.

const WATCHED = `[id], a[href^="#"], pre, figure, button, input, select, textarea, form,
  dialog, audio, video, canvas, iframe, object, script, style, link`;

// Whether the page, which was `before`, has become `now`.
export function patch(before, now) {
  const [live, old, fresh] = [document, before, now].map((page) => page.querySelector("main"));
  const changes = [];
  if (!live || !old || !fresh || !isSameAround(before, now)) return false;
  if (!find(changes, live, old, fresh) || !changes.length) return false;
  for (const { place, at, gone, come } of changes) {
    for (const node of come) place.insertBefore(document.importNode(node, true), at);
    for (const node of gone) node.remove();
  }
  return true;
}

function isSameAround(before, now) {
  const [one, other] = [before, now].map((page) => {
    const copy = page.documentElement.cloneNode(true);
    copy.querySelector("main").replaceChildren();
    return copy;
  });
  return one.isEqualNode(other);
}

// Whether `live`, made from `old`, can become `fresh` by the changes that are added.
function find(changes, live, old, fresh) {
  const [shown, olds, news] = [live, old, fresh].map((node) => [...node.childNodes]);
  if (shown.length !== olds.length) return false; // a script has put something there
  const most = Math.min(olds.length, news.length);
  let start = 0;
  while (start < most && olds[start].isEqualNode(news[start])) start++;
  let end = 0;
  while (end < most - start && olds.at(-1 - end).isEqualNode(news.at(-1 - end))) end++;
  const [gone, were, come] = [shown, olds, news].map((nodes) => nodes.slice(start, nodes.length - end));
  if (were.length !== come.length) {
    return replace(changes, { place: live, at: shown[start] ?? null, gone, were, come });
  }
  return come.every((node, i) => isAlike(node, were[i], gone[i])
    ? find(changes, gone[i], were[i], node)
    : replace(changes, { place: live, at: gone[i], gone: [gone[i]], were: [were[i]], come: [node] }));
}

// Whether two elements, and what is shown of one of them, differ only inside.
function isAlike(fresh, old, live) {
  const [one, other] = [fresh, old].map((node) => node.cloneNode(false));
  return fresh.nodeType === Node.ELEMENT_NODE && !fresh.matches(WATCHED)
    && live.nodeName === old.nodeName && one.isEqualNode(other);
}

function replace(changes, change) {
  changes.push(change);
  return change.gone.every((node, i) => node.isEqualNode(change.were[i]))
    && ![...change.were, ...change.come].some(isWatched);
}

const isWatched = (node) => node.matches?.(WATCHED) || node.querySelector?.(WATCHED);
