// The review desk from the keyboard: j and k walk the items, a accepts, r opens the field for a reason.
// Single letters can be switched off (WCAG 2.1.4); the choice is kept on this machine.

const SETTING = "desk-keys";
const keysSwitch = document.getElementById(SETTING);

const items = () => [...document.querySelectorAll(".desk-item")];
const current = () => document.querySelector(".desk-item[data-current]");

function mark(item) {
  current()?.removeAttribute("data-current");
  item?.setAttribute("data-current", "");
}

function go(item) {
  if (!item) return;
  mark(item);
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  const place = all.indexOf(current());
  go(all[place < 0 ? 0 : Math.min(Math.max(place + by, 0), all.length - 1)]);
}

function accept() {
  current()?.querySelector("button[value=accept]")?.click();
}

function openReturn() {
  const details = current()?.querySelector("details.desk-return");
  if (!details) return;
  details.open = true;
  write(details.querySelector("textarea"));
}

/** Into the field for a reason, well clear of the bar at the foot. */
function write(field) {
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

const KEYS = { j: () => step(1), k: () => step(-1), a: accept, r: openReturn };

function onKey(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysSwitch.checked) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** After a decision: on to the next item that waits; a refused one keeps the place, at its reason. */
function afterSwap(event) {
  const item = document.getElementById(event.detail.target.id);
  if (!item?.classList.contains("desk-item")) return;
  const reason = item.querySelector("textarea[aria-invalid=true]");
  if (reason) {
    mark(item);
    write(reason);
    return;
  }
  const all = items();
  const after = all.slice(all.indexOf(item) + 1);
  go(after.find((other) => "pending" in other.dataset) ?? item);
}

/** No item in the answer: the line is down, or the session is over and this is the sign-in page. Keep what was typed. */
function guardSwap(event) {
  const answered = event.detail.serverResponse.includes('class="desk-item"');
  event.detail.shouldSwap = event.detail.shouldSwap && answered;
  if (!answered) lost();
}

function lost() {
  document.getElementById("desk-lost").hidden = false;
}

keysSwitch.checked = localStorage.getItem(SETTING) !== "off";
keysSwitch.addEventListener("change", () => localStorage.setItem(SETTING, keysSwitch.checked ? "on" : "off"));
document.addEventListener("keydown", onKey);
document.addEventListener("focusin", (event) => mark(event.target.closest(".desk-item") ?? current()));
document.addEventListener("htmx:beforeSwap", guardSwap);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:afterSwap", afterSwap);
const refused = document.querySelector("textarea[aria-invalid=true]");
if (refused) write(refused);
