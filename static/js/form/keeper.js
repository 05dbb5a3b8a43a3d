// What was typed and is not saved, kept in this browser: it outlives a closed tab, a dead network, an expired session.
// One entry an item, under person, report, item and the version it was typed over.

import { piece } from "./pieces.js";

export class Keeper {
  #prefix;

  constructor(user, submission) {
    this.#prefix = `tien-do ${user} ${submission} `;
  }

  #names(key) {
    return stored().filter((name) => name.startsWith(`${this.#prefix}${key} `));
  }

  /** Keep what is unsaved in `item`, or forget it when nothing is. */
  keep(item) {
    const version = item.clashes.size ? "clash" : item.version; // asked about again, should the page be left now
    const name = `${this.#prefix}${item.key} ${version}`;
    for (const old of this.#names(item.key)) if (old !== name || !item.isDirty) forget(old);
    if (!item.isDirty) return;
    try {
      const base = { ...item.base, ...Object.fromEntries(item.clashes) };
      localStorage.setItem(name, JSON.stringify({ code: item.code, values: item.changes, base }));
    } catch {
      // a full or forbidden store: the page still holds the text and goes on trying to save it
    }
  }

  /** Puts back what an earlier visit left unsaved; where the report has moved on, asks. */
  giveBack(items, { onRestored, onClash }) {
    const restored = [];
    for (const name of stored().filter((one) => one.startsWith(this.#prefix))) {
      const [key, version] = name.slice(this.#prefix.length).split(" ");
      const kept = read(name);
      const item = items.get(key);
      if (!kept) forget(name);
      else if (!item) this.#showClosed(name, kept);
      else {
        const theirs = { ...item.base };
        const base = Number(version) === item.version ? theirs : kept.base;
        const clashes = item.merge(theirs, item.version, { mine: kept.values, base });
        if (item.isDirty) restored.push(item);
        if (clashes.length) onClash(item, { clashes });
        else onRestored(item);
      }
    }
    if (restored.length) this.#showRestored(restored);
  }

  #showRestored(items) {
    const notice = piece("kept-restored");
    const links = items.map((item) => {
      const link = document.createElement("a");
      link.href = `#${item.key}`;
      link.textContent = item.code;
      return link;
    });
    notice.querySelector("[data-links]").append(...links.flatMap((link, place) => (place ? [", ", link] : [link])));
    document.getElementById("kept").append(notice);
  }

  /** The item cannot be typed in any more: show the text, to be copied or dropped. */
  #showClosed(name, kept) {
    const notice = piece("kept-closed", { code: kept.code, text: Object.values(kept.values).join("\n\n") });
    const callout = notice.firstElementChild;
    notice.querySelector("[data-forget]").addEventListener("click", () => {
      forget(name);
      callout.remove();
    });
    document.getElementById("kept").append(notice);
  }
}

function stored() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name));
    return kept?.values ? kept : null;
  } catch {
    return null;
  }
}

function forget(name) {
  localStorage.removeItem(name);
}
