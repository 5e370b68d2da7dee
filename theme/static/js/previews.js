// What shows previews comes when a reader may want the first.
for (const name of ["mouseover", "focusin"]) addEventListener(name, () => import("./preview_box.js"), { once: true });
