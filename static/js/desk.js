// The review desk from the keyboard: j and k walk the items, a accepts, r opens the field for a reason, m marks an item
// to be returned together with others, n and p go on to the next report and back. Single letters can be switched off
// (WCAG 2.1.4); the choice is kept on this machine.

import { followColleagues, isNews } from "./desk/colleagues.js";
import { followFolds, unfold } from "./desk/folds.js";
import { count, followNotes } from "./desk/notes.js";

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
  if ("pending" in item.dataset) unfold(item);
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
  unfold(current());
  details.open = true;
  write(details.querySelector("textarea"));
}

function markToReturn() {
  current()?.querySelector("[data-mark]")?.click();
  openReturn();
}

/** Into the field for a reason, well clear of the bar at the foot. */
function write(field) {
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

function leave(way) {
  document.querySelector(`.desk-walk [rel=${way}]`)?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: accept,
  r: openReturn,
  m: markToReturn,
  n: () => leave("next"),
  p: () => leave("prev"),
};

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
  if (!item || !isItem(item)) return;
  settle(item);
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

const isItem = (element) => element.classList.contains("desk-item");

/** No item in the answer: the line is down, or the session is over and this is the sign-in page. Keep what was typed. */
function guardSwap(event) {
  if (!isItem(event.detail.target)) {
    event.detail.shouldSwap = event.detail.shouldSwap && isNews(event.detail.serverResponse);
    return;
  }
  const answered = event.detail.serverResponse.includes('class="desk-item"');
  event.detail.shouldSwap = event.detail.shouldSwap && answered;
  if (!answered) lost();
}

function lost() {
  document.getElementById("desk-lost").hidden = false;
}

const desk = document.querySelector(".desk");
followFolds(desk);
followColleagues();
const settle = followNotes(desk);
document.addEventListener("htmx:oobAfterSwap", count);
keysSwitch.checked = localStorage.getItem(SETTING) !== "off";
keysSwitch.addEventListener("change", () => localStorage.setItem(SETTING, keysSwitch.checked ? "on" : "off"));
document.addEventListener("keydown", onKey);
document.addEventListener("focusin", (event) => mark(event.target.closest(".desk-item") ?? current()));
document.addEventListener("htmx:beforeSwap", guardSwap);
document.addEventListener("htmx:sendError", (event) => isItem(event.detail.target) && lost());
document.addEventListener("htmx:afterSwap", afterSwap);
const refused = document.querySelector("textarea[aria-invalid=true]");
if (refused) write(refused);
