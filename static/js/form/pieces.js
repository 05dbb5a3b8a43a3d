// Pieces of the page that wait in <template> elements: words stay in the server's language.

/** A copy of <template id>, with its [data-fill] places filled. */
export function piece(id, words = {}) {
  const copy = document.getElementById(id).content.cloneNode(true);
  for (const place of copy.querySelectorAll("[data-fill]")) place.textContent = words[place.dataset.fill] ?? "";
  return copy;
}

/** Shows a state of saving (or of what `kind` names) in its place; the place keeps its size. */
export function showState(slot, state, words, kind = "state") {
  if (slot.dataset.state === state && state !== "saved" && state !== "refused") return;
  slot.dataset.state = state;
  const copy = piece(`${kind}-${state}`, words);
  const login = copy.querySelector("[data-login]");
  if (login) login.href = `${login.getAttribute("href")}?next=${encodeURIComponent(location.pathname)}`;
  slot.replaceChildren(copy);
}

/** Says something once to those who do not see it. */
export function say(text) {
  document.getElementById("alert").textContent = text.trim().replace(/\s+/g, " ");
}
