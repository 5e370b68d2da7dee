// The most that the scripts of a page may do at once: ten million square roots.
let sum = 0;
for (let n = 0; n < 1e7; n++) sum += Math.sqrt(n);
document.body.dataset.sum = sum;
