// Items fold to one line each. Which ones are folded is remembered in this browser, for this person and report.

import { openAround } from "./clash.js";
import { Memory } from "./memory.js";

export function followFolds(report) {
  const folds = [...report.querySelectorAll("[data-fold]")];
  const memory = new Memory("folds", report);
  const kept = memory.all;
  let isPrinting = false;

  for (const fold of folds) {
    const isOpen = kept[keyOf(fold)];
    if (isOpen !== undefined && !("wanted" in fold.dataset)) fold.open = isOpen;
    let was = fold.open; // a browser tells of those that are open from the beginning too
    fold.addEventListener("toggle", () => {
      if (isPrinting || fold.open === was) return;
      was = fold.open;
      memory.set(keyOf(fold), was);
    });
  }
  report.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold-all]");
    if (button) for (const fold of folds) fold.open = button.dataset.foldAll === "open";
  });
  followPrinting(folds, (printing) => (isPrinting = printing));
  arrive();
  window.addEventListener("hashchange", arrive);
}

/** On paper everything is open. */
function followPrinting(folds, tell) {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    tell(true);
    opened = folds.filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    setTimeout(() => tell(false), 100); // the toggles are told a moment later
  });
}

/** A link from elsewhere lands on the very field, wherever it is folded away. */
function arrive() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  openAround(target);
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}

function keyOf(fold) {
  return fold.parentElement.id;
}
