// A column copied from Excel and pasted into a figure goes into the figures below it, after a look at what goes where.

import { piece } from "./pieces.js";
import { typeIn } from "./texts.js";

export function followPaste(report) {
  const dialog = document.getElementById("paste");
  let plan = [];
  report.addEventListener("paste", (event) => {
    if (!event.target.matches("[data-figure]")) return;
    const rows = rowsOf(event.clipboardData.getData("text/plain"));
    if (rows.length < 2) return;
    event.preventDefault();
    const figures = figuresLike(report, event.target);
    plan = byCode(rows, figures) ?? downwards(rows, figures.slice(figures.indexOf(event.target)));
    show(dialog, plan, rows.length);
    dialog.returnValue = "";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "take") return;
    for (const { figure, text } of plan) typeIn(figure, text, { over: true });
  });
}

/** The cells of what was copied, row by row; a spreadsheet ends its last row as well. */
function rowsOf(text) {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** The same control of every indicator that has one: figures, or numerators, or denominators. */
function figuresLike(report, figure) {
  const { control } = figure.closest("[data-control]").dataset;
  return [...report.querySelectorAll(`[data-control="${control}"] [data-figure]`)];
}

/** Where the first column has the indicators' codes, each figure goes to its own; null where it has not. */
function byCode(rows, figures) {
  const known = new Map(figures.map((figure) => [codeOf(figure), figure]));
  const found = rows.filter(([code, text]) => known.has(code) && text);
  return found.length ? found.map(([code, text]) => ({ figure: known.get(code), text })) : null;
}

/** An empty cell leaves its figure as it is. */
function downwards(rows, figures) {
  const pairs = figures.slice(0, rows.length).map((figure, at) => ({ figure, text: rows[at][0] }));
  return pairs.filter(({ text }) => text);
}

function show(dialog, plan, rows) {
  const lines = plan.map(({ figure, text }) => {
    const title = titleOf(figure).replace(codeOf(figure), "").trim();
    return piece("paste-row", { code: codeOf(figure), title, before: figure.value || "—", after: text });
  });
  dialog.querySelector("[data-rows]").replaceChildren(...lines);
  const over = rows - plan.length;
  dialog.querySelector("[data-unused]").hidden = over <= 0;
  dialog.querySelector("[data-unused] b").textContent = over;
}

function codeOf(figure) {
  return figure.closest(".item").querySelector(".item-code").textContent.trim();
}

function titleOf(figure) {
  return figure.closest(".item").querySelector("h3").textContent.trim();
}
