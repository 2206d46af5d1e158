// What the draft brings into view: a sentence over the page, which goes by itself (the list of edits keeps it); the cell
// of what is picked, and its panel.
(() => {
  "use strict";
  const SHOWN = 12000; // milliseconds of a sentence over the page
  const scroller = () => document.querySelector(".grid-scroll");
  const said = () => document.querySelector("[data-said]");
  const nearest = { block: "nearest", inline: "nearest" };
  let timer = 0;

  const fade = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => said()?.replaceChildren(), SHOWN);
  };
  const tell = (text) => {
    if (said() && said().textContent !== text) said().textContent = text;
    fade();
  };
  // The panel that lies on the lower half of the page leaves the upper one to the grid; the one beside it is seen from its top.
  const reveal = (cell) => {
    const card = document.querySelector(".draft-picked");
    const sheet = card && getComputedStyle(card).position === "sticky";
    if (sheet || card?.getBoundingClientRect().top < 0) (sheet ? scroller() : card).scrollIntoView({ block: "start", behavior: "instant" });
    cell?.scrollIntoView(nearest);
  };
  // Whoever comes by a link to a meeting finds it in the middle of the grid.
  const centre = (cell) => {
    const [box, at] = [scroller().getBoundingClientRect(), cell.getBoundingClientRect()];
    scroller().scrollBy({ left: at.left - box.left - box.width / 2, top: at.top - box.top - scroller().clientHeight / 2, behavior: "instant" });
  };
  // A wish that is to be placed has no cell of its own yet: the first one that says something.
  const revealFirst = () => document.querySelector("td:is(.can-free, .can-limit, .can-blocked)")?.scrollIntoView(nearest);

  window.draftView = { tell, fade, reveal, centre, revealFirst };
})();
