// Other agencies' parts of a task: which have come since they were last looked at, and quoting them into the result.

import { Memory } from "./memory.js";
import { paragraphsOf, typeIn } from "./texts.js";

export function followParts(report) {
  const memory = new Memory("parts", report);
  const seen = memory.all;
  for (const part of report.querySelectorAll("[data-part]")) {
    const isNew = seen[part.dataset.part] !== part.dataset.sent;
    part.querySelector(".part-new").hidden = !isNew;
    part.addEventListener("toggle", () => {
      if (part.open) memory.set(part.dataset.part, part.dataset.sent);
      else part.querySelector(".part-new").hidden = true;
    });
  }
  report.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    if (!button) return;
    const text = document.getElementById(button.dataset.quote);
    const quoted = `${button.dataset.agency}: ${paragraphsOf(button.parentElement)}`;
    typeIn(text, text.value.trim() ? `\n\n${quoted}` : quoted);
  });
}
