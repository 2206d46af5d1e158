"""Colours of text: axe judges each combination of colours, size and weight once, not each piece of text.

To judge a piece of text takes axe a millisecond or more; a page has hundreds of pieces in a dozen combinations.
"""

from typing import Any

from playwright.sync_api import Page

JUDGE = """async ([judged, most]) => {
  const known = new Set(judged.split("\\n")), grounds = new Map(), chosen = new Map();
  const ground = one => {
    if (!one) return "";
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(one);
      const own = [backgroundColor, backgroundImage, opacity].join();
      const opaque = backgroundColor.startsWith("rgb(");
      const around = opaque ? ground(one.parentElement).replace(/ above \\S+/g, "") : ground(one.parentElement);
      const floats = !opaque && (position === "absolute" || position === "fixed");
      grounds.set(one, around + (own === "rgba(0, 0, 0, 0),none,1" ? "" : ` ${own}`)
        + (floats ? ` above ${location.href}#${grounds.size}` : ""));
    }
    return grounds.get(one);
  };
  const look = one => {
    const {color, fontSize, fontWeight, textShadow, textDecorationLine} = getComputedStyle(one);
    const kind = one.matches("a[href], input, select, textarea") ? one.tagName : "";
    const {parentElement} = one, within = parentElement.textContent.trim() !== one.textContent.trim();
    const beside = kind === "A" ? [textDecorationLine, within, getComputedStyle(parentElement).color] : "";
    return [kind, beside, color, fontSize, fontWeight, textShadow].join() + ground(one);
  };
  const pieces = new Set(document.querySelectorAll(
    "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea"));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (texts.currentNode.data.trim()) pieces.add(texts.currentNode.parentElement);
  for (const one of pieces) {
    const {width, bottom} = one.getBoundingClientRect();
    if (!one.checkVisibility({visibilityProperty: true}) || width <= 1 || bottom + scrollY <= 0) continue;
    if (one.closest(":disabled, [aria-disabled=true], [data-known]")) continue;
    if (getComputedStyle(one).backgroundImage !== "none") continue;
    const key = look(one), alike = chosen.get(key) ?? [];
    if (!known.has(key) && alike.length < most) chosen.set(key, [...alike, one]);
  }
  const include = [...chosen.values()].flat();
  if (!include.length) return {violations: [], judged: []};
  const options = {
    runOnly: ["color-contrast", "link-in-text-block"], elementRef: true, resultTypes: ["violations", "passes"],
  };
  const {violations, passes} = await axe.run({include}, options);
  const sure = new Set([...violations, ...passes].flatMap(found => found.nodes.map(node => node.element)));
  return {
    violations: violations.map(({id, help, impact, nodes}) =>
      ({id, help, impact, nodes: nodes.map(({target}) => ({target}))})),
    judged: [...chosen].filter(([key, alike]) => !key.includes(" above ") && alike.some(one => sure.has(one)))
      .map(([key]) => key),
  };
}"""
"""Left out is what axe says nothing of: text that is hidden, disabled or on a picture.

What floats above other things without a colour of its own is judged each time: what is behind it is not what is
around it."""
MOST = 3
"""Pieces of one combination that are tried on a page: where axe is not sure of one, it may be of the next."""


def contrast(page: Page, judged: set[str]) -> list[dict[str, Any]]:
    """Return the violations of axe's rules on colours; adds to `judged` what need not be looked at again.

    Axe must have been loaded into the page.
    """
    # one text: a browser takes long to read a list of hundreds
    found = page.evaluate(JUDGE, ["\n".join(judged), MOST])
    judged.update(found["judged"])
    violations: list[dict[str, Any]] = found["violations"]
    return violations
