// Text areas: as tall as their text, and last year's words at hand.

export function followTexts(report) {
  if (!CSS.supports("field-sizing", "content")) {
    for (const text of report.querySelectorAll("textarea.grow")) grow(text);
    for (const kind of ["input", "filled"]) {
      report.addEventListener(kind, (event) => event.target.matches("textarea.grow") && grow(event.target));
    }
  }
  report.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reuse]");
    if (!button) return;
    const text = document.getElementById(button.dataset.reuse);
    const old = paragraphsOf(button.parentElement);
    typeIn(text, text.value.trim() ? `\n\n${old}` : old);
  });
}

/** Types `text` at the end of a control, or over all of it, as a person would: the browser can undo it. */
export function typeIn(control, text, { over = false } = {}) {
  control.focus();
  control.setSelectionRange(over ? 0 : control.value.length, control.value.length);
  if (document.execCommand("insertText", false, text)) return;
  control.setRangeText(text, control.selectionStart, control.selectionEnd, "end");
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The words of a text that stands on the page, with its line breaks. */
export function paragraphsOf(place) {
  const paragraphs = place.querySelector("[data-result]").querySelectorAll("p");
  return [...paragraphs].map((paragraph) => paragraph.innerText).join("\n\n");
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}
