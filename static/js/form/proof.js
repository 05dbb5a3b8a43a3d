// The check list's line on evidence: how many files there are, and which items are called done without one.

/** Returns a function that counts again. */
export function followProof(report) {
  report.addEventListener("change", (event) => {
    if (/-(progress|status)$/.test(event.target.name ?? "")) recount(report);
  });
  return () => recount(report);
}

function recount(report) {
  const counts = { files: report.querySelectorAll("[data-file]").length, items: 0, unproven: 0 };
  counts.items = [...report.querySelectorAll(".item")].filter((item) => item.querySelector("[data-file]")).length;
  for (const line of report.querySelectorAll("[data-proof]")) {
    const item = document.getElementById(line.dataset.proof);
    const isUnproven = saysDone(item, line) && !item.querySelector("[data-file]");
    line.hidden = !isUnproven;
    counts.unproven += isUnproven;
  }
  for (const [name, count] of Object.entries(counts)) {
    for (const place of report.querySelectorAll(`[data-proof-count="${name}"]`)) place.textContent = count;
  }
  for (const place of report.querySelectorAll("[data-proof-some]")) place.hidden = !counts.unproven;
}

/** By what is chosen in the form; by what the page came with where nothing can be chosen. */
function saysDone(item, line) {
  if (!item.dataset.item) return "saysDone" in line.dataset;
  return Boolean(item.querySelector('[name$="-progress"][value="done"]:checked, [name$="-status"][value="done"]:checked'));
}
