// A search over each list of tags, and a count of those chosen; without a script the whole list is there.
"use strict";

(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  for (const picker of document.querySelectorAll("[data-tags]")) {
    const search = picker.querySelector("[data-tags-search]");
    const none = picker.querySelector("[data-tags-none]");
    const count = picker.querySelector("[data-tags-count]");
    const options = Array.from(picker.querySelectorAll(".tag-option"));
    search.hidden = options.length < 12;
    search.addEventListener("input", () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const option of options) {
        const name = fold(option.textContent);
        option.hidden = !words.every((word) => name.includes(word));
        if (!option.hidden) found += 1;
      }
      none.hidden = found > 0;
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    picker.addEventListener("change", () => {
      const chosen = picker.querySelectorAll("input:checked").length;
      const text = chosen === 1 ? count.dataset.one : count.dataset.many.replace("{n}", chosen);
      count.textContent = chosen ? `· ${text}` : "";
    });
  }
})();
