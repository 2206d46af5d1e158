// Small comforts on top of pages that work without them.
"use strict";

(() => {
  // Menus made of <details>: one open at a time; Escape and a click elsewhere close them.
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // An error summary takes the focus, so that screen readers begin there.
  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

  // data-copy="#id" copies the text or value of that element and says so on the button.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    if (button.dataset.copied) button.textContent = button.dataset.copied;
  });

  // data-carry="#form": what was typed into that form comes along to the page that the link leads to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-carry]");
    if (!link) return;
    const fresh = new Set(["csrf_token", "preset", ...link.dataset.carryNot.split(" ")]);
    const url = new URL(link.href);
    for (const [name, value] of new FormData(document.querySelector(link.dataset.carry)))
      if (value && !fresh.has(name)) url.searchParams.set(name, value);
    link.href = url;
  });

  // data-print prints.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A tap that reached no server says so: without this the page would look as if it had done it.
  document.addEventListener("htmx:sendError", () => {
    const region = document.querySelector("#messages");
    const sentence = document.createElement("div");
    sentence.className = "message tone-bad";
    sentence.textContent = region.dataset.offline;
    // a new region, so that it stands within sight again
    const fresh = region.cloneNode(false);
    fresh.append(sentence);
    region.replaceWith(fresh);
  });

  // A form is sent once, however often its button is tapped.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    window.setTimeout(() => delete form.dataset.sent, 5000);
  });
  // A page taken from the browser's memory may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
})();
