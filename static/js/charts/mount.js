// Draws every <canvas data-chart="id of a json_script"> of the page (templates/components/chart.html).
// What is drawn was computed on the server; the same numbers stand in a table below the canvas.

import { bars } from "./bars.js";
import { locale, token } from "./format.js";
import { savePicture } from "./picture.js";
import { series } from "./series.js";

const KINDS = { series, bars };

/** What a chart is to say, from the data-word-* of its figure. */
function wordsOf(figure) {
  return Object.fromEntries(
    Object.entries(figure.dataset)
      .filter(([key]) => key.startsWith("word"))
      .map(([key, text]) => [key.slice(4).toLowerCase(), text]),
  );
}

const configOf = (id) => JSON.parse(document.getElementById(id).textContent);

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
  const config = configOf(canvas.dataset.chart);
  const figure = canvas.closest("figure");
  const { chart, note } = KINDS[config.type](config, wordsOf(figure));
  window.Chart.getChart(canvas)?.destroy();
  const drawn = new window.Chart(canvas, chart);
  const slot = figure.querySelector(".chart-note");
  if (slot && note) slot.textContent = note(drawn.scales.y);
}

function mountAll(root) {
  for (const canvas of root.querySelectorAll("canvas[data-chart]")) mount(canvas);
}

function save(button) {
  const config = configOf(button.dataset.picture);
  const kind = KINDS[config.type];
  savePicture(button.dataset, config, kind && (() => kind(config, wordsOf(button.closest("figure")))));
}

/** Paper is narrower than the screen: redraw for it, and back. */
function resizeAll() {
  for (const chart of Object.values(window.Chart?.instances ?? {})) chart.resize();
}

if (window.Chart) setDefaults(); // a page with timelines only has none
await document.fonts.ready;
mountAll(document);
document.addEventListener("htmx:afterSwap", (event) => mountAll(event.target));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picture]");
  if (button) save(button);
});
window.addEventListener("beforeprint", resizeAll);
window.addEventListener("afterprint", resizeAll);
