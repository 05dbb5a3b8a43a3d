// One item of the form (a task or an indicator): its controls, what the server last said, and what differs from it.

export class Item {
  /** Controls are named "<key>-<field>"; the page's own values are what the server has. */
  constructor(root, form) {
    this.root = root;
    this.key = root.dataset.item;
    this.url = root.dataset.url;
    this.code = root.querySelector(".item-code")?.textContent ?? this.key;
    this.fields = root.dataset.fields.split(" ");
    this.form = form;
    this.versionInput = form.elements[`${this.key}-version`];
    this.version = Number(this.versionInput.defaultValue);
    this.slot = root.querySelector("[data-state]");
    this.base = Object.fromEntries(this.fields.map((field) => [field, initial(this.control(field))]));
    this.clashes = new Map(); // field: the text both sides started from
    this.refused = null;
  }

  control(field) {
    return this.form.elements[`${this.key}-${field}`];
  }

  box(field) {
    return this.root.querySelector(`[data-control="${field}"]`);
  }

  get(field) {
    return this.control(field).value;
  }

  /** Sets a control as if somebody had, so that everything that follows it (height, echo) follows. */
  set(field, value) {
    const control = this.control(field);
    control.value = value;
    if (control instanceof RadioNodeList && value === "") for (const radio of control) radio.checked = false;
    const target = control instanceof RadioNodeList ? control[0] : control;
    target.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  }

  /** The fields whose value is not what the server has, with their values. */
  get changes() {
    const differing = this.fields.filter((field) => this.get(field) !== this.base[field]);
    return Object.fromEntries(differing.map((field) => [field, this.get(field)]));
  }

  get isDirty() {
    return this.fields.some((field) => this.get(field) !== this.base[field]);
  }

  /** Whether it can be sent as it is: not while somebody has to choose, nor again what was refused. */
  get isReady() {
    return this.isDirty && !this.clashes.size && this.refused !== JSON.stringify(this.changes);
  }

  saved(values, version) {
    Object.assign(this.base, values);
    this.refused = null;
    this.moveTo(version);
  }

  moveTo(version) {
    this.version = version;
    this.versionInput.value = version;
  }

  /**
   * The server has moved on to `theirs`. A field changed on one side only takes that side; a field changed on both
   * sides to different texts is returned, to be chosen by a person.
   */
  merge(theirs, version, { mine = this.changes, base = this.base } = {}) {
    const clashing = [];
    for (const field of this.fields) {
      const stood = base[field] ?? this.base[field];
      const own = field in mine && !same(mine[field], theirs[field]);
      if (own && !same(theirs[field], stood)) {
        clashing.push({ field, mine: mine[field], theirs: theirs[field] });
        this.clashes.set(field, stood);
      }
      const shown = own ? mine[field] : theirs[field];
      if (!same(this.get(field), shown)) this.set(field, shown);
      this.base[field] = own ? theirs[field] : this.get(field);
    }
    this.moveTo(version);
    return clashing;
  }

  /** A value as a person reads it: the words of the option or radio button instead of its code. */
  words(field, value) {
    const control = this.control(field);
    if (control instanceof RadioNodeList) {
      return [...control].find((radio) => radio.value === value)?.closest("label").textContent.trim() ?? "";
    }
    return control.options ? ([...control.options].find((o) => o.value === value)?.text ?? "") : value;
  }
}

/** The server trims what it keeps and composes its letters; neither is a difference. */
function same(one, other) {
  return one.trim().normalize() === other.trim().normalize();
}

/** The value the page came with, whatever the browser has put back since. */
function initial(control) {
  if (control instanceof RadioNodeList) return [...control].find((radio) => radio.defaultChecked)?.value ?? "";
  if (control.options) return ([...control.options].find((o) => o.defaultSelected) ?? control.options[0]).value;
  return control.defaultValue;
}
