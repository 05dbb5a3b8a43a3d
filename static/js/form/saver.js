// Sends items, one request at a time. What fails for want of a network is tried again, ever more slowly.

import { say, showState } from "./pieces.js";

const FIRST_RETRY = 2000; // ms, doubled each time
const SLOWEST_RETRY = 30000;
const PATIENCE = 20000; // ms before a request counts as lost
const LARGEST_PARTING = 60000; // characters a browser lets a closing page send

export class Saver {
  #items;
  #keeper;
  #on;
  #timers = new Map();
  #queue = new Set();
  #isSending = false;
  #retry = 0;
  #retryTimer = null;
  #savedAt = null;

  constructor({ items, keeper, onSaved, onClash, onReport }) {
    this.#items = items;
    this.#keeper = keeper;
    this.#on = { saved: onSaved, clash: onClash, report: onReport };
    window.addEventListener("online", () => this.#resume());
    window.addEventListener("focus", () => this.#resume());
  }

  get hasUnsaved() {
    return this.#isSending || this.#items.some((item) => item.isDirty);
  }

  /** Save `item` after `pause` ms in which nothing else happens to it. */
  schedule(item, pause) {
    clearTimeout(this.#timers.get(item));
    if (!item.isDirty) return this.#settle(item);
    if (!item.isReady) return;
    if (!this.#retryTimer) this.#show(item, "dirty");
    this.#timers.set(item, setTimeout(() => this.#enqueue(item), pause));
  }

  /** Save everything that can be saved, now. Resolves to whether nothing is left. */
  async flush() {
    for (const item of this.#items) if (item.isReady) this.#enqueue(item);
    while (this.#isSending) await new Promise((resolve) => setTimeout(resolve, 50));
    return !this.hasUnsaved;
  }

  showClash(item) {
    this.#show(item, "clash");
  }

  #enqueue(item) {
    clearTimeout(this.#timers.get(item));
    this.#queue.add(item);
    this.#run();
  }

  #resume() {
    if (!this.#retryTimer) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#run();
  }

  async #run() {
    if (this.#isSending || this.#retryTimer) return;
    this.#isSending = true;
    while (this.#queue.size) {
      const [item] = this.#queue;
      if (!item.isReady) this.#queue.delete(item);
      else if (!(await this.#send(item))) break;
    }
    this.#isSending = false;
  }

  /** Sends one item. False when it has to wait: no network, a failing server, an expired session. */
  async #send(item) {
    const values = item.changes;
    this.#show(item, "saving");
    const response = await post(item.url, { ...values, version: item.version });
    if (!response) return this.#wait(item, "offline");
    if (response.type === "opaqueredirect" || response.status === 403) return this.#wait(item, "signed-out");
    const answer = await response.json().catch(() => null);
    if (!answer && response.status !== 404) return this.#wait(item, "offline");
    this.#retry = 0;
    this.#queue.delete(item);
    if (response.ok) this.#saved(item, values, answer);
    else if (response.status === 409) this.#stale(item, answer);
    else this.#refused(item, values, answer?.error);
    return true;
  }

  #saved(item, values, answer) {
    item.saved(values, answer.version);
    this.#keeper.keep(item);
    this.#savedAt = answer.saved_at;
    this.#on.saved(item, answer);
    if (item.isDirty) this.schedule(item, 300);
    else this.#settle(item);
  }

  #stale(item, answer) {
    const clashes = item.merge(answer.current, answer.version);
    this.#keeper.keep(item);
    if (clashes.length) this.#on.clash(item, { ...answer, clashes });
    else if (item.isDirty) this.#queue.add(item);
    else this.#settle(item);
  }

  #refused(item, values, error) {
    item.refused = JSON.stringify(values);
    this.#show(item, error ? "refused" : "gone", { error });
    if (error) say(error);
  }

  /** Nothing is left to save in `item`. */
  #settle(item) {
    this.#show(item, this.#savedAt ? "saved" : "idle", { at: this.#savedAt });
  }

  #wait(item, state) {
    this.#show(item, state);
    const pause = Math.min(FIRST_RETRY * 2 ** this.#retry, SLOWEST_RETRY);
    this.#retry += 1;
    if (this.#retry === 1) say(document.getElementById(`state-${state}`).content.textContent);
    this.#retryTimer = setTimeout(() => this.#resume(), pause);
    return false;
  }

  #show(item, state, words) {
    showState(item.slot, state, words);
    this.#on.report(this.#items.some((one) => one.clashes.size) ? "clash" : state, words);
  }
}

/** The response, or null where there was none. Redirects are not followed: only the sign-in page redirects a save. */
async function post(url, values) {
  const body = new URLSearchParams(values);
  const isParting = document.visibilityState === "hidden" && body.toString().length < LARGEST_PARTING;
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
      keepalive: isParting,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.status >= 500 || response.status === 429 ? null : response;
  } catch {
    return null;
  }
}

/** The cookie's, not the page's: signing in again in another tab has changed it. */
export function token() {
  const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : document.querySelector("[name=csrfmiddlewaretoken]").value;
}
