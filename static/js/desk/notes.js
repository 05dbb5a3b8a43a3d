// What an officer writes at an item stays in this browser until it stands in the item's thread: a closed tab, a dead
// network or a colleague's quicker decision lose nothing. The page of several returns fills its fields from here.

import { piece } from "../form/pieces.js";
import { Memory } from "../form/memory.js";

export function notesOf(place) {
  const [user, submission, sending] = place.dataset.notes.split(" ");
  return new Memory("notes", { dataset: { user, submission: `${submission} ${sending}` } });
}

export function followNotes(desk) {
  const notes = notesOf(desk);

  function keep(event) {
    const item = event.target.closest(".desk-item");
    if (!item || !event.target.matches("textarea, [data-mark]")) return;
    const text = fieldOf(item)?.value ?? "";
    const marked = markOf(item)?.checked ?? false;
    notes.set(item.id, text.trim() || marked ? { text, marked } : undefined);
    count();
  }

  for (const kind of ["input", "change"]) desk.addEventListener(kind, keep);
  for (const item of desk.querySelectorAll(".desk-item")) giveBack(item, notes);
  count();
  return (item) => {
    giveBack(item, notes);
    count();
  };
}

const fieldOf = (item) => item.querySelector("textarea[name=reason]");
const markOf = (item) => item.querySelector("[data-mark]");
const tidy = (text) => text.replaceAll("\r\n", "\n").trim();

/** Puts back what was typed here and not sent; what stands in the thread by now is forgotten. */
function giveBack(item, notes) {
  const kept = notes.all[item.id];
  if (!kept) return;
  const recorded = [...item.querySelectorAll("[data-reason]")].map((note) => tidy(note.dataset.reason));
  const field = fieldOf(item);
  const mark = markOf(item);
  if (kept.text.trim() ? recorded.includes(tidy(kept.text)) : !mark) {
    notes.set(item.id, undefined);
  } else if (field) {
    field.value ||= kept.text;
    if (mark) mark.checked = kept.marked;
    field.closest("details").open = true;
  } else {
    showKept(item, kept.text, notes);
  }
}

/** The item cannot be returned any more: the text is shown, to be copied or dropped. */
function showKept(item, text, notes) {
  const notice = piece("kept-note", { text }).firstElementChild;
  notice.querySelector("[data-forget]").addEventListener("click", () => {
    notes.set(item.id, undefined);
    notice.remove();
    item.focus();
  });
  item.querySelector(".desk-item-body").append(notice);
  item.querySelector(".desk-fold").open = true;
}

/** The bar: how many are marked; a marked item is not accepted with the unflagged ones. */
export function count() {
  const marked = [...document.querySelectorAll("[data-mark]:checked")].map((mark) => mark.value);
  const returning = document.getElementById("returning");
  if (returning) {
    returning.hidden = !marked.length;
    returning.querySelector("[data-marked-count]").textContent = marked.length;
  }
  const clean = [...document.querySelectorAll("#bar input[data-clean]")];
  for (const input of clean) input.disabled = marked.includes(input.value);
  const left = clean.filter((input) => !input.disabled).length;
  const shown = document.querySelector("[data-clean-count]");
  if (!shown) return;
  shown.textContent = left;
  shown.closest("form").hidden = !left;
}
