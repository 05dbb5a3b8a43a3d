// The page of several returns: its notes are those typed on the desk, and are kept the same way until they are sent.

import { notesOf } from "./notes.js";

const form = document.querySelector("[data-notes]");
if (form) {
  const notes = notesOf(form);
  for (const field of form.querySelectorAll("[data-note]")) field.value ||= notes.all[field.dataset.note]?.text ?? "";
  form.addEventListener("input", ({ target }) => {
    if (target.dataset.note) notes.set(target.dataset.note, { text: target.value, marked: true });
  });
}
