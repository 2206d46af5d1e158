// A form that was changed and not saved says so, and asks before one leaves the page.
"use strict";

(() => {
  const form = document.querySelector("[data-unsaved]");
  if (!form) return;
  const note = form.querySelector("[data-unsaved-note]");
  const state = () => new URLSearchParams(new FormData(form)).toString();
  const saved = state();
  let leaving = false;
  const changed = () => !leaving && state() !== saved;

  form.addEventListener("change", () => {
    if (note) note.hidden = !changed();
  });
  form.addEventListener("submit", () => (leaving = true));
  window.addEventListener("beforeunload", (event) => {
    if (changed()) event.preventDefault();
  });
})();
