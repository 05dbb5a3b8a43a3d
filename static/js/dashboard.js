// What the dashboard and the page of an indicator do beside drawing charts: fit the paper.

/** The layout of the paper is not yet known when charts must be redrawn for it; the style sheet says their size there. */
function fitPaper() {
  for (const chart of Object.values(window.Chart?.instances ?? {})) {
    const style = getComputedStyle(chart.canvas.parentElement);
    chart.resize(...["--paper-width", "--paper-height"].map((name) => Number(style.getPropertyValue(name))));
  }
}

window.addEventListener("beforeprint", fitPaper);
