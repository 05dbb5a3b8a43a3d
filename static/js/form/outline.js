// The list of items beside a form.

/** On a narrow screen the list starts folded; on a wide one it always stands open. */
export function foldList(list) {
  const wide = matchMedia("(width >= 64rem)");
  const fold = () => (list.open = wide.matches);
  wide.addEventListener("change", fold);
  fold();
  list.dataset.ready = "";
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) list.open = false;
  });
}
