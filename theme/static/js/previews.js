// What shows previews comes, once, when a reader may want the first.
addEventListener("focusin", (onmouseover = () => import("./preview_box.js")));
