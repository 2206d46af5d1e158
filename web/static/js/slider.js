// A slider says in words what its number means. Without this file the numbers stand below it.
(() => {
  "use strict";
  const say = (slider) => {
    const chosen = [...slider.list.options].find((choice) => choice.value === slider.value);
    if (!chosen) return;
    slider.setAttribute("aria-valuetext", chosen.dataset.words);
    document.querySelector(`output[for="${slider.id}"]`).textContent = chosen.dataset.words;
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches(".slider input")) say(event.target);
  });
  // also where the browser has brought back what was chosen before
  window.addEventListener("pageshow", () => document.querySelectorAll(".slider input").forEach(say));
})();
