// Counts by state, one horizontal bar a row: who has how many in which state.
//
// config: {type: "bars", states: [{value, label}], rows: [{label, counts: [...], url?}]}

import { figure, stateFill, token, writeLabel } from "./format.js";

const TEXTURES = [null, "hatch", "dots", "cross", null, "hatch", "dots", "cross"];

/** Colour and texture: states stay apart in grey print and for colour-blind readers. */
function paint(colour, texture) {
  if (!texture) return colour;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const ctx = tile.getContext("2d");
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 8, 8);
  ctx.strokeStyle = ctx.fillStyle = `${token("white")}8`;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  if (texture === "dots") {
    ctx.arc(4, 4, 1.5, 0, 2 * Math.PI);
    ctx.fill();
  } else {
    ctx.moveTo(-2, 10);
    ctx.lineTo(10, -2);
    if (texture === "cross") {
      ctx.moveTo(-2, -2);
      ctx.lineTo(10, 10);
    }
    ctx.stroke();
  }
  return ctx.createPattern(tile, "repeat");
}

/** The count inside its piece, where the piece is wide enough to hold it. */
const counts = {
  id: "counts",
  afterDatasetsDraw(chart) {
    for (const [index, set] of chart.data.datasets.entries()) {
      for (const [row, bar] of chart.getDatasetMeta(index).data.entries()) {
        const width = Math.abs(bar.x - bar.base);
        if (!set.data[row] || width < 18) continue;
        const at = (bar.x + bar.base) / 2;
        writeLabel(chart.ctx, figure(set.data[row]), at, bar.y, { colour: token("ink"), align: "center", weight: 650 });
      }
    }
  },
};

/** A long name on two lines where the chart is narrow. */
function rowTick(index) {
  const label = this.getLabelForValue(index);
  if (this.chart.width > 520 || label.length < 16) return label;
  const cut = label.lastIndexOf(" ", Math.ceil(label.length / 2) + 2);
  return cut > 0 ? [label.slice(0, cut), label.slice(cut + 1)] : label;
}

/** The Chart.js configuration; a click on a row follows its url. */
export function bars(config) {
  const datasets = config.states.map((state, index) => ({
    label: state.label,
    data: config.rows.map((row) => row.counts[index]),
    backgroundColor: paint(stateFill(state.value), TEXTURES[index]),
    borderColor: token("white"),
    borderWidth: { right: 2 },
    maxBarThickness: 24,
  }));
  return {
    note: null,
    chart: {
      type: "bar",
      data: { labels: config.rows.map((row) => row.label), datasets },
      plugins: [counts],
      options: {
        indexAxis: "y",
        onClick: (_event, items) => {
          const url = items.length && config.rows[items[0].index].url;
          if (url) window.location.assign(url);
        },
        interaction: { mode: "nearest", axis: "y", intersect: false },
        plugins: { legend: { position: "top", align: "start", labels: { boxWidth: 16, boxHeight: 12, padding: 16 } } },
        scales: {
          x: { stacked: true, ticks: { precision: 0 }, grid: { drawTicks: false } },
          y: { stacked: true, grid: { display: false }, ticks: { autoSkip: false, callback: rowTick } },
        },
      },
    },
  };
}
