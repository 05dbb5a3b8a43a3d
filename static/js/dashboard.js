// What the dashboard and the page of an indicator do beside drawing charts: fill the wall, fit the paper.

const button = document.querySelector("[data-present]");
const label = button?.querySelector("[data-present-word]");

function show(presenting) {
  if (document.body.classList.contains("presenting") === presenting) return;
  document.body.classList.toggle("presenting", presenting);
  button.setAttribute("aria-pressed", String(presenting));
  [label.textContent, label.dataset.presentWord] = [label.dataset.presentWord, label.textContent];
}

/** "Trình chiếu": large type for a meeting room, full screen where the browser allows it. */
async function present() {
  const presenting = !document.body.classList.contains("presenting");
  show(presenting);
  try {
    await (presenting ? document.documentElement.requestFullscreen() : document.exitFullscreen());
  } catch {
    // Not allowed here: the large type serves alone.
  }
}

/** The layout of the paper is not yet known when charts must be redrawn for it; the style sheet says their size there. */
function fitPaper() {
  for (const chart of Object.values(window.Chart?.instances ?? {})) {
    const style = getComputedStyle(chart.canvas.parentElement);
    chart.resize(...["--paper-width", "--paper-height"].map((name) => Number(style.getPropertyValue(name))));
  }
}

button?.addEventListener("click", present);
if (button) document.addEventListener("fullscreenchange", () => show(Boolean(document.fullscreenElement)));
window.addEventListener("beforeprint", fitPaper);
