// A long list of ticks: a search above it, and what is ticked stands on top.
"use strict";

(() => {
  const MANY = 12;
  const bare = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const withSearch = list => {
    const items = [...list.children];
    if (items.length <= MANY) return;
    const search = document.createElement("input");
    search.type = "search";
    search.className = "form-control";
    search.autocomplete = "off";
    search.setAttribute("aria-label", list.closest("[data-tick-search]").dataset.tickSearch);
    search.placeholder = search.getAttribute("aria-label");
    const ticked = item => item.querySelector("input").checked;
    const show = () => {
      const words = bare(search.value).split(/\s+/).filter(Boolean);
      for (const item of items) item.hidden = !ticked(item) && !words.every(word => bare(item.textContent).includes(word));
    };
    const order = () => {
      const focused = document.activeElement;
      list.append(...items.filter(ticked), ...items.filter(item => !ticked(item)));
      focused?.focus();
    };
    search.addEventListener("input", show);
    search.addEventListener("keydown", event => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.addEventListener("change", () => {
      order();
      show();
    });
    list.before(search);
    order();
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const list of document.querySelectorAll("[data-tick-search] .choices:has(input[type=checkbox])")) withSearch(list);
  });
})();
