// What has the focus is never behind a bar: the page scrolls as if it ended where the bars begin.
"use strict";

(() => {
  const MOST = 1 / 3;
  const GAP = 8;
  const root = document.documentElement;

  const measure = () => {
    let top = 0;
    let bottom = 0;
    for (const bar of document.querySelectorAll(".side, .messages, .tab-bar, .sticky-action")) {
      const style = getComputedStyle(bar);
      // the desk's navigation stands beside the page, its tabs above it
      if (style.position === "absolute" || bar.offsetWidth < root.clientWidth / 2) continue;
      if (style.bottom === "auto") top = Math.max(top, bar.offsetHeight);
      else bottom = Math.max(bottom, parseFloat(style.bottom) + bar.offsetHeight);
    }
    const inPage = top + bottom > innerHeight * MOST;
    root.classList.toggle("bars-in-page", inPage);
    root.style.scrollPaddingTop = inPage ? "" : `${top + GAP}px`;
    root.style.scrollPaddingBottom = inPage ? "" : `${bottom + GAP}px`;
  };

  new ResizeObserver(measure).observe(document.body);
  window.addEventListener("resize", measure);
  // of a field with several lines browsers show the line of the cursor only
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) event.target.scrollIntoView({ block: "nearest" });
  });
})();
