// The live regions of a page. Marked elements are told by them, so that none of them needs aria-live:
// data-announce when its text changes, data-announce="load" also when the page is loaded; data-announce="aside" by a
// region of its own (#announcer-aside), so that what colleagues do never replaces the answer to what one does oneself.
"use strict";

(() => {
  const MARKED = "[data-announce]";
  const main = document.querySelector("#announcer");
  const aside = document.querySelector("#announcer-aside");
  const region = (element) => element.dataset.announce === "aside" ? aside : main;
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const marked = (node) =>
    node.nodeType === Node.ELEMENT_NODE ? [...(node.matches(MARKED) ? [node] : []), ...node.querySelectorAll(MARKED)] : [];

  const tell = (elements) => {
    for (const where of new Set(elements.map(region))) {
      const sentence = document.createElement("p");
      sentence.textContent = elements.filter((element) => region(element) === where).map(words).join(" ");
      where.replaceChildren(sentence);
    }
  };

  const changed = new MutationObserver((records) => {
    const before = new Set();
    const now = new Set();
    for (const { target, addedNodes, removedNodes } of records) {
      for (const node of removedNodes) for (const element of marked(node)) before.add(words(element));
      for (const node of addedNodes) for (const element of marked(node)) now.add(element);
      const around = target.closest(MARKED);
      if (around) now.add(around);
    }
    const news = [...now].filter((element) => element.isConnected);
    // the same message a second time is news, the same count is not
    tell(news.filter((element) => words(element) && (element.dataset.announce === "load" || !before.has(words(element)))));
  });
  changed.observe(document.body, { childList: true, subtree: true });

  // a screen reader misses what changes before it has taken up the page
  const PATIENCE = 500;
  window.setTimeout(
    () => tell([...document.querySelectorAll("[data-announce=load]")].filter(words)),
    PATIENCE,
  );
})();
