// A meeting of the draft's grid is dragged, by the mouse or by a finger that has rested on it; its image is as large as its card.
// Near an edge of the grid, the grid scrolls.
(() => {
  "use strict";
  const SLACK = 6; // pixels that a click may tremble before it is a drag
  const HOLD = 300; // milliseconds that a finger rests before it drags; until then it scrolls
  const EDGE = 36; // pixels of the grid's edge that scroll it
  const SPEED = 10; // pixels a frame
  const root = () => document.querySelector("#draft");
  const scroller = () => document.querySelector(".grid-scroll");
  const at = ({ x, y }) => document.elementFromPoint(x, y)?.closest("table[data-grid] td[data-slot]");

  // Called once with what the grid does; returns whether something is being dragged.
  window.draftDrag = ({ press, pick, drop, meaning, tell }) => {
    let grip = null;
    const look = () => {
      const cell = at(grip);
      if (cell === grip.cell) return;
      grip.cell?.classList.remove("over");
      grip.cell = cell;
      cell?.classList.add("over");
      tell((cell && meaning(cell)?.[1]) ?? "");
    };
    const push = (where, from, to) => (where < from || where > to ? 0 : where < from + EDGE ? -SPEED : where > to - EDGE ? SPEED : 0);
    const glide = () => {
      if (!grip?.ghost) return;
      const box = scroller().getBoundingClientRect();
      const names = scroller().querySelector("tbody th")?.offsetWidth ?? 0;
      const head = scroller().querySelector("thead")?.offsetHeight ?? 0;
      const left = push(grip.x, box.left + names, Math.min(box.right, innerWidth));
      const top = push(grip.y, box.top + head, Math.min(box.bottom, innerHeight));
      if (left || top) {
        scroller().scrollBy({ left, top, behavior: "instant" });
        look();
      }
      requestAnimationFrame(glide);
    };
    const lift = () => {
      const { held } = grip;
      grip.ghost = held.cloneNode(true);
      grip.ghost.classList.add("drag-ghost");
      grip.ghost.style.width = `${held.offsetWidth}px`;
      grip.ghost.style.height = `${held.offsetHeight}px`;
      held.classList.add("in-hand");
      root().classList.add("dragging");
      root().append(grip.ghost);
      follow();
      pick(held.dataset.meeting);
      requestAnimationFrame(glide);
    };
    const follow = () => {
      grip.ghost.style.transform = `translate(${grip.x + 8}px, ${grip.y + 8}px)`;
      look();
    };
    const letGo = (event) => {
      if (!grip) return;
      const { ghost, held, cell, timer } = grip;
      window.clearTimeout(timer);
      grip = null;
      if (!ghost) return;
      ghost.remove();
      held.classList.remove("in-hand");
      root().classList.remove("dragging");
      cell?.classList.remove("over");
      // the click that follows a drag is none
      document.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      window.setTimeout(() => document.body.dispatchEvent(new Event("click")), 0);
      if (event.type === "pointerup" && cell) drop(cell);
    };
    document.addEventListener("pointerdown", (event) => {
      const held = event.target.closest("#draft .cell[data-meeting]");
      if (grip || !held || event.button !== 0 || root().dataset.swapping) return;
      grip = { held, id: event.pointerId, touch: event.pointerType !== "mouse", x: event.clientX, y: event.clientY, ghost: null, cell: null };
      if (grip.touch) grip.timer = window.setTimeout(lift, HOLD);
      else press(held.dataset.meeting); // a finger may only scroll
    });
    document.addEventListener("pointermove", (event) => {
      if (event.pointerId !== grip?.id) return;
      const far = Math.hypot(event.clientX - grip.x, event.clientY - grip.y) >= SLACK;
      if (!grip.ghost && grip.touch) return far ? letGo(event) : undefined;
      if (!grip.ghost && !far) return;
      [grip.x, grip.y] = [event.clientX, event.clientY];
      if (grip.ghost) follow();
      else lift();
    });
    document.addEventListener("pointerup", letGo);
    document.addEventListener("pointercancel", letGo);
    // a finger that drags neither scrolls the page nor opens the menu of a link
    document.addEventListener("touchmove", (event) => grip?.ghost && event.cancelable && event.preventDefault(), { passive: false });
    document.addEventListener("contextmenu", (event) => grip?.touch && event.preventDefault());
    return () => Boolean(grip?.ghost);
  };
})();
