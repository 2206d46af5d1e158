// The draft's grid: select a meeting, see where it can go, put it there; by mouse, by finger or by keyboard.
// Without it the same is done by links and by the forms beside the grid.
(() => {
  "use strict";
  const TONES = ["free", "limit", "blocked"];
  const PRESSED = 2000; // milliseconds for which an answer that was asked for ahead is used
  const root = () => document.querySelector("#draft");
  const table = () => document.querySelector("table[data-grid]");
  const panel = () => document.querySelector("#picked");
  if (!root()) return;

  let cells = {};
  let coming = null; // the panel that was asked for
  let asked = null; // the path of the panel that was asked for ahead, its answer, and since when
  let picked = null; // a meeting's id, or "low-high"
  let focusAt = null; // [row, slot] of the cell that has the focus

  const { tell, fade, reveal, centre, revealFirst } = window.draftView;
  const cellOf = (row, slot) => table()?.querySelector(`tr[data-row="${row}"] > [data-slot="${slot}"]`);
  const place = (cell) => [cell.closest("tr").dataset.row, cell.dataset.slot];
  const swapping = () => Boolean(root().dataset.swapping);
  // by row and slot; while two meetings are to change places by the other meeting
  const meaning = (cell) => cells[swapping() ? cell.querySelector(".cell[data-meeting]")?.dataset.meeting : place(cell).join("-")];
  const rowsInView = () => [...table().querySelectorAll("tr[data-row]")].map((row) => row.dataset.row).join(",");

  // --- what is picked ------------------------------------------------------------------------------------------------
  const colour = () => {
    for (const cell of table()?.querySelectorAll("td[data-slot]") ?? []) {
      const found = meaning(cell);
      for (const tone of TONES) cell.classList.toggle(`can-${tone}`, found?.[0] === tone);
      if (found) cell.title = found[1];
      else cell.removeAttribute("title");
    }
    for (const one of table()?.querySelectorAll(".cell[data-meeting]") ?? [])
      one.classList.toggle("cell-up", one.dataset.meeting === (picked ?? root().dataset.swapping));
  };
  const take = () => {
    const card = panel()?.querySelector(".draft-picked");
    picked = card?.dataset.picked || card?.dataset.pair || null;
    cells = card?.dataset.cells ? JSON.parse(card.dataset.cells) : {};
    colour();
  };
  const address = (what) => {
    const asked = new URLSearchParams({ by: table().classList.contains("by-tables") ? "tables" : "people", rows: rowsInView() });
    asked.set(what.includes("-") ? "pair" : "meeting", what);
    const part = new URL(location.href).searchParams.get("part");
    if (part) asked.set("part", part);
    return `${root().dataset.pick}?${asked}`;
  };
  // The server is asked when a meeting is pressed: until it is carried, the answer is on its way.
  const ask = (what) => {
    const path = address(what);
    if (asked?.path === path && performance.now() - asked.since < PRESSED) return asked.answer;
    const answer = fetch(path).then((got) => (got.ok && !got.redirected ? got.text() : ""), () => "");
    asked = { path, answer, since: performance.now() };
    return answer;
  };
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const show = async (what) => {
    const text = await ask(what);
    asked = null;
    if (picked !== what) return;
    if (!text) return htmx.ajax("GET", address(what), { target: "#picked", swap: "innerHTML" }); // which says why
    const card = new DOMParser().parseFromString(text, "text/html").querySelector("[data-picked]");
    cells = JSON.parse(card?.dataset.cells || "{}");
    colour(); // the cells first, the panel when they are to be seen
    await painted();
    if (picked === what) htmx.swap(panel(), text, { swapStyle: "innerHTML" });
  };
  const pick = async (what) => {
    picked = what;
    colour();
    await (coming = show(what));
    if (picked !== what) return;
    take();
    tell(""); // the panel says it
    if (!dragging()) reveal(focusAt && cellOf(...focusAt));
    if (what.includes("-")) revealFirst();
  };
  const recolour = async () => {
    if (table().classList.contains("by-people")) return colour();
    const what = picked;
    const answer = await fetch(address(what));
    const card = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-picked]");
    if (!card || picked !== what) return;
    cells = JSON.parse(card.dataset.cells || "{}");
    colour();
  };
  const unpick = () => {
    picked = null;
    cells = {};
    panel().replaceChildren();
    colour();
    tell("");
  };

  // --- put it down ---------------------------------------------------------------------------------------------------
  const send = (form, cell) => {
    const [row, slot] = place(cell);
    const named = table().classList.contains("by-tables") ? "place" : "person";
    const fields = { slot: meaning(cell)?.[2] ?? slot, [named]: row };
    for (const [name, value] of Object.entries(fields)) {
      let field = form.querySelector(`input[name="${name}"]`);
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        form.append(field);
      }
      field.value = value;
    }
  };
  const drop = async (cell) => {
    await coming;
    const found = meaning(cell);
    if (!found) return;
    const [tone, sentence] = found;
    tell(sentence);
    const form = panel().querySelector(tone === "free" ? "form[data-any]" : "form[data-waive-any]");
    if (tone === "blocked" || !form) return;
    send(form, cell);
    focusAt = place(cell);
    if (tone === "free") return form.requestSubmit();
    // a personal limit asks for a word first
    form.hidden = false;
    form.querySelector("[data-reasons]").textContent = sentence;
    form.querySelector('input[name="note"]').focus();
  };

  // --- one cell is in the order of tabs --------------------------------------------------------------------------------
  const rove = (cell, { focus = true } = {}) => {
    for (const other of table().querySelectorAll('[tabindex="0"]')) if (other !== cell) other.tabIndex = -1;
    cell.tabIndex = 0;
    focusAt = place(cell);
    if (focus) {
      cell.focus();
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  const prepare = () => {
    const one = table();
    if (!one) return;
    one.role = "grid";
    one.setAttribute("aria-rowcount", String(Number(one.dataset.all) + 1));
    one.caption.textContent = one.dataset.keys;
    one.closest(".grid-scroll").removeAttribute("tabindex");
    for (const part of one.tBodies) {
      const rows = [...part.querySelectorAll("tr[data-row]")];
      for (const [index, row] of rows.entries()) row.setAttribute("aria-rowindex", String(Number(part.dataset.from) + index + 2));
    }
    for (const cell of one.querySelectorAll("td[data-slot]:not([tabindex]), .cell[data-meeting], tbody th a")) cell.tabIndex = -1;
    const first = (focusAt && cellOf(...focusAt)) ?? one.querySelector("td[data-slot]");
    if (first && !one.querySelector('td[tabindex="0"]')) first.tabIndex = 0;
  };
  window.draftKeys({
    picked: () => picked, pick, drop, meaning, tell, rove,
    escape: () => {
      if (swapping()) return swap.giveUp();
      unpick();
      if (focusAt) cellOf(...focusAt)?.focus();
    },
  });

  // --- mouse and finger ------------------------------------------------------------------------------------------------
  const dragging = window.draftDrag({ press: (what) => picked === what || ask(what), pick: (what) => picked === what || pick(what), drop, meaning, tell });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("#draft")) return;
    if (event.target.closest("[data-unpick]")) {
      event.preventDefault();
      return unpick();
    }
    const wish = event.target.closest("[data-pair-of]");
    if (wish) {
      event.preventDefault();
      return pick(wish.dataset.pairOf);
    }
    const cell = event.target.closest("table[data-grid] td[data-slot]");
    if (!cell || swapping()) return;
    const held = event.target.closest(".cell[data-meeting]");
    if (held) event.preventDefault();
    rove(cell);
    if (picked && meaning(cell) && held?.dataset.meeting !== picked && (!held || meaning(cell)[0] !== "blocked")) drop(cell);
    else if (held) pick(held.dataset.meeting);
  });

  // --- forms are sent without leaving the place ------------------------------------------------------------------------
  let busy = false;
  let seen = root().dataset.version; // of the last page that this window has asked for itself
  // The draft was published or discarded, or the log-in has ended: the page says which.
  const leave = () => location.assign(`${location.pathname}?since=${root().dataset.version}`);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, serverResponse, xhr } = event.detail;
    const lost = target.id === "draft" ? !serverResponse.includes('id="draft"') : target.id === "picked" && serverResponse.includes("<html");
    if (!lost || xhr.status >= 500) return;
    event.detail.shouldSwap = false;
    leave();
  });
  const scroller = () => document.querySelector(".grid-scroll");
  const exchange = async (method, path, values) => {
    busy = true;
    const at = [scroller()?.scrollLeft ?? 0, scroller()?.scrollTop ?? 0];
    const top = scroller()?.getBoundingClientRect().top;
    const inside = document.activeElement.closest(method === "GET" ? "table[data-grid], #picked" : "table[data-grid]") || document.activeElement === document.body;
    const turn = document.activeElement.closest("[data-turn]")?.dataset.turn;
    const landing = method === "POST" && document.activeElement.closest("#picked") && values.meeting;
    await htmx.ajax(method, path, { target: "#draft", select: "#draft", swap: "outerHTML", selectOOB: "#messages", values });
    busy = false;
    if (method === "POST") seen = root().dataset.version;
    start();
    fade();
    if (scroller()) {
      [scroller().scrollLeft, scroller().scrollTop] = at;
      window.scrollBy({ top: scroller().getBoundingClientRect().top - top, behavior: "instant" });
    }
    const moved = landing && table()?.querySelector(`.cell[data-meeting="${landing}"]`)?.closest("td");
    const goal = moved || (focusAt && (inside || landing) && cellOf(...focusAt));
    if (goal) {
      rove(goal, { focus: false });
      goal.focus({ preventScroll: !moved });
    }
    // undo that has nothing left to take back gives the focus to redo, never to what publishes
    if (turn) (document.querySelector(`[data-turn=${turn}] button:enabled`) ?? document.querySelector("[data-turn] button:enabled"))?.focus();
    if (method === "POST") tell(document.querySelector("#messages").textContent.trim().replace(/\s+/g, " "));
  };
  // the rows that are in view now, wherever the page began; those of the focus first
  const begin = () => {
    const top = scroller()?.getBoundingClientRect().top ?? 0;
    const parts = [...(table()?.querySelectorAll("tbody[data-from]") ?? [])];
    const focused = document.activeElement.closest("table[data-grid] tbody[data-from]");
    return (focused ?? parts.find((part) => part.getBoundingClientRect().bottom > top) ?? parts[0])?.dataset.from ?? "0";
  };
  const address_here = (known) => {
    const here = new URL(known, location.href);
    if (begin() !== "0") here.searchParams.set("from", begin());
    else here.searchParams.delete("from");
    return here;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#draft form[data-edit]");
    if (!form) return;
    event.preventDefault();
    if (busy) return;
    const values = Object.fromEntries(new FormData(form));
    const back = address_here(values.back);
    exchange("POST", form.getAttribute("action"), { ...values, back: back.pathname + back.search });
  });

  // --- how large the grid is drawn -------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#draft a[data-zoom]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const here = address_here(link.href);
    if (picked) here.searchParams.set(picked.includes("-") ? "pair" : "meeting", picked);
    exchange("GET", here.pathname + here.search, {}).then(() => document.querySelector(`#draft a[data-zoom="${link.dataset.zoom}"]`)?.focus());
  });

  const swap = window.draftSwap({ exchange, rove });
  window.draftColleagues({
    picked: () => picked, leave,
    busy: () => busy,
    holding: () => busy || dragging(),
    renew: () => {
      const here = address_here(location.href);
      here.searchParams.set("since", seen);
      if (picked) here.searchParams.set(picked.includes("-") ? "pair" : "meeting", picked);
      for (const [name, id] of swap.kept()) here.searchParams.set(name, id);
      return exchange("GET", here.pathname + here.search, {});
    },
  });

  const start = () => {
    prepare();
    take();
    window.draftRows?.(() => {
      prepare();
      if (picked) recolour();
      else colour();
    });
  };
  start();
  const held = table()?.querySelector(".cell-up")?.closest("td");
  if (held) {
    centre(held);
    rove(held, { focus: false });
  }
  if (location.hash === "#picked") reveal(held);
})();
