// The marks of a chart's legend, drawn the same in the chart and in its picture; img/icons.svg has them for the page.

import { token } from "./format.js";

function circle(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

/** An answer: filled when official, half when preliminary, hollow as an estimate. */
function answer(ctx, x, y, filled) {
  circle(ctx, x, y, 5);
  ctx.fillStyle = token("white");
  ctx.fill();
  ctx.fillStyle = token("accent");
  if (filled === 2) ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = token("accent");
  ctx.stroke();
  if (filled !== 1) return;
  ctx.beginPath();
  ctx.arc(x, y, 5, -Math.PI / 2, Math.PI / 2);
  ctx.fill();
}

function dashed(ctx, x, y, radius, dash) {
  circle(ctx, x, y, radius);
  ctx.fillStyle = token("white");
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = token("muted");
  ctx.setLineDash(dash);
  ctx.stroke();
}

function bar(ctx, x, y, colour, width, height) {
  ctx.fillStyle = token(colour);
  ctx.fillRect(x - width / 2, y - height / 2, width, height);
}

function stroke(ctx, x, y, colour, dash) {
  ctx.strokeStyle = token(colour);
  ctx.lineWidth = 1.5;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x - 9, y);
  ctx.lineTo(x + 9, y);
  ctx.stroke();
}

const MARKS = {
  official: (ctx, x, y) => answer(ctx, x, y, 2),
  preliminary: (ctx, x, y) => answer(ctx, x, y, 1),
  estimate: (ctx, x, y) => answer(ctx, x, y, 0),
  former(ctx, x, y) {
    dashed(ctx, x, y, 4.5, [2, 2]);
    bar(ctx, x, y, "muted", 2, 2);
  },
  path: (ctx, x, y) => stroke(ctx, x, y, "muted", [5, 4]),
  target: (ctx, x, y) => bar(ctx, x, y, "met-ink", 18, 3),
  baseline: (ctx, x, y) => bar(ctx, x, y, "muted", 10, 10),
  projection(ctx, x, y) {
    ctx.globalAlpha = 0.18;
    bar(ctx, x, y, "accent", 18, 12);
    ctx.globalAlpha = 1;
    stroke(ctx, x, y, "accent", [2, 3]);
  },
  no_data: (ctx, x, y) => dashed(ctx, x, y, 5.5, [3, 2.5]),
  not_due: (ctx, x, y) => bar(ctx, x, y, "muted", 11, 2.5),
  done(ctx, x, y) {
    circle(ctx, x, y, 9);
    ctx.fillStyle = token("met-ink");
    ctx.fill();
    ctx.strokeStyle = token("white");
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(x - 4, y);
    ctx.lineTo(x - 1, y + 3);
    ctx.lineTo(x + 4, y - 3);
    ctx.stroke();
  },
  not_done(ctx, x, y) {
    circle(ctx, x, y, 8);
    ctx.fillStyle = token("white");
    ctx.fill();
    ctx.strokeStyle = token("none-ink");
    ctx.lineWidth = 1.5;
    ctx.stroke();
  },
};

/** One mark with its middle at x, y. */
export function drawMark(ctx, name, x, y) {
  ctx.save();
  MARKS[name]?.(ctx, x, y);
  ctx.restore();
}
