// The focus survives an exchange of its part of the page, and a form that leads back to the same page:
// it returns to the same control, or else to the nearest one that is left.
"use strict";

(() => {
  const KEY = "focus-trail";
  const MOST = 60;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

  // A name that a control keeps when the page is made again.
  const name = (control) => {
    if (control.id) return `#${control.id}`;
    const fixed = ["button", "checkbox", "radio", "submit"].includes(control.type) ? control.value : "";
    const leads = control.getAttribute("href") ?? control.form?.getAttribute("action");
    return [control.closest("[id]")?.id, control.localName, control.name, fixed, leads].join(" ");
  };
  const named = () => {
    const times = new Map();
    return [...document.querySelectorAll(CONTROLS)].map((control) => {
      const own = name(control);
      times.set(own, (times.get(own) ?? 0) + 1);
      return { control, key: `${own} ${times.get(own)}` };
    });
  };

  // Enter pressed once more must not remove anything.
  const harmless = (one, control) => one === control || !one.classList.contains("btn-danger");

  // The names of a control and of those around it, the nearest in the tree first, following before preceding.
  const trail = (control) => {
    const all = named();
    const place = all.findIndex((one) => one.control === control);
    if (place < 0) return null;
    const around = [...all.slice(place), ...all.slice(0, place).reverse()];
    const found = new Set();
    // from the work of a page never to its frame: Enter pressed once more must not log out
    for (let near = control; near && found.size < MOST; near = near.localName === "main" ? null : near.parentElement) {
      for (const one of around) if (near.contains(one.control) && harmless(one.control, control)) found.add(one.key);
    }
    return [...found].slice(0, MOST);
  };
  const follow = (keys) => {
    const all = new Map(named().map(({ control, key }) => [key, control]));
    const left = keys.map((key) => all.get(key)).find((control) => control && !control.disabled && control.checkVisibility());
    (left ?? document.querySelector("main"))?.focus();
  };

  let kept = null;
  document.addEventListener("htmx:beforeSwap", () => (kept = trail(document.activeElement)));
  document.addEventListener("htmx:afterSettle", () => {
    if (kept && document.activeElement === document.body) follow(kept);
  });

  document.addEventListener("submit", (event) => {
    // addresses of pages without log-in hold secrets
    if (!document.body.dataset.reader) return;
    const keys = trail(event.submitter ?? document.activeElement);
    if (keys) sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, keys }));
  });
  const sent = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (sent?.path === location.pathname && !document.querySelector("[data-focus]")) follow(sent.keys);
})();
