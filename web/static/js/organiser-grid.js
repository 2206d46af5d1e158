// Filter the rows of the grid while typing. Without it the form asks the server for the rows that match.
(() => {
  "use strict";
  const form = document.querySelector("[data-grid-filter]");
  const count = document.querySelector("[data-grid-shown]");
  const rows = [...document.querySelectorAll("table.grid tbody tr[data-text]")];
  const box = form?.querySelector("input[type=search]");
  // a page that was already filtered by the server does not have the other rows
  if (!box || !count || box.value || rows.length === 0) return;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const texts = rows.map((row) => fold(row.dataset.text));

  box.addEventListener("input", () => {
    const wanted = fold(box.value.trim());
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(wanted);
      if (!row.hidden) shown += 1;
    });
    for (const head of document.querySelectorAll("table.grid tr.group")) {
      let row = head.nextElementSibling;
      while (row?.hidden) row = row.nextElementSibling;
      head.hidden = !row?.dataset.text;
    }
    count.textContent = String(shown);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector("table.grid tbody tr[data-text]:not([hidden]) th")?.scrollIntoView({ block: "nearest" });
  });
})();
