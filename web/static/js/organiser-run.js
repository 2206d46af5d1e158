// Follow a run of the solver: the server sends ready-made pieces of the page, this file only puts them in place.
// Without it the page reloads itself.
(() => {
  "use strict";
  const numbers = document.getElementById("run-numbers");
  const sentence = document.getElementById("run-sentence");
  const address = numbers?.dataset.events;
  if (!address || !sentence) return;

  const source = new EventSource(address);

  source.addEventListener("progress", (event) => {
    const pieces = JSON.parse(event.data);
    const before = [...numbers.querySelectorAll("details")];
    const focused = before.findIndex((one) => one.contains(document.activeElement));
    numbers.innerHTML = pieces.numbers;
    numbers.querySelectorAll("details").forEach((one, index) => {
      one.open = before[index]?.open ?? false;
      if (index === focused) one.querySelector("summary").focus();
    });
    // it is read aloud: only when it says something new
    const words = new DOMParser().parseFromString(pieces.sentence, "text/html").body.textContent.trim();
    if (sentence.textContent.trim() !== words) sentence.textContent = words;
  });

  source.addEventListener("finished", (event) => {
    source.close();
    window.location.replace(JSON.parse(event.data).address);
  });

  // the browser comes back by itself with the id of the last event
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.OPEN) sentence.textContent = numbers.dataset.lost;
  });
})();
