// Numbers and colours as the rest of the page writes them.

const LOCALES = { vi: "vi-VN", en: "en-GB" };

/** The locale that figures are written in, from <html lang>. */
export function locale() {
  return LOCALES[document.documentElement.lang] ?? "vi-VN";
}

/** A figure with at most `decimals` digits, a real minus sign and its unit; null stays null. */
export function figure(value, unit = "", decimals = 0) {
  const number = toNumber(value);
  if (number === null) return null;
  const text = number.toLocaleString(locale(), { maximumFractionDigits: decimals }).replace("-", "−");
  if (!unit) return text;
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
}

/** The contract allows numbers as strings with a point (Decimal); empty and null mean "none". */
export function toNumber(value) {
  return value === null || value === undefined || value === "" ? null : Number(value);
}

/** A custom property of tokens.css. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A state's colour as areas wear it: "in_progress" borrows what states.css gives .is-in_progress. */
export function stateFill(value) {
  const probe = document.createElement("span");
  probe.className = `is-${value}`;
  document.body.append(probe);
  const fill = getComputedStyle(probe).getPropertyValue("--chip-fill").trim();
  probe.remove();
  return fill || token("none-fill");
}

/** `text` in lines that fit into `width`, in the face that `ctx` has. */
export function wrapped(ctx, text, width) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && ctx.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Text in the page's face, on a white ground so that lines do not cross the letters, and never cut off at the sides. */
export function writeLabel(ctx, text, x, y, { colour, align = "left", weight = 500 }) {
  ctx.save();
  ctx.font = `${weight} 13px ${token("font")}`;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeStyle = token("white");
  const width = ctx.measureText(text).width;
  const before = { left: 0, center: width / 2, right: width }[align];
  const end = ctx.canvas.width / ctx.getTransform().a; // in CSS pixels, also where the canvas is not on the page
  x = Math.min(Math.max(x, before + 4), end - width + before - 4);
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  ctx.restore();
}
