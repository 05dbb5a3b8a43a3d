// Who else has this report open, and at which item: a light beat while the page is seen, one request at a time. What
// the answer to a save says of it counts as a beat. When it fails nobody is shown, and nothing else happens.

import { piece, say } from "./pieces.js";
import { token } from "./saver.js";

const EVERY = 20000; // ms
const AFTER_MOVING = 2000; // ms from going to another item until others are told

/** Returns a function that takes the others from an answer that came anyway. */
export function followPresence(report) {
  let item = "";
  let isAsking = false;
  let timer = null;
  let shown = "[]";

  function next(pause) {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(beat, pause);
  }

  async function beat() {
    if (isAsking || document.visibilityState !== "visible") return;
    isAsking = true;
    take(await ask(report.dataset.presence, item));
    isAsking = false;
  }

  function take(others) {
    next(EVERY);
    if (JSON.stringify(others) === shown) return;
    tell(others, JSON.parse(shown));
    show(report, others);
    shown = JSON.stringify(others);
  }

  report.addEventListener("focusin", (event) => {
    const at = event.target.closest(".item")?.id ?? item;
    if (at === item) return;
    item = at;
    next(AFTER_MOVING);
  });
  document.addEventListener("visibilitychange", () => next(0));
  next(0);
  return take;
}

async function ask(url, item) {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ item }),
      headers: { "X-CSRFToken": token() },
      redirect: "manual", // to the sign-in page, where the session has ended
      signal: AbortSignal.timeout(EVERY),
    });
    return response.ok ? (await response.json()).others : [];
  } catch {
    return [];
  }
}

function show(report, others) {
  for (const mark of report.querySelectorAll("[data-present]:not(:empty)")) mark.replaceChildren();
  const people = others.map(({ name, item }) => {
    const root = item && document.getElementById(item);
    if (!root) return piece("present", { name });
    root.querySelector("[data-present]").append(piece("present-here", { name }));
    const person = piece("present-at", { name, code: root.querySelector(".item-code").textContent });
    person.querySelector("a").href = `#${item}`;
    return person;
  });
  const place = report.querySelector("[data-present-here]");
  place.querySelector("[data-people]").replaceChildren(...people.flatMap((one, at) => (at ? [", ", one] : [one])));
  place.hidden = !people.length;
}

/** Somebody's coming is said once to those who do not see it; their moving about is not. */
function tell(others, before) {
  const known = before.map(({ name }) => name);
  const came = others.map(({ name }) => name).filter((name) => !known.includes(name));
  if (came.length) say(piece("present-came", { names: came.join(", ") }).textContent);
}
