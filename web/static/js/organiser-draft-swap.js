// Two meetings of the draft change places: one is picked, the other one is chosen in the grid, without leaving the place.
// Without it the same is done by links.
(() => {
  "use strict";
  const root = () => document.querySelector("#draft");
  const panel = () => document.querySelector("[data-swap-of]");
  const plain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey;

  // Called once with what the grid does; returns how to give up, and what the address of the page keeps meanwhile.
  window.draftSwap = ({ exchange, rove }) => {
    const show = (event, path) => {
      event.preventDefault();
      exchange("GET", path, {});
    };
    document.addEventListener("submit", (event) => {
      const form = event.target.closest("#draft form[data-swap]");
      if (form) show(event, `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
    });
    document.addEventListener("click", (event) => {
      const leave = event.target.closest("#draft [data-unswap]");
      const held = root()?.dataset.swapping && event.target.closest("table[data-grid] .cell[data-meeting]");
      if (!plain(event) || !(leave || held)) return;
      if (held) rove(held.closest("td"));
      show(event, (leave ?? held).href);
    });
    return {
      giveUp: () => exchange("GET", panel().querySelector("[data-unswap]").href, {}),
      kept: () => Object.entries({ swap: panel()?.dataset.swapOf, meeting: panel()?.dataset.swapWith }).filter(([, id]) => id),
    };
  };
})();
