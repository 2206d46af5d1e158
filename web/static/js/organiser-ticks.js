// The list of people: how many are ticked, and all of the page at once.
"use strict";

(() => {
  const boxes = form => [...form.querySelectorAll('input[name="person"]')];
  const form = () => document.querySelector("form:has([data-tick-all])");

  const show = () => {
    const list = form();
    if (!list) return;
    const all = boxes(list);
    const ticked = all.filter(box => box.checked).length;
    list.querySelector("[data-ticked]").textContent = ticked;
    const button = list.querySelector("[data-tick-all]");
    button.dataset.tick ??= button.textContent;
    button.hidden = false;
    button.textContent = ticked === all.length ? button.dataset.tickAll : button.dataset.tick;
  };

  document.addEventListener("change", event => {
    if (event.target.name === "person") show();
  });
  document.addEventListener("click", event => {
    if (!event.target.closest("[data-tick-all]")) return;
    const all = boxes(form());
    const tick = !all.every(box => box.checked);
    for (const box of all) box.checked = tick;
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:afterSettle", show);
  window.addEventListener("pageshow", show);
})();
