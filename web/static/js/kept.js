// A form sent after the log-in had ended, or from a page of an earlier log-in, is filled in again once its reader is back
// on its page.
"use strict";

(() => {
  const KEY = "kept-form";
  const LONGEST = 60 * 60 * 1000;
  const reader = document.body.dataset.reader;
  const path = (address) => new URL(address, location.href).pathname;

  const fields = (form) =>
    [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const kept = fields(form);
    if (!reader || form.method !== "post" || !kept.length) return;
    if (kept.some((field) => ["password", "file"].includes(field.type))) return;
    const values = kept
      .filter((field) => field.checked !== false || !["checkbox", "radio"].includes(field.type))
      .map((field) => [field.name, field.value]);
    const page = { reader, at: Date.now(), path: location.pathname, action: path(form.action), values };
    localStorage.setItem(KEY, JSON.stringify(page));
  });

  const fill = (form, values) => {
    for (const field of fields(form)) {
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = own.includes(field.value);
      else if (own.length) field.value = own[0];
    }
    for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  };

  const say = () => {
    const region = document.querySelector("#messages");
    const sentence = document.createElement("div");
    sentence.className = "message tone-info";
    sentence.textContent = region.dataset.kept;
    region.append(sentence);
  };

  const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (!kept) return;
  if (!reader && Date.now() - kept.at < LONGEST) {
    // nobody is logged in: the form was not taken
    localStorage.setItem(KEY, JSON.stringify({ ...kept, refused: true }));
    return;
  }
  const back = document.querySelector("[data-kept-form]");
  if (back && kept.reader === reader && Date.now() - kept.at < LONGEST) {
    // the page was of an earlier log-in: its form was not taken
    localStorage.setItem(KEY, JSON.stringify({ ...kept, refused: true }));
    back.href = kept.path;
    back.hidden = false;
    return;
  }
  if (kept.refused && kept.reader === reader && kept.path !== location.pathname) return;
  localStorage.removeItem(KEY);
  if (!kept.refused || kept.reader !== reader || Date.now() - kept.at >= LONGEST) return;
  const form = [...document.forms].find((one) => path(one.action) === kept.action && one.method === "post");
  if (!form) return;
  fill(form, kept.values);
  say();
})();
