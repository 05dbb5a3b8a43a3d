// Evidence: files are chosen or dropped onto an item, sent one after the other, and taken out after a question.

import { openAround } from "./clash.js";
import { piece, say } from "./pieces.js";
import { followProof } from "./proof.js";
import { token } from "./saver.js";
import { Uploads } from "./uploads.js";

export function followFiles(report) {
  const recount = followProof(report);
  const uploads = new Uploads((place, html) => {
    place.querySelector("[data-list]").outerHTML = html;
    recount();
  });
  const add = (place, files) => {
    openAround(place); // a folded item would hide what becomes of them
    for (const file of files) uploads.add(place, file);
  };
  report.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    const place = event.target.closest("[data-files]");
    add(place, event.target.files);
    event.target.value = ""; // so that the same file can be chosen again, and is not sent with the form
  });
  followDrops(report, add);
  followRemoving(report, uploads);
  window.addEventListener("beforeunload", (event) => {
    if (uploads.isBusy) event.preventDefault();
  });
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches("[data-step]") || !uploads.isBusy) return;
      event.preventDefault();
      event.stopPropagation(); // nothing is sent before its evidence has come
      const words = piece("file-unfinished");
      say(words.textContent);
      event.target.querySelector("[data-state]")?.replaceChildren(words);
    },
    { capture: true },
  );
}

/** A file may be dropped anywhere on an item; beside one it must not carry the page away. */
function followDrops(report, add) {
  const placeAt = (event) => event.target.closest?.(".item")?.querySelector("[data-files]");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (item) => {
    for (const marked of report.querySelectorAll(".is-target")) if (marked !== item) marked.classList.remove("is-target");
    item?.classList.add("is-target");
  };
  window.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const place = placeAt(event);
    event.dataTransfer.dropEffect = place ? "copy" : "none";
    mark(place?.closest(".item"));
  });
  window.addEventListener("dragleave", (event) => event.relatedTarget || mark(null));
  window.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(null);
    const place = placeAt(event);
    if (place) add(place, event.dataTransfer.files);
  });
}

function followRemoving(report, uploads) {
  const dialog = document.getElementById("remove-file");
  let button = null;
  report.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-remove]");
    if (!asked) return;
    event.preventDefault();
    button = asked;
    dialog.querySelector("[data-name]").textContent = nameOf(button);
    dialog.returnValue = "";
    dialog.showModal();
  });
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "remove") return;
    const [place, name] = [button.closest("[data-files]"), nameOf(button)];
    const answer = await remove(button.dataset.remove);
    if (!answer) return say(document.getElementById("file-offline").content.textContent);
    uploads.onListed(place, answer.files);
    say(answer.problems[0] ?? piece("file-removed", { name }).textContent);
    place.querySelector("input").focus();
  });
}

function nameOf(button) {
  return button.closest("[data-file]").querySelector("a").textContent;
}

async function remove(url) {
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const answer = await (await fetch(url, { method: "POST", headers, redirect: "error" })).json();
    return answer.problems ? answer : null;
  } catch {
    return null;
  }
}
