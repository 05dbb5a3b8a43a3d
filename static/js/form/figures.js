// Figures: Enter goes to the next one, the answer follows what is typed, the reading is echoed, surprises are named.

import { piece } from "./pieces.js";

export function followFigures(report) {
  report.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-figure]") || event.isComposing) return;
    event.preventDefault();
    const figures = [...report.querySelectorAll("[data-figure]")];
    const next = figures[figures.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    next?.focus();
    next?.select();
  });
  report.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choice]");
    if (!button) return;
    const figure = button.closest("[data-item]").querySelector(`[data-control="${button.dataset.for}"] input`);
    figure.value = button.dataset.choice;
    figure.focus();
    figure.dispatchEvent(new Event("input", { bubbles: true }));
    figure.dispatchEvent(new Event("change", { bubbles: true }));
  });
  report.addEventListener("input", (event) => {
    const root = event.target.closest("[data-item]");
    if (!root?.querySelector("[data-echo]") || !/-typed(_\w+)?$/.test(event.target.name)) return;
    const status = root.querySelector('select[name$="-status"]');
    if (event.target.value.trim() && isNothing(status.value)) status.value = status.options[0].value;
    follow(root);
  });
  for (const kind of ["change", "filled"]) {
    report.addEventListener(kind, (event) => {
      if (event.target.name?.endsWith("-status")) follow(event.target.closest("[data-item]"));
    });
  }
  for (const root of report.querySelectorAll("[data-item].indicator")) follow(root);
}

/** Shows how the server read the figure, or why it could not, and what it finds surprising. */
followFigures.answer = (item, answer) => {
  echo(item.root, answer);
  warn(item.root, answer.warnings);
};

/** What was chosen for the indicator: the quality of its figure, or an answer without one. */
export function statusOf(root) {
  const control = root.querySelector('[data-control="status"]');
  return (control.querySelector("select") ?? control.querySelector("input:checked"))?.value ?? "";
}

export function isNothing(status) {
  return ["no_data", "not_due"].includes(status);
}

function echo(root, answer) {
  const place = root.querySelector("[data-echo]");
  if (!place) return;
  const words = document.createElement("p");
  words.textContent = answer.error || answer.echo;
  words.className = answer.error ? "echo-problem" : "";
  const buttons = answer.choices.map((choice) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.dataset.choice = choice;
    button.dataset.for = answer.field;
    button.textContent = choice;
    return button;
  });
  place.replaceChildren(words, ...buttons);
  for (const figure of root.querySelectorAll("[data-figure]")) {
    const isWrong = answer.error && figure.closest("[data-control]").dataset.control === answer.field;
    if (isWrong) figure.setAttribute("aria-invalid", "true");
    else figure.removeAttribute("aria-invalid");
  }
}

/** A surprise is named at the field, and the box for a word of explanation opens; the focus stays where it is. */
function warn(root, warnings) {
  const place = root.querySelector("[data-warnings]");
  if (!place) return;
  const said = [...place.children].map((line) => line.textContent.trim());
  if (said.join("\n") !== warnings.join("\n")) {
    place.replaceChildren(...warnings.map((sentence) => piece("warning", { sentence })));
  }
  follow(root);
}

/** What is no figure, or a surprising one, wants a reason, so its box opens; a figure that does not count is greyed. */
function follow(root) {
  const hint = root.querySelector("[data-note-hint]");
  if (!hint) return;
  const status = statusOf(root);
  for (const figure of root.querySelectorAll("[data-figure]")) figure.classList.toggle("is-idle", isNothing(status));
  const isSurprising = root.querySelector("[data-warnings]").childElementCount > 0 && !isNothing(status);
  const hints = JSON.parse(document.getElementById("note-hints").textContent);
  const words = (isSurprising ? hints.explain : hints[status]) ?? "";
  if (hint.textContent !== words) hint.textContent = words;
  if (words) root.querySelector(".indicator-note").open = true;
}
