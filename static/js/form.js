// The reporter's form: every item saves itself, and what could not be saved stays in this browser until it is.

import { askBetween } from "./form/clash.js";
import { followCounts } from "./form/counts.js";
import { followFigures } from "./form/figures.js";
import { followFiles } from "./form/files.js";
import { followFolds } from "./form/folds.js";
import { Item } from "./form/item.js";
import { Keeper } from "./form/keeper.js";
import { followParts } from "./form/parts.js";
import { followPaste } from "./form/paste.js";
import { showState } from "./form/pieces.js";
import { followPresence } from "./form/presence.js";
import { Saver } from "./form/saver.js";
import { followSending } from "./form/sending.js";
import { followTexts } from "./form/texts.js";
import { followVerdicts } from "./form/verdicts.js";

const TYPING_PAUSE = 800; // ms without a key before an item is saved

const report = document.getElementById("report");
const items = [...report.querySelectorAll("[data-item]")].map((root) => new Item(root, report));
const byKey = new Map(items.map((item) => [item.key, item]));
const keeper = new Keeper(report.dataset.user, report.dataset.submission);
const counts = followCounts(report);
const takeOthers = followPresence(report);
const saver = new Saver({
  items,
  keeper,
  onSaved: (item, answer) => {
    followFigures.answer(item, answer);
    counts.update(item.key, answer.missing);
    takeOthers(answer.others);
  },
  onClash: ask,
  onReport: (state, words) => showState(report.querySelector("[data-report-state]"), state, words),
});

function itemOf(element) {
  return byKey.get(element.closest?.("[data-item]")?.dataset.item);
}

function ask(item, answer) {
  saver.showClash(item);
  askBetween(item, answer, () => touch(item));
}

/** Something changed in `item`: keep it here at once, save it after `pause`. */
function touch(item, pause = 0) {
  keeper.keep(item);
  saver.schedule(item, pause);
}

report.addEventListener("input", (event) => {
  const item = itemOf(event.target);
  if (item) touch(item, TYPING_PAUSE);
});
for (const kind of ["change", "focusout"]) {
  report.addEventListener(kind, (event) => {
    const item = itemOf(event.target);
    if (item?.isDirty) touch(item);
  });
}
report.addEventListener("submit", (event) => {
  event.preventDefault();
  saver.flush();
});
window.addEventListener("beforeunload", (event) => {
  if (saver.hasUnsaved) event.preventDefault();
});
document.addEventListener("visibilitychange", () => saver.flush());

followTexts(report);
followParts(report);
followPaste(report);
followFigures(report);
followVerdicts(report);
followFiles(report);
followSending(saver, counts);
followFolds(report);
keeper.giveBack(byKey, {
  onRestored: (item) => touch(item),
  onClash: ask,
});
