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
    if (button) reuse(button);
  });
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

/** Adds last year's result after whatever is written already. */
function reuse(button) {
  const text = document.getElementById(button.dataset.reuse);
  const paragraphs = button.parentElement.querySelector("[data-result]").querySelectorAll("p");
  const old = [...paragraphs].map((paragraph) => paragraph.innerText).join("\n\n");
  text.value = text.value ? `${text.value}\n\n${old}` : old;
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
