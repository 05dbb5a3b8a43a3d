// "Trình chiếu": the dashboard on the wall of a meeting room, one screen after another (presentation.html).
//
// Without scripts every step is a link. With them all screens are already here, so that the browser may stay in full
// screen from the first to the last; it is left by a button or by Esc.

const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
const ENDS = { Home: -Infinity, End: Infinity };

let root = document.querySelector("[data-presentation]");

const screens = () => [...root.querySelectorAll("[data-screen]")];
const leave = () => window.location.assign(root.querySelector("[data-leave]").href);

/** The address of a screen; the first needs no number. */
function address(number) {
  const url = new URL(window.location.href);
  if (number > 1) url.searchParams.set("trang", number);
  else url.searchParams.delete("trang");
  return url.href;
}

/** Shows the screen so many steps away, if there is one. */
function step(by) {
  const all = screens();
  const from = all.findIndex((screen) => !screen.hidden);
  const to = Math.min(Math.max(from + by, 0), all.length - 1);
  if (to === from) return;
  all[from].hidden = true;
  all[to].hidden = false;
  all[to].focus({ preventScroll: true });
  root.querySelector("[data-now]").textContent = to + 1;
  root.querySelector("progress").value = to + 1;
  window.history.replaceState(null, "", address(to + 1));
  showSteps(to, all.length);
}

/** A step that leads nowhere is no link. */
function showSteps(at, count) {
  for (const link of root.querySelectorAll("[data-step]")) {
    const to = at + Number(link.dataset.step);
    const leads = to >= 0 && to < count;
    if (leads) link.href = address(to + 1);
    else link.removeAttribute("href");
    for (const [name, value] of [["role", "link"], ["aria-disabled", "true"]]) {
      if (leads) link.removeAttribute(name);
      else link.setAttribute(name, value); // a placeholder: there is nowhere to go
    }
  }
}

async function fill() {
  try {
    await document.documentElement.requestFullscreen();
    return true;
  } catch {
    return false; // Not allowed here: the large type serves alone.
  }
}

function press(event) {
  const link = event.target.closest("[data-step]");
  if (link) {
    event.preventDefault();
    step(Number(link.dataset.step));
  } else if (event.target.closest("[data-fullscreen]")) {
    if (document.fullscreenElement) document.exitFullscreen();
    else fill();
  }
}

function type(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const onControl = event.target.closest("a, button");
  if (event.key === "Escape") leave();
  else if (event.key === " " && onControl) return;
  else if (event.key in STEPS) step(event.key === " " && event.shiftKey ? -1 : STEPS[event.key]);
  else if (event.key in ENDS) step(ENDS[event.key]);
  else return;
  event.preventDefault();
}

/** Full screen first, while the click allows it; then the presentation takes this page's place without leaving it. */
async function begin(event) {
  const link = event.target.closest("a[data-present]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!(await fill())) return window.location.assign(link.href);
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const presentation = page.querySelector("[data-presentation]");
  if (!presentation) return window.location.assign(link.href);
  window.history.pushState(null, "", link.href);
  wearStyles(page);
  document.title = page.title;
  document.body.className = page.body.className;
  document.getElementById("main").replaceChildren(presentation);
  open(presentation);
}

/** The style sheets of another page in place of this one's. */
function wearStyles(page) {
  const sheets = (from) => new Map([...from.querySelectorAll("link[rel=stylesheet]")].map((sheet) => [sheet.getAttribute("href"), sheet]));
  const [here, there] = [sheets(document), sheets(page)];
  for (const [href, sheet] of here) if (!there.has(href)) sheet.remove();
  for (const [href, sheet] of there) if (!here.has(href)) document.head.append(sheet);
}

function open(presentation) {
  root = presentation;
  root.addEventListener("click", press);
  document.addEventListener("keydown", type);
  // Esc in full screen reaches no page: the browser leaves it, and so do we.
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || leave());
  window.addEventListener("popstate", () => window.location.reload());
}

if (root) open(root);
else document.addEventListener("click", begin);
