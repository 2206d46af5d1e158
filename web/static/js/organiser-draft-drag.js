// A meeting of the draft's grid is dragged by the mouse; its image is as large as its card.
(() => {
  "use strict";
  const SLACK = 6; // pixels that a click may tremble before it is a drag
  const root = () => document.querySelector("#draft");
  const over = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("table[data-grid] td[data-slot]");

  // Called once with what the grid does; returns whether something is being dragged.
  window.draftDrag = ({ pick, drop, meaning, tell }) => {
    let grip = null;
    document.addEventListener("pointerdown", (event) => {
      const held = event.target.closest("#draft .cell[data-meeting]");
      if (!held || event.button !== 0 || root().dataset.swapping || event.pointerType === "touch") return;
      grip = { held, x: event.clientX, y: event.clientY, ghost: null, cell: null };
    });
    document.addEventListener("pointermove", (event) => {
      if (!grip) return;
      if (!grip.ghost) {
        if (Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < SLACK) return;
        grip.ghost = grip.held.cloneNode(true);
        grip.ghost.classList.add("drag-ghost");
        grip.ghost.style.width = `${grip.held.offsetWidth}px`;
        grip.ghost.style.height = `${grip.held.offsetHeight}px`;
        root().append(grip.ghost);
        pick(grip.held.dataset.meeting);
      }
      grip.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
      const cell = over(event);
      if (cell === grip.cell) return;
      grip.cell?.classList.remove("over");
      grip.cell = cell;
      cell?.classList.add("over");
      tell((cell && meaning(cell)?.[1]) ?? "");
    });
    const letGo = (event) => {
      if (!grip) return;
      const { ghost, cell } = grip;
      grip = null;
      if (!ghost) return;
      ghost.remove();
      cell?.classList.remove("over");
      // the click that follows a drag is none
      document.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      window.setTimeout(() => document.body.dispatchEvent(new Event("click")), 0);
      if (event.type === "pointerup" && cell) drop(cell);
    };
    document.addEventListener("pointerup", letGo);
    document.addEventListener("pointercancel", letGo);
    return () => grip !== null;
  };
})();
