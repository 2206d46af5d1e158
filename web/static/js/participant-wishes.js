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
  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSettle", prepare);
})();
