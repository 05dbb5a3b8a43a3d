// What is left: the marks in the list of items, the bar, the check list and its links.

import { openAround } from "./clash.js";
import { foldList } from "./outline.js";

export function followCounts(report) {
  const checks = new Map([...report.querySelectorAll("[data-check]")].map((line) => [line.dataset.check, line]));

  report.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    openAround(target);
    setTimeout(() => target.focus()); // after the browser has scrolled there
  });
  foldList(report.querySelector(".report-nav"));

  return {
    get left() {
      return Number(report.querySelector("[data-count=left]")?.textContent ?? 0);
    },

    /** `missing` is what the item still lacks: {target, sentence}, or null. */
    update(key, missing) {
      const link = report.querySelector(`[data-nav="${key}"]`);
      link.toggleAttribute("data-done", !missing);
      link.querySelector(".mark-returned")?.remove(); // it has been mended
      const head = document.getElementById(key).querySelector("[data-left]");
      head.toggleAttribute("data-lacks", Boolean(missing));
      head.textContent = missing?.sentence ?? head.dataset.done;
      const line = checks.get(key);
      if (!line) return;
      line.hidden = !missing;
      line.toggleAttribute("data-missing", Boolean(missing));
      if (missing) {
        line.querySelector("a").setAttribute("href", `#${missing.target}`);
        line.querySelector("[data-sentence]").textContent = missing.sentence;
      }
      showLeft(report, report.querySelectorAll("[data-missing]").length);
    },
  };
}

function showLeft(report, left) {
  const bar = report.querySelector("[data-progress]");
  bar.value = bar.max - left;
  for (const [name, count] of [["left", left], ["filled", bar.value]]) {
    for (const place of report.querySelectorAll(`[data-count="${name}"]`)) place.textContent = count;
  }
  for (const place of report.querySelectorAll("[data-when-left]")) place.hidden = left === 0;
  for (const place of report.querySelectorAll("[data-when-complete]")) place.hidden = left > 0;
}
