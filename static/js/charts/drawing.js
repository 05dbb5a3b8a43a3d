// What a chart over the years shows besides its lines: targets, fan, decisions, marks (called by labels.js).

import { toNumber, token } from "./format.js";
import { drawMark } from "./marks.js";

/** A chart's years and figures as places on it. */
export class Places {
  constructor(chart) {
    this.chart = chart;
    this.half = (this.x(chart.data.labels[1]) - this.x(chart.data.labels[0])) / 2 || 0;
  }

  x(year) {
    return this.chart.scales.x.getPixelForValue(this.chart.data.labels.indexOf(String(year)));
  }

  y(value) {
    return this.chart.scales.y.getPixelForValue(toNumber(value));
  }

  /** The known points of a dataset. */
  line(index) {
    const { labels, datasets } = this.chart.data;
    return datasets[index].data.flatMap((value, place) => (value === null ? [] : [[this.x(labels[place]), this.y(value)]]));
  }
}

export const bounds = (target) => [target.lower, target.upper].map(toNumber).filter((bound) => bound !== null);

/** Each target over the years that are judged by it where there are several, and a short bar at its own year. */
export function drawTargets(chart, config, at) {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = token("met-ink");
  ctx.lineWidth = 1.5;
  let before = null;
  for (const target of config.targets) {
    const ys = bounds(target).map((bound) => at.y(bound));
    if (config.targets.length > 1) {
      const [from, to] = [at.x(target.since) - at.half, at.x(target.until) + at.half];
      ctx.beginPath();
      ys.forEach((y, index) => {
        ctx.moveTo(from, before?.[index] ?? y);
        ctx.lineTo(from, y);
        ctx.lineTo(to, y);
      });
      ctx.stroke();
    }
    before = ys;
  }
  const target = config.targets.at(-1);
  if (target) drawBar(chart, target, at);
  ctx.restore();
}

function drawBar(chart, target, at) {
  const { ctx } = chart;
  const ys = bounds(target).map((bound) => at.y(bound));
  const x = at.x(target.year);
  if (ys.length === 2) {
    ctx.save();
    ctx.fillStyle = token("met-tint");
    ctx.fillRect(x - 14, ys[1], 28, ys[0] - ys[1]);
    ctx.restore();
  }
  for (const y of ys) ctx.fillRect(x - 14, y - 1.5, 28, 3);
}

/** The projection's interval: a pale fan that opens at the last figure. */
export function drawFan(chart, config, at) {
  if (!config.projection?.length) return;
  const { ctx } = chart;
  ctx.save();
  ctx.globalAlpha = 0.14;
  ctx.fillStyle = token("accent");
  ctx.beginPath();
  for (const one of config.projection) ctx.lineTo(at.x(one.year), at.y(one.low));
  for (const one of config.projection.toReversed()) ctx.lineTo(at.x(one.year), at.y(one.high));
  ctx.fill();
  ctx.restore();
}

/** A dotted line before the first year that a decision judges. */
export function drawDecisions(chart, config, at) {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.strokeStyle = token("muted");
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  for (const decision of config.decisions) {
    ctx.moveTo(at.x(decision.year) - at.half, chartArea.top);
    ctx.lineTo(at.x(decision.year) - at.half, chartArea.bottom);
  }
  ctx.stroke();
  ctx.restore();
}

/** Figures, those they replaced, the baseline, and at the axis the years that have nothing. */
export function drawMarks(chart, config, at) {
  const { ctx, chartArea } = chart;
  for (const one of config.former) {
    ctx.save();
    ctx.strokeStyle = token("muted");
    ctx.setLineDash([1, 2]);
    ctx.beginPath();
    ctx.moveTo(at.x(one.year), at.y(one.value));
    ctx.lineTo(at.x(one.year), at.y(config.values.find(({ year }) => year === one.year).value));
    ctx.stroke();
    ctx.restore();
    drawMark(ctx, "former", at.x(one.year), at.y(one.value));
  }
  if (config.baseline) drawMark(ctx, "baseline", at.x(config.baseline.year), at.y(config.baseline.value));
  for (const one of config.nothing) drawMark(ctx, one.answer, at.x(one.year), chartArea.bottom - 9);
  for (const one of config.values) drawMark(ctx, one.quality, at.x(one.year), at.y(one.value));
}
