"""Pages for thumbs, keyboards and large letters: targets too small, a focus that is hidden, text that is cut.

Sources: WCAG 2.2, 1.4.4 Resize Text, 1.4.10 Reflow, 2.4.11 Focus Not Obscured, 2.5.5 and 2.5.8 Target Size.
"""

SMALL_PHONE = {"width": 360, "height": 640}
TABLET = {"width": 820, "height": 1000}
SMALL_DESK = {"width": 1280, "height": 800}
THUMB, MOUSE = 44, 24
"""Least width and height in pixels of a target for a thumb, and for a mouse."""

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"
TARGETS = """([selector, least]) => {
  const controls = document.querySelectorAll(selector);
  const inText = one => getComputedStyle(one).display === "inline" && [...one.parentElement.childNodes]
    .some(near => near !== one && near.nodeType === Node.TEXT_NODE && near.textContent.trim().length > 2);
  const area = one => {
    const shapes = [one, ...(one.labels ?? [])].map(shape => shape.getBoundingClientRect());
    const covering = getComputedStyle(one, "::after");
    if (covering.position === "absolute" && covering.content !== "none")
      shapes.push({width: parseFloat(covering.width), height: parseFloat(covering.height)});
    return shapes;
  };
  return [...controls]
    .filter(one => !one.closest(".skip-link, [data-known]") && one.checkVisibility({visibilityProperty: true}))
    .filter(one => !inText(one))
    .filter(one => !area(one).some(shape => shape.width > least - 0.5 && shape.height > least - 0.5))
    .map(one => {
      const {width, height} = one.getBoundingClientRect();
      return `${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 150)}`;
    });
}"""

COVERED_FOCUS = """selector => {
  const controls = document.querySelectorAll(`${selector}, [tabindex='0']`);
  const found = [];
  for (const one of controls) {
    // a map pans to the mark that has the focus a moment later (Leaflet, autoPanOnFocus)
    if (one.disabled || one.closest(".skip-link, .leaflet-container, [data-known]")) continue;
    if (!one.checkVisibility({visibilityProperty: true})) continue;
    one.focus();
    if (document.activeElement !== one) continue;
    const {left, right, top, bottom, height} = one.getBoundingClientRect();
    const tall = height > innerHeight / 2;
    const spots = tall ? [[left + 2, Math.max(top, 0) + (Math.min(bottom, innerHeight) - Math.max(top, 0)) / 2]]
      : [[left + 2, top + 2], [Math.min(right, innerWidth) - 2, bottom - 2]];
    const seen = spots.every(([x, y]) => {
      const shown = document.elementFromPoint(x, y);
      const bar = shown?.closest(".tab-bar, .sticky-action, .side, .messages");
      return shown && (!bar || bar.contains(one));
    });
    if (!seen) found.push(`${Math.round(top)} to ${Math.round(bottom)}: ${one.outerHTML.slice(0, 120)}`);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return found;
}"""

CUT_TEXT = """() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  const scrolls = one => one.closest(".table-scroll, .grid-scroll, .map, .visually-hidden, .skip-link, svg");
  const beyond = wide <= 1 ? [] : [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(one))
    .map(one => `beyond the edge: ${one.outerHTML.slice(0, 120)}`);
  const cut = [...document.querySelectorAll("body *:not([data-known], [data-known] *)")]
    .filter(one => one.checkVisibility() && !scrolls(one) && one.textContent.trim())
    .filter(one => {
      const style = getComputedStyle(one);
      return (style.overflowX !== "visible" && style.overflowX !== "auto" && one.scrollWidth > one.clientWidth + 1)
        || (style.overflowY !== "visible" && style.overflowY !== "auto" && one.scrollHeight > one.clientHeight + 1);
    })
    .map(one => `cut: ${one.outerHTML.slice(0, 120)}`);
  return [...(wide > 1 ? [`${wide} px too wide`] : []), ...beyond.slice(0, 8), ...cut];
}"""

OUT_OF_REACH = f"""([selector, least, byKeyboard]) => {{
  dispatchEvent(new Event("resize"));  // told at once, not with the next frame: pages keep room for their bars
  const small = ({TARGETS})([selector, least]), focus = byKeyboard ? ({COVERED_FOCUS})(selector) : [];
  const {{style}} = document.documentElement;
  style.fontSize = "200%";
  const cut = ({CUT_TEXT})();
  style.fontSize = "";
  return {{small, focus, "large text": cut}};
}}"""
"""All at one size: each question asked of a browser for itself takes a while to get there."""


def out_of_reach(page):
    """Return what is too small, hidden from the keyboard or cut, from a phone to a desk, with normal and large text.

    The window is that of a desk afterwards.
    """
    faults = []
    for size, least in ((SMALL_PHONE, THUMB), (TABLET, MOUSE), (SMALL_DESK, MOUSE)):
        page.set_viewport_size(size)
        found = page.evaluate(OUT_OF_REACH, [CONTROLS, least, size is not TABLET])
        faults += [f"{page.url} at {size['width']} px: {kind}: {one}" for kind, ones in found.items() for one in ones]
    return faults
