// Rows of the draft's grid that are not in view are not in the page: a space stands for them until somebody scrolls there.
// Without it the rows come page by page.
(() => {
  "use strict";
  const GUESS = 52; // pixels of a row that was never seen
  const MARGIN = "600px 0px";
  let watch = null;

  const empty = (part, height) => {
    const row = document.createElement("tr");
    const cell = document.createElement("td");
    cell.colSpan = 200;
    cell.style.height = `${height}px`;
    row.setAttribute("aria-hidden", "true");
    row.append(cell);
    part.classList.add("waiting");
    part.replaceChildren(row);
  };
  const fill = async (part, address, done) => {
    if (part.dataset.asked) return;
    part.dataset.asked = "yes";
    const answer = await fetch(address);
    delete part.dataset.asked;
    if (!answer.ok || !part.isConnected || !part.classList.contains("waiting")) return;
    const rows = new DOMParser().parseFromString(`<table><tbody>${await answer.text()}</tbody></table>`, "text/html");
    part.classList.remove("waiting");
    part.replaceChildren(...rows.querySelectorAll("tr"));
    done();
  };

  // Called for each grid that comes into the page; `done` is called when rows have come.
  window.draftRows = (done) => {
    watch?.disconnect();
    const table = document.querySelector("table[data-grid]");
    const root = document.querySelector("#draft");
    const all = Number(table?.dataset.all ?? 0);
    const chunk = Number(table?.dataset.chunk ?? 0);
    const first = table?.querySelector("tbody[data-from]");
    if (!first || first.rows.length >= all) return;
    document.querySelector("[data-pages]")?.remove();
    const height = first.offsetHeight / Math.max(first.rows.length, 1) || GUESS;
    const kept = new URL(location.href).searchParams;
    const address = (from) => {
      const asked = new URLSearchParams({ by: table.classList.contains("by-tables") ? "tables" : "people", from });
      for (const name of ["q", "category", "part"]) if (kept.get(name)) asked.set(name, kept.get(name));
      return `${root.dataset.rows}?${asked}`;
    };
    watch = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) {
          if (isIntersecting && target.classList.contains("waiting")) fill(target, address(target.dataset.from), done);
          else if (!isIntersecting && !target.classList.contains("waiting") && !target.contains(document.activeElement) && !target.querySelector(".in-hand"))
            empty(target, target.offsetHeight);
        }
      },
      { root: document.querySelector(".grid-scroll"), rootMargin: MARGIN },
    );
    const begin = Number(first.dataset.from);
    for (let from = 0; from < all; from += chunk) {
      let part = first;
      if (from !== begin) {
        part = document.createElement("tbody");
        part.dataset.from = String(from);
        empty(part, height * Math.min(chunk, all - from));
        if (from < begin) first.before(part);
        else table.append(part);
      }
      watch.observe(part);
    }
    const box = document.querySelector(".grid-scroll");
    if (begin) box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - table.tHead.offsetHeight;
  };
})();
