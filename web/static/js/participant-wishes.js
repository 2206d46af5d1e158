// Dragging a wish to another place; the buttons "Up" and "Down" do the same without a script.
"use strict";

(() => {
  const prepare = () => {
    const list = document.querySelector("[data-wishes]");
    const form = document.querySelector("#wish-order");
    if (!list || !form || list.dataset.ready) return;
    list.dataset.ready = "yes";
    for (const handle of list.querySelectorAll("[data-handle]")) handle.hidden = false;
    window.Sortable.create(list, {
      handle: "[data-handle]",
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: (event) => {
        if (event.oldIndex === event.newIndex) return;
        form.elements.order.value = Array.from(list.children, (line) => line.dataset.wish).join(",");
        form.requestSubmit();
      },
    });
  };
  // what is typed in an open wish survives the exchange of the list, a move for instance
  const forms = () => Array.from(document.querySelectorAll("form[data-wish-form]"));
  const fields = (form) => Array.from(form.elements).filter((field) => field.name && field.type !== "hidden");
  const state = (field) => (field.type === "radio" || field.type === "checkbox" ? field.checked : field.value);
  const untouched = (form) => {
    const copy = form.cloneNode(true);
    copy.reset();
    return fields(copy).map(state);
  };
  let typed = new Map();
  document.addEventListener("htmx:beforeSwap", () => {
    typed = new Map();
    for (const form of forms()) {
      const now = fields(form).map(state);
      if (now.join() !== untouched(form).join()) typed.set(form.action, now);
    }
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const form of forms()) {
      const values = typed.get(form.action);
      if (values?.length !== fields(form).length) continue;
      form.closest("details").open = true;
      fields(form).forEach((field, place) => {
        if (typeof values[place] === "boolean") field.checked = values[place];
        else field.value = values[place];
      });
    }
    typed = new Map();
  });
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", prepare);
})();
