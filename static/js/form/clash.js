// Two texts for one control: both are shown, and a person chooses. Nothing is overwritten before that.

import { piece, say } from "./pieces.js";

/** Asks about every clash of `item`; when the last one is settled calls `done`. */
export function askBetween(item, { clashes, by, at }, done) {
  for (const { field, mine, theirs } of clashes) {
    item.box(field).querySelector(".clash")?.remove();
    const words = { by, at, mine: item.words(field, mine), theirs: item.words(field, theirs) || "—" };
    const question = piece("clash", words).firstElementChild;
    if (!(item.control(field) instanceof HTMLTextAreaElement)) question.querySelector("[data-choose=both]").remove();
    question.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (!choice) return;
      if (choice === "theirs") item.set(field, theirs);
      if (choice === "both") item.set(field, `${theirs}\n\n${item.get(field)}`);
      question.remove();
      item.clashes.delete(field);
      focus(item.control(field));
      if (!item.clashes.size) done();
    });
    item.box(field).prepend(question);
    openAround(question);
    say(question.querySelector("strong").textContent);
  }
}

function focus(control) {
  (control instanceof RadioNodeList ? [...control].find((radio) => radio.checked) ?? control[0] : control).focus();
}

/** Opens whatever folds `element` away. */
export function openAround(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
