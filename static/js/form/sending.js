// Sending: first what is missing, then the dialog; and never before everything typed is saved.

import { showState } from "./pieces.js";
import { token } from "./saver.js";

export function followSending(saver, counts) {
  for (const button of document.querySelectorAll("[data-send]")) {
    button.addEventListener("click", (event) => {
      if (!counts.left) return;
      event.preventDefault();
      event.stopPropagation(); // the dialog stays closed while something is missing
      const check = document.getElementById("check");
      check.scrollIntoView();
      check.focus();
    });
  }
  for (const form of document.querySelectorAll("[data-step]")) {
    form.addEventListener("submit", async (event) => {
      form.elements.csrfmiddlewaretoken.value = token();
      if (!saver.hasUnsaved) return;
      event.preventDefault();
      showState(form.querySelector("[data-state]"), "saving");
      if (await saver.flush()) form.requestSubmit(event.submitter);
      else showState(form.querySelector("[data-state]"), "offline");
    });
  }
}
