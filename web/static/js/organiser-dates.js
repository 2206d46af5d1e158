// Drag the dates of the event. Dropping a handle asks the server what the new date would mean; the fields say the same.
(() => {
  "use strict";
  const picture = document.querySelector("[data-timeline]");
  const form = document.querySelector("form[data-dates]");
  if (!picture || !form) return;
  const days = Number(picture.dataset.days);

  const pad = (number) => String(number).padStart(2, "0");
  const written = (at) =>
    `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
  // the wall time stays: the day moves, whatever the clocks do in between
  const moved = (text, number) => {
    const at = new Date(text);
    at.setDate(at.getDate() + number);
    return at;
  };
  const language = document.documentElement.lang || "fr";
  const readable = (at) => at.toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short" });

  picture.querySelectorAll("[data-date]").forEach((handle) => {
    const field = form.elements.namedItem(handle.dataset.date);
    const shown = picture.querySelector(`[data-shown="${handle.dataset.date}"]`);
    if (!field || !field.value) return;
    const before = field.value;
    const left = parseFloat(handle.getAttribute("x"));
    const bar = handle.ownerSVGElement.querySelector(".timeline-bar");
    const begins = bar ? parseFloat(bar.getAttribute("x")) : 0;
    const text = shown?.textContent;
    let from = null;
    let by = 0;

    const place = (number) => {
      by = number;
      const at = left + (100 * number) / days;
      handle.setAttribute("x", `${at}%`);
      bar?.setAttribute("width", `${Math.max(at - begins, 0)}%`);
      field.value = number ? written(moved(before, number)) : before;
      if (shown) shown.textContent = number ? readable(moved(before, number)) : text;
    };
    handle.addEventListener("pointerdown", (event) => {
      from = event.clientX;
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    handle.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const width = handle.ownerSVGElement.getBoundingClientRect().width;
      place(Math.round(((event.clientX - from) * days) / width));
    });
    const drop = () => {
      if (from === null) return;
      from = null;
      if (by) form.requestSubmit();
    };
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", () => {
      from = null;
      place(0);
    });
  });
})();
