// One indicator over the years: values against the path and the target.
//
// config: {type: "series", unit, decimals, years, bounds?,
//   values: [{year, value, quality, text?}], path: [{year, value}],
//   target: {year, lower, upper, label}, former_targets?: [...], baseline?: {year, value, label}}

import { figure, toNumber, token } from "./format.js";
import { directLabels, valueText } from "./labels.js";

const byYear = (years, rows) => years.map((year) => toNumber(rows.find((row) => row.year === year)?.value));

function everyNumber(config) {
  const targets = [config.target, ...(config.former_targets ?? [])].filter(Boolean);
  const rows = [...config.values, ...config.path, config.baseline, ...targets];
  return rows
    .flatMap((row) => [row?.value, row?.lower, row?.upper])
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
  const [floor, ceiling] = (config.bounds ?? [null, null]).map(toNumber);
  const fromZero = low >= 0 && low < high * 0.6;
  let min = fromZero ? 0 : low - room;
  let max = high + room;
  if (low >= 0) min = Math.max(min, 0);
  if (floor !== null && low >= floor) min = Math.max(min, floor);
  if (ceiling !== null && high <= ceiling) max = Math.min(max, ceiling);
  return { min, max };
}

function datasets(config, words) {
  const accent = token("accent");
  const muted = token("muted");
  const { years } = config;
  const official = new Set(config.values.filter((row) => row.quality === "official").map((row) => row.year));
  return [
    {
      data: byYear(years, config.values),
      borderColor: accent,
      borderWidth: 2.5,
      pointRadius: 5,
      pointHoverRadius: 7,
      pointBorderWidth: 2,
      pointBorderColor: accent,
      pointBackgroundColor: years.map((year) => (official.has(year) ? accent : token("white"))),
    },
    {
      label: words.path,
      data: byYear(years, config.path),
      borderColor: muted,
      borderWidth: 1.5,
      borderDash: [5, 4],
      pointRadius: 0,
      spanGaps: true,
    },
  ];
}

/** 2026, or '26 where there is no room for four digits. */
function yearTick(_value, index) {
  const year = this.getLabelForValue(index);
  return this.chart.width / this.chart.data.labels.length < 46 ? `’${year.slice(2)}` : year;
}

/** The Chart.js configuration, and the line to print below the chart. */
export function series(config, words) {
  const limits = yLimits(config);
  const quality = new Map(config.values.map((row) => [String(row.year), words[row.quality]]));
  const say = (value) => figure(value, config.unit, config.decimals);
  const tickUnit = config.unit === "%" ? "%" : "";
  return {
    note: limits.min > 0 ? (axis) => `${words.axis} ${say(axis.min)}.` : null,
    chart: {
      type: "line",
      data: { labels: config.years.map(String), datasets: datasets(config, words) },
      plugins: [directLabels(config, words)],
      options: {
        layout: { padding: { top: tickUnit ? 8 : 24, right: 8 } },
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            filter: (item) => item.raw !== null,
            callbacks: {
              label: (item) => {
                const isValue = item.datasetIndex === 0;
                const kind = isValue ? quality.get(item.label) : item.dataset.label;
                const text = isValue ? valueText(config, item.dataIndex, item.raw) : say(item.raw);
                return kind ? `${text} (${kind})` : text;
              },
            },
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
