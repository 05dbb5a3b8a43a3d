// Who else has the report open: the server is asked now and then while the page is seen. Where no answer comes, nobody
// is shown and nothing else happens.

const EVERY = 20000; // ms
const line = document.getElementById("desk-colleagues");

export function followColleagues() {
  if (!line) return;
  const beat = () => document.visibilityState === "visible" && window.htmx.trigger(line, "beat");
  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", beat);
}

/** Whether an answer is to be shown: one that says nothing new is not, so that it is not read out again. */
export function isNews(answer) {
  const told = new DOMParser().parseFromString(answer, "text/html").body.textContent;
  return !answer.includes("<html") && words(told) !== words(line.textContent);
}

const words = (text) => text.trim().replace(/\s+/g, " ");
