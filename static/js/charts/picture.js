// A chart to take away: drawn anew at a fixed size, with its title, its legend, its source and the day, on white.

import { token, wrapped } from "./format.js";
import { drawMark } from "./marks.js";
import { drawTimeline } from "./timeline.js";

const WIDTH = 960;
const MARGIN = 24;
const SCALE = 2;
const ROW = 36; // of a chart of bars

const font = (weight, size) => `${weight} ${size}px ${token("font")}`;

/** Writes a paragraph and gives the y below it. */
function paragraph(ctx, text, y, { weight, size, colour }) {
  ctx.font = font(weight, size);
  ctx.fillStyle = token(colour);
  for (const line of wrapped(ctx, text, WIDTH - 2 * MARGIN)) {
    y += size * 1.4;
    ctx.fillText(line, MARGIN, y);
  }
  return y;
}

/** The legend's marks and words, on as many lines as it takes; gives the y below it. */
function legendBelow(ctx, legend, y) {
  ctx.font = font(500, 14);
  ctx.fillStyle = token("ink");
  let x = MARGIN;
  y += 24;
  for (const { mark, label } of legend) {
    const width = 28 + ctx.measureText(label).width + 20;
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += 24;
    }
    drawMark(ctx, mark, x + 10, y - 5);
    ctx.fillText(label, x + 26, y);
    x += width;
  }
  return y;
}

/** The chart itself on a canvas of its own; a `kind` of mount.js, else a timeline. */
function drawn(config, make) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH - 2 * MARGIN;
  canvas.height = config.rows ? 80 + config.rows.length * ROW : 460;
  if (!make) {
    const height = drawTimeline(canvas.getContext("2d"), config, canvas.width);
    canvas.width *= SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").scale(SCALE, SCALE);
    drawTimeline(canvas.getContext("2d"), config, canvas.width / SCALE);
    return { canvas, done() {}, said: "" };
  }
  const { chart, note } = make();
  const options = { ...chart.options, responsive: false, devicePixelRatio: SCALE };
  const made = new window.Chart(canvas, { ...chart, options });
  return { canvas, done: () => made.destroy(), said: note ? note(made.scales.y) : "" };
}

/** Everything from the title down; gives the height it took. */
function compose(ctx, picture, { title, caption, legend, source }) {
  const height = picture.canvas.height / SCALE;
  let y = paragraph(ctx, title, MARGIN / 2, { weight: 650, size: 22, colour: "ink" });
  y = paragraph(ctx, caption, y + 4, { weight: 500, size: 16, colour: "ink" }) + 16;
  ctx.drawImage(picture.canvas, MARGIN, y, picture.canvas.width / SCALE, height);
  y += height;
  if (legend?.length) y = legendBelow(ctx, legend, y) + 4;
  if (picture.said) y = paragraph(ctx, picture.said, y, { weight: 400, size: 13, colour: "muted" });
  return paragraph(ctx, source, y + 4, { weight: 400, size: 13, colour: "muted" }) + MARGIN;
}

function onWhite(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const ctx = canvas.getContext("2d");
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = token("white");
  ctx.fillRect(0, 0, width, height);
  return ctx;
}

/** Saves the chart as a PNG file. `make` gives its Chart.js configuration; `name`, `caption`, `source`: its button's. */
export async function savePicture({ name, caption, source }, config, make) {
  const picture = drawn(config, make);
  const words = { title: document.querySelector("h1").textContent.trim(), caption, legend: config.legend, source };
  const height = compose(onWhite(WIDTH, 1), picture, words);
  const ctx = onWhite(WIDTH, height);
  compose(ctx, picture, words);
  picture.done();
  const blob = await new Promise((resolve) => ctx.canvas.toBlob(resolve, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // once the browser has read it
}
