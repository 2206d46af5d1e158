// The one live region of a page. Marked elements are told by it, so that none of them needs aria-live:
// data-announce when its text changes, data-announce="load" also when the page is loaded.
"use strict";

(() => {
  const MARKED = "[data-announce]";
  const region = document.querySelector("#announcer");
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const marked = (node) =>
    node.nodeType === Node.ELEMENT_NODE ? [...(node.matches(MARKED) ? [node] : []), ...node.querySelectorAll(MARKED)] : [];

  const tell = (texts) => {
    if (!texts.length) return;
    const sentence = document.createElement("p");
    sentence.textContent = texts.join(" ");
    region.replaceChildren(sentence);
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
    tell(
      news
        .map((element) => [element, words(element)])
        .filter(([element, text]) => text && (element.dataset.announce === "load" || !before.has(text)))
        .map(([, text]) => text),
    );
  });
  changed.observe(document.body, { childList: true, subtree: true });

  // a screen reader misses what changes before it has taken up the page
  const PATIENCE = 500;
  window.setTimeout(
    () => tell([...document.querySelectorAll("[data-announce=load]")].map(words).filter(Boolean)),
    PATIENCE,
  );
})();
