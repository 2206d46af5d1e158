// The draft's grid by keyboard: arrows move, Enter selects a meeting and puts it down, Escape lets it stay; Ctrl+Z takes
// an edit back, with Shift, or Ctrl+Y, it is done again.
(() => {
  "use strict";
  const root = () => document.querySelector("#draft");
  const table = () => document.querySelector("table[data-grid]");
  const grid = () => [...table().querySelectorAll("tbody tr[data-row]")].map((row) => [...row.querySelectorAll("td[data-slot]")]);
  const step = (cell, key, whole) => {
    const all = grid();
    const y = all.findIndex((row) => row.includes(cell));
    const x = all[y].indexOf(cell);
    const last = all[y].length - 1;
    const moves = {
      ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], ArrowUp: [y - 1, x], ArrowDown: [y + 1, x],
      Home: [whole ? 0 : y, 0], End: [whole ? all.length - 1 : y, last], PageUp: [Math.max(0, y - 8), x], PageDown: [Math.min(all.length - 1, y + 8), x],
    };
    const [row, column] = moves[key];
    return all[row]?.[column];
  };

  const turned = ({ key, ctrlKey, metaKey, shiftKey, altKey }) => {
    if (altKey || !(ctrlKey || metaKey)) return null;
    if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
    return key.toLowerCase() === "y" ? "redo" : null;
  };

  // Called once with what the grid does; `picked` returns what is picked now.
  window.draftKeys = ({ picked, pick, drop, meaning, tell, rove, escape }) => {
    document.addEventListener("keydown", (event) => {
      const turn = turned(event);
      if (turn && !event.target.closest("input, textarea, select")) {
        const button = document.querySelector(`#draft [data-turn=${turn}] button:enabled`);
        event.preventDefault();
        return button?.form.requestSubmit();
      }
      if (event.key === "Escape" && (picked() || root()?.dataset.swapping) && event.target.closest("#draft")) return escape();
      const name = event.target.closest?.("table[data-grid] tbody th a");
      if (name) {
        const row = name.closest("tr");
        const rows = [...table().querySelectorAll("tbody tr[data-row]")];
        const at = rows.indexOf(row);
        const next = { ArrowRight: row.querySelector("td[data-slot]"), ArrowUp: rows[at - 1], ArrowDown: rows[at + 1] }[event.key];
        if (next?.matches("td")) rove(next);
        else next?.querySelector("th a")?.focus();
        if (next) event.preventDefault();
        return;
      }
      const cell = event.target.closest?.("table[data-grid] td[data-slot]");
      if (!cell || event.altKey || event.metaKey) return;
      if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"].includes(event.key)) {
        const next = step(cell, event.key, event.ctrlKey);
        if (next) {
          rove(next);
          if (picked() || root().dataset.swapping) tell(meaning(next)?.[1] ?? "");
        } else if (event.key === "ArrowLeft") cell.closest("tr").querySelector("th a")?.focus();
      } else if (event.key === "Enter" || event.key === " ") {
        const held = cell.querySelector(".cell[data-meeting]");
        rove(cell); // whoever came by Tab comes back here
        if (root().dataset.swapping) held?.click();
        else if (picked() && meaning(cell) && held?.dataset.meeting !== picked()) drop(cell);
        else if (held) pick(held.dataset.meeting);
      } else return;
      event.preventDefault();
    });
  };
})();
