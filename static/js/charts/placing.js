// Where labels go in a chart: each tries a few places round its point and takes the first that covers nothing.

import { token } from "./format.js";

const HEIGHT = 16;
const GAP = 10; // between a point and its label

const overlap = (one, other) =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

/** Left edge and middle of a label of `width` on each side of a point. */
const SIDES = {
  above: (x, y, width) => [x - width / 2, y - GAP - HEIGHT / 2],
  below: (x, y, width) => [x - width / 2, y + GAP + HEIGHT / 2],
  aboveLeft: (x, y, width) => [x - width, y - GAP - HEIGHT / 2],
  belowLeft: (x, y, width) => [x - width, y + GAP + HEIGHT / 2],
  aboveRight: (x, y) => [x, y - GAP - HEIGHT / 2],
  belowRight: (x, y) => [x, y + GAP + HEIGHT / 2],
  left: (x, y, width) => [x - width - GAP, y],
  right: (x, y) => [x + GAP, y],
};

export class Placer {
  /** `area`: the {left, top, right, bottom} that labels stay in. */
  constructor(ctx, area) {
    this.ctx = ctx;
    this.area = area;
    this.taken = [];
  }

  /** Keeps labels off a point. */
  avoid(x, y, radius = 6) {
    this.taken.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  }

  /** Keeps labels off a line through [x, y] points. */
  avoidLine(points) {
    for (let index = 1; index < points.length; index += 1) {
      const [[x, y], [toX, toY]] = [points[index - 1], points[index]];
      const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / 6));
      for (let step = 0; step <= steps; step += 1) {
        this.avoid(x + ((toX - x) * step) / steps, y + ((toY - y) * step) / steps, 1.5);
      }
    }
  }

  /** Writes `text` beside a point and tells whether it did. `dispensable`: rather left out than written over something. */
  write(text, x, y, { colour, weight = 500, sides, dispensable = false }) {
    const { ctx } = this;
    ctx.save();
    ctx.font = `${weight} 13px ${token("font")}`;
    const width = ctx.measureText(text).width;
    let best = null;
    for (const side of sides) {
      const box = this.#within(...SIDES[side](x, y, width), width);
      const cost = this.taken.reduce((sum, other) => sum + overlap(box, other), 0);
      if (!best || cost < best.cost) best = { box, cost };
      if (!cost) break;
    }
    const fits = !dispensable || !best.cost;
    if (fits) this.#draw(text, best.box, colour);
    ctx.restore();
    return fits;
  }

  #within(left, middle, width) {
    const { area } = this;
    const x = Math.max(area.left, Math.min(left, area.right - width));
    const y = Math.max(area.top + HEIGHT / 2, Math.min(middle, area.bottom - HEIGHT / 2));
    return { left: x, right: x + width, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  }

  /** On a white edge, so that lines do not cross the letters. */
  #draw(text, box, colour) {
    const { ctx } = this;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeStyle = token("white");
    ctx.strokeText(text, box.left, box.top + HEIGHT / 2);
    ctx.fillStyle = colour;
    ctx.fillText(text, box.left, box.top + HEIGHT / 2);
    this.taken.push({ left: box.left - 6, right: box.right + 6, top: box.top, bottom: box.bottom });
  }
}
