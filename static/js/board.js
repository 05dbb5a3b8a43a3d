// The board refreshes itself. An answer without a board (the sign-in page, once the session is over) does not blank it.

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.serverResponse.includes('id="board"')) event.detail.shouldSwap = false;
});
