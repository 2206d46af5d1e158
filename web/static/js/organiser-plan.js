// Drag the tables of a room, or move them with the arrow keys. The fields in numbers are what is sent.
(() => {
  "use strict";
  const plan = document.querySelector("[data-plan]");
  if (!plan) return;
  const TABLE = 2;
  const cell = Number(plan.dataset.cell);
  const columns = Number(plan.dataset.columns);
  const rows = Number(plan.dataset.rows);
  const tray = document.querySelector("[data-missing]");
  const said = document.querySelector("[data-said]");
  const back = document.querySelector("[data-back]");
  const moves = [];
  const tables = [...plan.querySelectorAll("[data-spot]")];
  const fieldsOf = (code) => {
    const row = document.querySelector(`[data-row="${CSS.escape(code)}"]`);
    return { x: row.querySelector('[name="x"]'), y: row.querySelector('[name="y"]') };
  };
  const spotOf = (code) => {
    const { x, y } = fieldsOf(code);
    return x.value && y.value ? [Number(x.value) - 1, Number(y.value) - 1] : null;
  };
  const tell = (text, code, spot) => {
    said.textContent = text.replace("{code}", code).replace("{x}", spot ? spot[0] + 1 : "").replace("{y}", spot ? spot[1] + 1 : "");
  };
  const clashes = (code, [x, y]) =>
    tables.some((other) => {
      const at = other.dataset.spot === code ? null : spotOf(other.dataset.spot);
      return at && Math.abs(at[0] - x) < TABLE && Math.abs(at[1] - y) < TABLE;
    });
  const draw = (table) => {
    const spot = spotOf(table.dataset.spot);
    table.toggleAttribute("hidden", !spot);
    if (!spot) return;
    table.setAttribute("transform", `translate(${spot[0] * cell} ${spot[1] * cell})`);
    table.classList.toggle("plan-clash", clashes(table.dataset.spot, spot));
  };
  const button = (code) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-secondary";
    one.dataset.put = code;
    one.textContent = code;
    return one;
  };
  const inside = ([x, y]) => [Math.min(Math.max(x, 0), columns - TABLE), Math.min(Math.max(y, 0), rows - TABLE)];
  const put = (code, spot, { note = true } = {}) => {
    const before = spotOf(code);
    if (String(before) === String(spot)) return;
    if (note) moves.push([code, before]);
    const { x, y } = fieldsOf(code);
    [x.value, y.value] = spot ? [spot[0] + 1, spot[1] + 1] : ["", ""];
    x.dispatchEvent(new Event("input", { bubbles: true }));
    tables.forEach(draw);
    const chip = tray.querySelector(`[data-put="${CSS.escape(code)}"]`);
    if (spot) chip?.remove();
    else if (!chip) tray.append(button(code));
    back.hidden = moves.length === 0;
    tell(spot ? tray.dataset.announceMoved : tray.dataset.announceOut, code, spot);
  };
  const free = (code) => {
    for (let y = 1; y <= rows - TABLE; y += 1)
      for (let x = 1; x <= columns - TABLE; x += 1) if (!clashes(code, [x, y])) return [x, y];
    return [0, 0];
  };

  tray.addEventListener("click", (event) => {
    const code = event.target.closest("[data-put]")?.dataset.put;
    if (!code) return;
    put(code, free(code));
    tables.find((table) => table.dataset.spot === code).focus();
  });
  back.addEventListener("click", () => {
    const [code, spot] = moves.pop();
    put(code, spot, { note: false });
  });
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  tables.forEach((table) => {
    const code = table.dataset.spot;
    table.addEventListener("keydown", (event) => {
      const spot = spotOf(code);
      if (!spot) return;
      if (event.key in STEPS) put(code, inside([spot[0] + STEPS[event.key][0], spot[1] + STEPS[event.key][1]]));
      else if (event.key === "Delete" || event.key === "Backspace") put(code, null);
      else return;
      event.preventDefault();
    });
    let grip = null;
    const at = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
      return [point.x / cell, point.y / cell];
    };
    table.addEventListener("pointerdown", (event) => {
      const [x, y] = at(event);
      const spot = spotOf(code);
      grip = { by: [x - spot[0], y - spot[1]], from: spot };
      table.setPointerCapture(event.pointerId);
      table.classList.add("plan-moving");
    });
    table.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const [x, y] = at(event);
      grip.to = inside([Math.round(x - grip.by[0]), Math.round(y - grip.by[1])]);
      table.setAttribute("transform", `translate(${grip.to[0] * cell} ${grip.to[1] * cell})`);
      table.classList.toggle("plan-clash", clashes(code, grip.to));
    });
    const drop = () => {
      if (!grip) return;
      table.classList.remove("plan-moving");
      const { from, to } = grip;
      grip = null;
      if (to && (to[0] !== from[0] || to[1] !== from[1])) put(code, to);
      else draw(table);
    };
    table.addEventListener("pointerup", drop);
    table.addEventListener("pointercancel", drop);
  });
})();
