// What every page has: dialogs, closing, one sending per form, the focus after an error.

/** Opens <dialog id> from any element with data-dialog="id"; a link keeps working without scripts. */
function openDialog(event) {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog) return;
  event.preventDefault();
  dialog.showModal();
}

/** Removes what data-dismiss (a selector upwards) names and hands the focus to the page. */
function dismiss(event) {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  button.closest(button.dataset.dismiss)?.remove();
  document.getElementById("main")?.focus({ preventScroll: true });
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.type === "click" && !menu.contains(event.target)) {
      menu.open = false;
    }
  }
}

/** A second click on a slow line must not send twice. Disabled after the event, so that the button's own value is sent. */
function guardSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.dataset.submit === "many") return;
  const button = event.submitter;
  if (!button) return;
  setTimeout(() => {
    button.disabled = true;
    button.dataset.sent = "";
  });
}

/** The page may come back from the browser's cache with its buttons still disabled. */
function releaseButtons() {
  for (const button of document.querySelectorAll("button[data-sent]")) {
    button.disabled = false;
    delete button.dataset.sent;
  }
}

function openForPrint() {
  for (const part of document.querySelectorAll("details.disclosure:not([open])")) {
    part.open = true;
    part.dataset.printed = "";
  }
}

function closeAfterPrint() {
  for (const part of document.querySelectorAll("details[data-printed]")) {
    part.open = false;
    delete part.dataset.printed;
  }
}

document.addEventListener("click", openDialog);
document.addEventListener("click", dismiss);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("submit", guardSubmit);
window.addEventListener("pageshow", releaseButtons);
window.addEventListener("beforeprint", openForPrint);
window.addEventListener("afterprint", closeAfterPrint);
document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
document.querySelector("[data-focus]")?.focus();
