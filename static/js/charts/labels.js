// A Chart.js plugin for series.js: draws what is not a line and names each thing where it stands, so that nobody has
// to match colours with a legend.

import { Places, bounds, drawDecisions, drawFan, drawMarks, drawTargets } from "./drawing.js";
import { token } from "./format.js";
import { Placer } from "./placing.js";

const VALUES = 0;
const PATH = 1;
const PROJECTION = 2;

/** Index of the last year with a figure, -1 without any. */
export const lastIndex = (data) => data.findLastIndex((value) => value !== null);

/** What no label may cover, as far as there is room elsewhere. */
function keepClear(placer, config, at, area) {
  for (const index of [VALUES, PATH, PROJECTION]) placer.avoidLine(at.line(index));
  for (const one of [...config.values, ...config.former]) placer.avoid(at.x(one.year), at.y(one.value), 7);
  for (const one of config.nothing) placer.avoid(at.x(one.year), area.bottom - 9, 8);
  for (const target of config.targets) {
    for (const bound of bounds(target)) {
      const from = config.targets.length > 1 ? at.x(target.since) - at.half : at.x(target.year) - 14;
      const to = config.targets.length > 1 ? at.x(target.until) + at.half : at.x(target.year) + 14;
      placer.avoidLine([[from, at.y(bound)], [to, at.y(bound)]]);
    }
  }
}

function nameLast(placer, config, data, at) {
  const last = lastIndex(data);
  if (last < 0) return;
  const { text } = config.values.at(-1);
  const sides = ["above", "below", "aboveRight", "belowRight", "aboveLeft", "belowLeft", "right", "left"];
  placer.write(text, at.x(config.years[last]), at.y(data[last]), { colour: token("accent-dark"), weight: 700, sides });
}

/** The plan's words at the target's bar; a former target's at the end of its own years. */
function nameTarget(placer, target, x, at, options) {
  const ys = bounds(target).map((bound) => at.y(bound));
  if (!ys.length) return;
  const sides = ["aboveLeft", "belowLeft"];
  placer.write(target.label, x, Math.min(...ys), { colour: token("met-ink"), weight: 600, sides, ...options });
}

function nameDecisions(placer, config, at, area) {
  for (const one of config.decisions) {
    const x = at.x(one.year) - at.half + 5;
    placer.write(one.label, x, area.top + 18, { colour: token("muted"), sides: ["aboveRight", "belowRight", "aboveLeft", "belowLeft"] });
  }
}

/** The path's name, past the last value where the two lines have parted. */
function namePath(placer, words, config, values, at) {
  const points = at.line(PATH);
  const from = lastIndex(values) < 0 ? 0 : at.x(config.years[lastIndex(values)]);
  const ahead = points.filter(([x]) => x > from);
  const [x, y] = ahead[Math.floor((ahead.length - 1) / 2)] ?? [];
  if (x === undefined) return;
  const options = { colour: token("muted"), dispensable: true };
  placer.write(words.path, x, y, { ...options, sides: ["above", "below", "aboveRight", "belowLeft", "aboveLeft", "belowRight"] });
}

/** Under the fan's end or above it. */
function nameProjection(placer, words, config, at) {
  const end = config.projection?.at(-1);
  if (!end) return;
  const text = `${words.projection} ${end.text}`;
  const options = { colour: token("accent"), dispensable: true };
  const x = at.x(end.year) + 14;
  if (!placer.write(text, x, at.y(end.low) - 6, { ...options, sides: ["belowLeft"] })) {
    placer.write(text, x, at.y(end.high) + 6, { ...options, sides: ["aboveLeft"] });
  }
}

function writeLabels(chart, config, words, at) {
  const { chartArea: area, ctx } = chart;
  const placer = new Placer(ctx, { left: area.left + 2, right: chart.width - 2, top: area.top - 8, bottom: area.bottom - 2 });
  const values = chart.data.datasets[VALUES].data;
  keepClear(placer, config, at, area);
  const [target, ...former] = config.targets.toReversed();
  nameLast(placer, config, values, at);
  if (target) nameTarget(placer, target, at.x(target.year) + 14, at, {});
  nameDecisions(placer, config, at, area);
  if (config.baseline) {
    const { year, value, label } = config.baseline;
    const sides = ["below", "above", "belowRight", "aboveRight", "right"];
    placer.write(label, at.x(year), at.y(value), { colour: token("muted"), sides, dispensable: true });
  }
  nameProjection(placer, words, config, at);
  for (const one of former) nameTarget(placer, one, at.x(one.until) + at.half, at, { dispensable: true });
  namePath(placer, words, config, values, at);
  for (const one of config.former) {
    const options = { colour: token("muted"), dispensable: true, sides: ["above", "below", "right", "left"] };
    placer.write(one.text, at.x(one.year), at.y(one.value), options);
  }
}

/** The plugin for one chart; datasets as series.js lays them out: values, path, projection. */
export function directLabels(config, words) {
  return {
    id: "directLabels",
    beforeDatasetsDraw(chart) {
      const at = new Places(chart);
      drawFan(chart, config, at);
      drawDecisions(chart, config, at);
      drawTargets(chart, config, at);
    },
    afterDatasetsDraw(chart) {
      const at = new Places(chart);
      drawMarks(chart, config, at);
      writeLabels(chart, config, words, at);
    },
  };
}
