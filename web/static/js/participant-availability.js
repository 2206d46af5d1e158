// Painting slots with one stroke: the first one decides whether the stroke frees or takes.
"use strict";

(() => {
  const form = document.querySelector("[data-paint]");
  if (!form) return;
  const boxes = (root) => root.querySelectorAll("input[type=checkbox][name=free]");
  const free = document.querySelector("[data-free]");
  const number = free?.querySelector("[data-number]");
  const unit = number?.nextElementSibling;
  const count = () => {
    const painted = form.querySelectorAll("input[name=free]:checked").length;
    number.textContent = painted;
    unit.textContent = painted === 1 ? unit.dataset.one : unit.dataset.many;
    for (const note of document.querySelectorAll("[data-until-painted]")) note.hidden = true;
    form.dispatchEvent(new Event("change"));
  };
  let stroke = null;
  let swallow = null;

  const boxAt = (event) =>
    document.elementFromPoint(event.clientX, event.clientY)?.closest(".slot")?.querySelector("input[name=free]");

  form.addEventListener("pointerdown", (event) => {
    const box = event.target.closest(".slot")?.querySelector("input[name=free]");
    if (!box || event.button !== 0) return;
    if (event.target.hasPointerCapture?.(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
    stroke = { first: box, value: !box.checked, moved: false };
  });
  form.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const box = boxAt(event);
    if (!box || (box === stroke.first && !stroke.moved)) return;
    stroke.moved = true;
    stroke.first.checked = stroke.value;
    box.checked = stroke.value;
    count();
  });
  form.addEventListener("input", count);
  const end = (event) => {
    // a stroke that ends where it began would be a click as well, and undo the first slot
    if (stroke?.moved && boxAt(event) === stroke.first) swallow = stroke.first;
    stroke = null;
  };
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", () => (stroke = null));
  form.addEventListener("click", (event) => {
    if (swallow && event.target === swallow) event.preventDefault();
    swallow = null;
  });

  for (const buttons of form.querySelectorAll("[data-paint-buttons]")) {
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const wanted = event.target.closest("[data-paint-all]")?.dataset.paintAll;
      if (!wanted) return;
      for (const box of boxes(buttons.closest(".card"))) box.checked = wanted === "free";
      count();
    });
  }
})();
