// Small things this browser remembers for a person and a report; where it may not, they are simply not remembered.

export class Memory {
  #name;

  constructor(kind, report) {
    this.#name = `tien-do-${kind} ${report.dataset.user} ${report.dataset.submission}`;
  }

  get all() {
    try {
      return JSON.parse(localStorage.getItem(this.#name)) ?? {};
    } catch {
      return {};
    }
  }

  set(key, value) {
    try {
      localStorage.setItem(this.#name, JSON.stringify({ ...this.all, [key]: value }));
    } catch {
      // a full or forbidden store
    }
  }
}
