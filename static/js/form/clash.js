// Two texts for one control: both are shown with the words in which they differ, and a person chooses, or makes one
// text of the two in the control itself. Nothing is overwritten before that.

import { compare } from "./differ.js";
import { piece, say } from "./pieces.js";

/** Asks about every clash of `item`; when the last one is settled calls `done`. */
export function askBetween(item, { clashes, by, at }, done) {
  for (const { field, mine, theirs } of clashes) {
    item.box(field).querySelector(".clash")?.remove();
    const isText = item.control(field) instanceof HTMLTextAreaElement;
    const question = piece("clash", { by, at }).firstElementChild;
    showBoth(question, item.words(field, theirs), item.words(field, mine), isText);
    question.querySelector("[data-choose=both]").hidden = !isText;
    question.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (!choice) return;
      if (choice === "theirs") item.set(field, theirs);
      if (choice === "both") return merge(item, field, question, theirs);
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

function showBoth(question, theirs, mine, isText) {
  const [left, right] = isText ? compare(theirs, mine) : [[[theirs, false]], [[mine, false]]];
  for (const [name, pieces] of Object.entries({ theirs: left, mine: right })) {
    const nodes = pieces.map(([text, isDifferent]) => {
      if (!isDifferent) return text;
      const marked = document.createElement("mark");
      marked.className = "differs";
      marked.textContent = text;
      return marked;
    });
    question.querySelector(`[data-text=${name}]`).replaceChildren(...(nodes.length ? nodes : ["—"]));
  }
}

/** Both texts go into the control and stay in sight beside it until the person says that one text has come of them. */
function merge(item, field, question, theirs) {
  item.set(field, `${theirs}\n\n${item.get(field)}`);
  for (const button of question.querySelectorAll("[data-choose]")) button.hidden = button.dataset.choose !== "merged";
  question.querySelector("[data-merging]").hidden = false;
  const control = item.control(field);
  control.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept in this browser meanwhile
  control.focus();
  control.setSelectionRange(0, 0);
}

function focus(control) {
  (control instanceof RadioNodeList ? [...control].find((radio) => radio.checked) ?? control[0] : control).focus();
}

/** Opens whatever folds `element` away, and an item itself. */
export function openAround(element) {
  element.querySelector(":scope > [data-fold]")?.setAttribute("open", "");
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
