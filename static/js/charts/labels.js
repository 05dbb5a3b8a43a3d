// A Chart.js plugin for series.js: names each line where it runs, so that nobody has to match colours with a legend.

import { figure, toNumber, token, writeLabel } from "./format.js";

/** Index of the last year with a figure, -1 without any. */
export const lastIndex = (data) => data.findLastIndex((value) => value !== null);

/** The height of a line between its known points; null beyond its ends. */
export function between(data, index) {
  const from = data.slice(0, index + 1).findLastIndex((value) => value !== null);
  const to = data.findIndex((value, at) => at >= index && value !== null);
  if (from < 0 || to < 0) return null;
  return from === to ? data[from] : data[from] + ((data[to] - data[from]) * (index - from)) / (to - from);
}

/** The year's figure as the server wrote it, which knows when rounding would turn a miss into a pass. */
export function valueText(config, index, value) {
  const row = config.values.find(({ year }) => year === config.years[index]);
  return row?.text ?? figure(value, config.unit, config.decimals);
}

const xOf = (chart, year) => chart.scales.x.getPixelForValue(chart.data.labels.indexOf(String(year)));

/** Bounds as short strokes at the target's year, the room between two bounds tinted, the plan's words beside them. */
function drawTarget(chart, target, colour, tint) {
  const { ctx, scales } = chart;
  const bounds = [target.lower, target.upper].map(toNumber).filter((bound) => bound !== null);
  if (!bounds.length) return;
  const x = xOf(chart, target.year);
  const ys = bounds.map((bound) => scales.y.getPixelForValue(bound));
  ctx.save();
  ctx.fillStyle = tint;
  if (ys.length === 2) ctx.fillRect(x - 14, ys[1], 28, ys[0] - ys[1]);
  ctx.fillStyle = colour;
  for (const y of ys) ctx.fillRect(x - 14, y - 1.5, 28, 3);
  ctx.restore();
  const above = Math.min(...ys) - 13;
  const y = above < chart.chartArea.top + 6 ? Math.max(...ys) + 14 : above;
  writeLabel(ctx, target.label, x + 14, y, { colour, align: "right", weight: 600 });
}

function drawBaseline(chart, baseline) {
  const { ctx, scales } = chart;
  const x = xOf(chart, baseline.year);
  const y = scales.y.getPixelForValue(toNumber(baseline.value));
  ctx.save();
  ctx.fillStyle = token("muted");
  ctx.fillRect(x - 4, y - 4, 8, 8);
  ctx.restore();
  writeLabel(ctx, baseline.label, x, y + 18, { colour: token("muted") });
}

/** The last value in words, on the side of the point where no line runs. */
function labelLast(chart, config, values, path) {
  const last = lastIndex(values);
  if (last < 0) return;
  const at = chart.getDatasetMeta(0).data[last];
  const onPath = between(path, last);
  const rival = onPath ?? values[lastIndex(values.slice(0, last))] ?? null;
  const below = rival !== null && rival >= values[last] && at.y + 26 < chart.chartArea.bottom;
  const text = valueText(config, last, values[last]);
  writeLabel(chart.ctx, text, at.x, at.y + (below ? 18 : -18), { colour: token("accent-dark"), align: "center", weight: 700 });
}

/** The path's name, past the last value where the two lines have parted. */
function labelPath(chart, words, values, path) {
  const end = lastIndex(path);
  const index = Math.max(Math.floor((lastIndex(values) + end + 1) / 2), 0);
  const height = between(path, index);
  if (height === null) return;
  const y = chart.scales.y.getPixelForValue(height);
  const x = chart.scales.x.getPixelForValue(index);
  const align = path[end] < height ? "left" : "right";
  writeLabel(chart.ctx, words.path, x, y - 14, { colour: token("muted"), align });
}

/** The plugin for one chart; datasets as series.js lays them out: values, path. */
export function directLabels(config, words) {
  return {
    id: "directLabels",
    afterDatasetsDraw(chart) {
      const [values, path] = chart.data.datasets.map((set) => set.data);
      for (const former of config.former_targets ?? []) drawTarget(chart, former, token("muted"), token("none-tint"));
      if (config.target) drawTarget(chart, config.target, token("met-ink"), token("met-tint"));
      if (config.baseline) drawBaseline(chart, config.baseline);
      labelPath(chart, words, values, path);
      labelLast(chart, config, values, path);
      if (config.unit && config.unit !== "%") writeLabel(chart.ctx, config.unit, 0, 8, { colour: token("muted") });
    },
  };
}
