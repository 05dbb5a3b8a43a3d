// Files on their way to the server, one at a time: how far each is, what became of it, and another try.

import { piece, say, showState } from "./pieces.js";
import { token } from "./saver.js";

const UNFINISHED = ["queued", "sending", "checking", "offline", "signed-out"];
const ENDED = ["refused", "large", "offline", "gone", "signed-out"]; // said aloud
const LARGEST = 20 * 2 ** 20; // bytes, as the server has it
const PATIENCE = 10 * 60 * 1000; // ms for one file on a slow line

export class Uploads {
  #queue = [];
  #isSending = false;

  /** `onListed(place, html)`: the server has told which files the item has now. */
  constructor(onListed) {
    this.onListed = onListed;
    window.addEventListener("online", () => {
      for (const line of document.querySelectorAll('[data-waiting] > [data-state="offline"]')) {
        line.querySelector("[data-again]").click();
      }
    });
  }

  /** Whether a file is still on its way or waits for another try. */
  get isBusy() {
    const lines = [...document.querySelectorAll("[data-waiting] > li")];
    return lines.some((line) => UNFINISHED.includes(line.dataset.state));
  }

  add(place, file) {
    const line = piece("file-waiting", { name: file.name }).firstElementChild;
    place.querySelector("[data-waiting]").append(line);
    const upload = { place, file, line };
    line.querySelector("[data-again]").addEventListener("click", () => this.#enqueue(upload));
    line.querySelector("[data-drop]").addEventListener("click", () => this.#drop(upload));
    if (file.size > LARGEST) this.#show(upload, "large");
    else this.#enqueue(upload);
  }

  #enqueue(upload) {
    this.#show(upload, "queued");
    this.#queue.push(upload);
    this.#run();
  }

  #drop(upload) {
    this.#queue = this.#queue.filter((one) => one !== upload);
    upload.request?.abort();
    upload.line.remove();
    upload.place.querySelector("input").focus();
  }

  async #run() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#queue.length) await this.#send(this.#queue.shift());
    this.#isSending = false;
  }

  async #send(upload) {
    if (!upload.line.isConnected) return;
    const { answer, status } = await post(upload.place.dataset.files, upload.file, {
      progress: (share) => this.#progress(upload, share),
      started: (request) => (upload.request = request),
    });
    if (!upload.line.isConnected) return;
    if (answer) {
      this.onListed(upload.place, answer.files);
      const [problem] = answer.problems;
      if (problem) return this.#show(upload, "refused", { reason: withoutName(problem, upload.file.name) });
      say(piece("file-added", { name: upload.file.name }).textContent);
      upload.line.remove();
    } else if (status === 404) this.#show(upload, "gone");
    else if (status === 200 || status === 403) this.#show(upload, "signed-out"); // the sign-in page, or a token of before
    else this.#show(upload, "offline");
  }

  #progress(upload, share) {
    upload.line.querySelector("progress").value = share;
    this.#show(upload, share < 100 ? "sending" : "checking", { share: `${share}%` });
  }

  #show({ line }, state, words) {
    const slot = line.querySelector("[data-place]");
    delete slot.dataset.state; // the same words again are said again
    line.dataset.state = state;
    line.querySelector("[data-again]").hidden = !["offline", "signed-out"].includes(state);
    showState(slot, state, words, "file");
    if (ENDED.includes(state)) say(`${line.querySelector(".file-name").textContent}: ${slot.textContent}`);
  }
}

/** The line has the name already. */
function withoutName(sentence, name) {
  return sentence.startsWith(`${name}: `) ? sentence.slice(name.length + 2) : sentence;
}

/** Resolves to {status, answer}: the server's JSON, if that is what came; status 0 where nothing did. */
function post(url, file, { progress, started }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it is
    const body = new FormData();
    body.append("files", file);
    request.upload.addEventListener("progress", (event) => progress(Math.floor((100 * event.loaded) / event.total)));
    request.addEventListener("loadend", () => resolve({ status: request.status, answer: read(request) }));
    request.open("POST", url);
    request.timeout = PATIENCE;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.send(body);
    started(request);
  });
}

function read(request) {
  try {
    const answer = JSON.parse(request.responseText);
    return answer.problems ? answer : null;
  } catch {
    return null;
  }
}
