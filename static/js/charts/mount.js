// Draws every <canvas data-chart="id of a json_script"> of the page (templates/components/chart.html).
// What is drawn was computed on the server; the same numbers stand in a table below the canvas.

import { bars } from "./bars.js";
import { locale, token } from "./format.js";
import { series } from "./series.js";

const KINDS = { series, bars };

function words(canvas) {
  return Object.fromEntries(
    Object.entries(canvas.dataset)
      .filter(([key]) => key.startsWith("word"))
      .map(([key, text]) => [key.slice(4).toLowerCase(), text]),
  );
}

function setDefaults() {
  const { defaults } = window.Chart;
  defaults.locale = locale();
  defaults.animation = false;
  defaults.maintainAspectRatio = false;
  defaults.color = token("ink");
  defaults.borderColor = token("rule");
  Object.assign(defaults.font, { family: token("font"), size: 13 });
  Object.assign(defaults.plugins.tooltip, { backgroundColor: token("ink"), cornerRadius: 4, displayColors: false, padding: 10 });
}

/** Draws one canvas, or draws it anew when its data was swapped. */
function mount(canvas) {
  const config = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const { chart, note } = KINDS[config.type](config, words(canvas));
  window.Chart.getChart(canvas)?.destroy();
  const drawn = new window.Chart(canvas, chart);
  const slot = canvas.closest("figure")?.querySelector(".chart-note");
  if (slot && note) slot.textContent = note(drawn.scales.y);
}

function mountAll(root) {
  for (const canvas of root.querySelectorAll("canvas[data-chart]")) mount(canvas);
}

/** Paper is narrower than the screen: redraw for it, and back. */
function resizeAll() {
  for (const chart of Object.values(window.Chart.instances)) chart.resize();
}

setDefaults();
await document.fonts.ready;
mountAll(document);
document.addEventListener("htmx:afterSwap", (event) => mountAll(event.target));
window.addEventListener("beforeprint", resizeAll);
window.addEventListener("afterprint", resizeAll);
