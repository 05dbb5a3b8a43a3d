// The board looks again by itself while somebody sees it, and its boxes fill the bar of what can be done with them.
// What is ticked, the focus and the place on the page stay; when nothing changed the server answers 204.

const board = document.getElementById("board");
const every = Number(board.dataset.every) * 1000;
let fresh = null; // when the figures on the page were true
let timer = null;
let turns = 0;

// Looking again

function next() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") timer = setTimeout(look, every);
}

/** Of two looks at once only the later one counts. */
async function look() {
  const turn = ++turns;
  const [state, html, at] = await ask();
  if (turn !== turns) return;
  if (html) place(html);
  if (at) fresh = at;
  say(state);
  next();
}

/** How it went, the new parts if there are any, and when that was true. */
async function ask() {
  try {
    const response = await fetch(location.href, {
      headers: { "X-Board": document.getElementById("board-head").dataset.stamp },
      cache: "no-store",
      redirect: "manual", // to the sign-in page, where the session has ended
      signal: AbortSignal.timeout(20000),
    });
    if (response.ok) return ["fresh", await response.text(), new Date(response.headers.get("date"))];
    return [response.type === "opaqueredirect" ? "ended" : "lost"];
  } catch {
    return ["lost"];
  }
}

/** Puts the new parts where the old ones stand. */
function place(html) {
  const parts = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-live]");
  const ticked = boxes().filter((box) => box.checked).map((box) => box.id);
  const focused = document.activeElement?.id;
  const { scrollX, scrollY } = window;
  for (const part of parts) document.getElementById(part.id).replaceWith(part);
  for (const box of boxes()) box.checked = ticked.includes(box.id);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
  count();
}

function say(state) {
  const line = document.getElementById("fresh");
  const time = fresh ? clock(fresh) : line.dataset.at;
  const words = line.dataset[state].replace("{time}", time);
  if (line.textContent !== words) line.textContent = words;
  line.toggleAttribute("data-state", state !== "fresh");
}

function clock(moment) {
  const { zone: timeZone } = document.getElementById("fresh").dataset;
  return moment.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone });
}

// Choosing

function boxes() {
  return [...board.querySelectorAll("[name='bao-cao']")];
}

function count() {
  const bar = document.getElementById("chosen");
  if (!bar) return;
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const words = document.getElementById("count");
  words.textContent = words.dataset.words.replace("{count}", ticked);
  bar.toggleAttribute("data-idle", !ticked);
  const whole = document.getElementById("choose-all");
  if (!whole) return;
  whole.checked = ticked > 0 && ticked === all.length;
  whole.indeterminate = ticked > 0 && ticked < all.length;
}

function tick(checked) {
  for (const box of boxes()) box.checked = checked;
  count();
}

board.addEventListener("change", (event) => {
  if (event.target.id === "choose-all") tick(event.target.checked);
  else if (event.target.name === "bao-cao") count();
});
board.addEventListener("click", (event) => {
  if (event.target.closest("#choose-none")) tick(false);
});
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? look() : next()));
window.addEventListener("online", look);
window.addEventListener("pageshow", count); // the browser may bring back what was ticked
count();
next();
