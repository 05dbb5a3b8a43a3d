// The verdict a figure would get, while it is typed: asked of the server, whose rule judges everywhere. A figure that
// cannot be read without guessing, a lost line, a refusal: then there is no verdict, and nothing is said about it.

import { isNothing, statusOf } from "./figures.js";
import { piece } from "./pieces.js";

const PAUSE = 350; // ms without a key before the server is asked

const asking = new WeakMap(); // item: what stops the question before

export function followVerdicts(report) {
  for (const kind of ["input", "change", "filled"]) {
    report.addEventListener(kind, (event) => {
      const root = event.target.closest("[data-verdict-url]");
      if (root && !event.target.matches("textarea")) ask(root);
    });
  }
}

async function ask(root) {
  asking.get(root)?.abort();
  const stop = new AbortController();
  asking.set(root, stop);
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (stop.signal.aborted) return;
  const answer = await fetched(root, stop.signal);
  if (!stop.signal.aborted) show(root, answer);
}

async function fetched(root, signal) {
  const question = questionOf(root);
  if (!question) return null;
  try {
    const response = await fetch(`${root.dataset.verdictUrl}&${new URLSearchParams(question)}`, { signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function show(root, answer) {
  root.querySelector("[data-verdict]").replaceChildren(...(answer ? [piece(`verdict-${answer.verdict}`, answer)] : []));
  const running = root.querySelector("[data-running]");
  if (running) running.textContent = answer?.running || running.dataset.before;
}

/** The parameters of the question; null where there is nothing to judge. */
function questionOf(root) {
  const status = statusOf(root);
  if (!status || isNothing(status)) return null;
  if (!root.querySelector("[data-echo]")) return { answer: status };
  const [value, numerator, denominator] = ["typed", "typed_numerator", "typed_denominator"].map((field) =>
    textOf(root, field),
  );
  const pair = { numerator: plain(numerator), denominator: plain(denominator) };
  const hasPair = pair.numerator !== null && Number(pair.denominator) > 0;
  if (value ? plain(value) === null : !hasPair) return null;
  return { quality: status, ...(value && { value: plain(value) }), ...(hasPair && pair) };
}

function textOf(root, field) {
  const control = root.querySelector(`[data-control="${field}"]`);
  return (control?.querySelector("input[type=text]") ?? control?.querySelector("input:checked"))?.value.trim() ?? "";
}

/** "1.234,5" as "1234.5". Null for all that the server would ask about: "12,392" may be either of two figures. */
function plain(text) {
  const figure = /^([-−]?)([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?%?$/.exec(text);
  if (!figure || /^[-−]?[1-9]\d{0,2},\d{3}%?$/.test(text)) return null;
  const [, minus, whole, decimals] = figure;
  return `${minus && "-"}${whole.replaceAll(".", "")}${decimals ? `.${decimals}` : ""}`;
}
