// Items fold to one line each. On a narrow screen those with nothing odd begin folded; a link to one opens it, and so
// does printing.

const NARROW = matchMedia("(width < 40rem)");
const FEW = 6; // items a phone shows unfolded

export function followFolds(desk) {
  const folds = () => [...desk.querySelectorAll(".desk-fold")];
  if (NARROW.matches && folds().length > FEW) {
    for (const item of desk.querySelectorAll(".desk-item[data-clean]")) item.querySelector(".desk-fold").open = false;
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold-all]");
    if (button) for (const fold of folds()) fold.open = button.dataset.foldAll === "open";
  });
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = folds().filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
  window.addEventListener("hashchange", arrive);
  arrive();
}

function arrive() {
  const item = document.getElementById(location.hash.slice(1));
  if (!item?.classList.contains("desk-item")) return;
  unfold(item);
  item.scrollIntoView();
}

export function unfold(item) {
  item.querySelector(".desk-fold").open = true;
}
