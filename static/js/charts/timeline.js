// The picture of a timeline: years as steps, each with its state as shape and word, or whole grades one on the other.
// The page itself draws it in HTML (templates/reports/dashboards/_timeline.html).
//
// config: {type: "timeline", stops: [{year, mark, words, due}], levels?: [{label, cells: [{reached, mark, asked}]}]}

import { token, wrapped } from "./format.js";
import { drawMark } from "./marks.js";

const ROW = 44;

function write(ctx, text, x, y, { align = "center", weight = 500, size = 14, colour = "ink" } = {}) {
  ctx.font = `${weight} ${size}px ${token("font")}`;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillStyle = token(colour);
  ctx.fillText(text, x, y);
}

function inLines(ctx, text, x, y, width, options) {
  ctx.font = `500 14px ${token("font")}`;
  const lines = wrapped(ctx, text, width);
  lines.forEach((line, index) => write(ctx, line, x, y + index * 18, options));
  return y + lines.length * 18;
}

function steps(ctx, { stops }, width) {
  const each = width / stops.length;
  ctx.strokeStyle = token("rule-strong");
  ctx.beginPath();
  ctx.moveTo(each / 2, 52);
  ctx.lineTo(width - each / 2, 52);
  ctx.stroke();
  for (const [index, stop] of stops.entries()) {
    const x = (index + 0.5) * each;
    write(ctx, String(stop.year), x, 20, { weight: stop.due ? 700 : 500 });
    ctx.fillStyle = token("rule-strong");
    ctx.fillRect(x - 2, 50, 4, 4);
    if (stop.mark) drawMark(ctx, stop.mark, x, 52);
    const below = inLines(ctx, stop.words, x, 82, each - 12, { colour: stop.mark ? "ink" : "muted" });
    if (stop.due) write(ctx, stop.due, x, below, { colour: "met-ink" });
  }
  return 150;
}

function grades(ctx, { stops, levels }, width) {
  const left = 120;
  const each = (width - left) / stops.length;
  for (const [row, level] of levels.entries()) {
    const y = row * ROW;
    write(ctx, level.label, 0, y + ROW / 2, { align: "left" });
    for (const [index, cell] of level.cells.entries()) {
      const x = left + index * each;
      ctx.fillStyle = token(cell.reached ? "accent-tint" : "white");
      ctx.fillRect(x + 1, y, each - 2, ROW);
      if (cell.asked) {
        ctx.fillStyle = token("met-ink");
        ctx.fillRect(x, y - 1, each, 3);
      }
      if (cell.mark) drawMark(ctx, cell.mark, x + each / 2, y + ROW / 2);
    }
  }
  const bottom = levels.length * ROW;
  ctx.fillStyle = token("rule-strong");
  ctx.fillRect(left, bottom, width - left, 1);
  for (const [index, stop] of stops.entries()) {
    write(ctx, String(stop.year), left + (index + 0.5) * each, bottom + 20);
  }
  return bottom + 40;
}

/** Draws into `width`; gives the height it takes. */
export function drawTimeline(ctx, config, width) {
  ctx.save();
  ctx.translate(0, 4);
  const height = config.levels ? grades(ctx, config, width) : steps(ctx, config, width);
  ctx.restore();
  return height + 4;
}
