// Figures: Enter goes to the next one, the answer follows what is typed, the reading is echoed.

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
    const figure = button.closest("[data-item]").querySelector("[data-figure]");
    figure.value = button.dataset.choice;
    figure.focus();
    figure.dispatchEvent(new Event("input", { bubbles: true }));
    figure.dispatchEvent(new Event("change", { bubbles: true }));
  });
  report.addEventListener("input", (event) => {
    const figure = event.target;
    if (!figure.matches("[data-figure]")) return;
    const status = statusOf(figure);
    if (figure.value.trim() && isNothing(status)) status.value = status.options[0].value;
    follow(status);
  });
  for (const kind of ["change", "filled"]) {
    report.addEventListener(kind, (event) => {
      if (event.target.name?.endsWith("-status")) follow(event.target);
    });
  }
  for (const status of report.querySelectorAll('[name$="-status"]')) follow(status);
}

/** Shows how the server read the figure, or why it could not, with the spellings it offers. */
followFigures.echo = (item, answer) => {
  const place = item.root.querySelector("[data-echo]");
  if (!place) return;
  const words = document.createElement("p");
  words.textContent = answer.error || answer.echo;
  words.className = answer.error ? "echo-problem" : "";
  const buttons = answer.choices.map((choice) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.dataset.choice = choice;
    button.textContent = choice;
    return button;
  });
  place.replaceChildren(words, ...buttons);
  const figure = item.root.querySelector("[data-figure]");
  if (answer.error) figure.setAttribute("aria-invalid", "true");
  else figure.removeAttribute("aria-invalid");
};

function statusOf(figure) {
  return figure.closest("[data-item]").querySelector('[name$="-status"]');
}

function isNothing(status) {
  return ["no_data", "not_due"].includes(status.value);
}

/** Without a figure a reason is wanted, so its box opens; the figure stays, greyed. */
function follow(status) {
  const item = status.closest("[data-item]");
  item.querySelector("[data-figure]")?.classList.toggle("is-idle", isNothing(status));
  if (isNothing(status) || status.value === "not_done") item.querySelector(".indicator-note").open = true;
}
