// The consolidated report as several officers write it: every passage saves itself, as the items of the form do.

import { askBetween } from "./form/clash.js";
import { Item } from "./form/item.js";
import { Keeper } from "./form/keeper.js";
import { foldList } from "./form/outline.js";
import { showState } from "./form/pieces.js";
import { followPresence } from "./form/presence.js";
import { Saver } from "./form/saver.js";
import { followTexts } from "./form/texts.js";

const TYPING_PAUSE = 800; // ms without a key before a passage is saved

const report = document.getElementById("narrative");
const items = [...report.querySelectorAll("[data-item]")].map((root) => new Item(root, root.querySelector("form")));
const byKey = new Map(items.map((item) => [item.key, item]));
const keeper = new Keeper(report.dataset.user, report.dataset.submission);
const takeOthers = followPresence(report);
const saver = new Saver({
  items,
  keeper,
  onSaved: (_item, answer) => takeOthers(answer.others),
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
report.addEventListener("focusout", (event) => {
  const item = itemOf(event.target);
  if (item?.isDirty) touch(item);
});
report.addEventListener("submit", (event) => {
  if (!event.submitter?.hasAttribute("formaction")) {
    event.preventDefault();
    saver.flush();
    return;
  }
  // putting back what was prefilled: what is typed here is given up on purpose
  const item = itemOf(event.target);
  item.set("text", item.base.text);
  keeper.keep(item);
});
window.addEventListener("beforeunload", (event) => {
  if (saver.hasUnsaved) event.preventDefault();
});
document.addEventListener("visibilitychange", () => saver.flush());

followTexts(report);
foldList(report.querySelector(".report-nav"));
keeper.giveBack(byKey, { onRestored: (item) => touch(item), onClash: ask });
