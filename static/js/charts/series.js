// One indicator over the years: values against the path, the targets and what the pace so far would bring.
//
// config: {type: "series", unit, decimals, years, bounds: [least, most],
//   values: [{year, value, quality, text}], former: [the same, replaced since], nothing: [{year, answer}],
//   path: [{year, value, text}], targets: [{since, until, year, lower, upper, label}], decisions: [{year, label}],
//   baseline?: {year, value, label}, projection?: [{year, value, low, high, text, between}], which begins
//   with the last value, without words of its own}

import { figure, toNumber, token } from "./format.js";
import { directLabels } from "./labels.js";

const byYear = (years, rows) => years.map((year) => toNumber(rows.find((row) => row.year === year)?.value));

function everyNumber(config) {
  const rows = [config.values, config.former, config.path, config.targets, config.projection ?? [], config.baseline ?? []];
  return rows
    .flat()
    .flatMap((row) => [row.value, row.lower, row.upper, row.low, row.high])
    .map(toNumber)
    .filter((number) => number !== null);
}

/** From zero, unless all figures lie so far from it that the differences would not be seen. */
export function yLimits(config) {
  const numbers = everyNumber(config);
  if (!numbers.length) return { min: 0, max: 1 };
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const room = (high - low || Math.abs(high)) * 0.15 || 1;
  const [floor, ceiling] = config.bounds.map(toNumber);
  const fromZero = low >= 0 && low < high * 0.6;
  let min = fromZero ? 0 : low - room;
  let max = high + room;
  if (low >= 0) min = Math.max(min, 0);
  if (floor !== null && low >= floor) min = Math.max(min, floor);
  if (ceiling !== null && high <= ceiling) max = Math.min(max, ceiling);
  return { min, max };
}

function datasets(config) {
  const { years } = config;
  const line = { pointRadius: 0, pointHoverRadius: 0 };
  return [
    { ...line, data: byYear(years, config.values), borderColor: token("accent"), borderWidth: 2.5 },
    {
      ...line,
      data: byYear(years, config.path),
      borderColor: token("muted"),
      borderWidth: 1.5,
      borderDash: [5, 4],
      spanGaps: true,
    },
    {
      ...line,
      data: byYear(years, config.projection ?? []),
      borderColor: token("accent"),
      borderWidth: 1.5,
      borderDash: [2, 3],
    },
  ];
}

/** What a tip says of one point, as the server wrote it, which knows when rounding would turn a miss into a pass: its
 *  figure, what kind of figure it is, and of a projection the interval. */
function tip(config, words, item) {
  const rows = [config.values, config.path, config.projection][item.datasetIndex];
  const { text, quality, between } = rows.find(({ year }) => String(year) === item.label);
  const kind = [words[quality], words.path, `${words.projection}, ${between}`][item.datasetIndex];
  return `${text} (${kind})`;
}

/** 2026, or '26 where there is no room for four digits; where there is less, every other year up to the last. */
function yearTick(_value, index) {
  const year = this.getLabelForValue(index);
  const { labels } = this.chart.data;
  const room = this.chart.width / labels.length;
  if (room < 30 && (labels.length - 1 - index) % 2) return "";
  return room < 46 ? `’${year.slice(2)}` : year;
}

/** The Chart.js configuration, and the line to print below the chart. */
export function series(config, words) {
  const limits = yLimits(config);
  const tickUnit = config.unit === "%" ? "%" : "";
  const start = config.projection?.[0].year; // stands in the chart already, as a value
  return {
    note: limits.min > 0 ? (axis) => `${words.axis} ${figure(axis.min, config.unit, config.decimals)}.` : null,
    chart: {
      type: "line",
      data: { labels: config.years.map(String), datasets: datasets(config) },
      plugins: [directLabels(config, words)],
      options: {
        layout: { padding: { top: 12, right: 8 } },
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            filter: (item) => item.raw !== null && !(item.datasetIndex === 2 && item.label === String(start)),
            callbacks: { label: (item) => tip(config, words, item) },
          },
        },
        scales: {
          x: { grid: { display: false }, offset: true, ticks: { maxRotation: 0, autoSkip: false, callback: yearTick } },
          y: {
            afterDataLimits: (scale) => Object.assign(scale, limits),
            ticks: { callback: (tick) => figure(tick, tickUnit, 3), maxTicksLimit: 6 },
          },
        },
      },
    },
  };
}
