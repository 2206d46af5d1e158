"""Measure dragging in the draft's grid, in a real browser: `python -m tests.load.dragging --people 800`.

The forum of `tests.load.drafts`, gunicorn as in the Procfile with a SQLite file, and Chromium, all on this machine. The
page measures itself, from what it gets of the mouse (the moment of the event) to the frame in which the answer is
painted: a meeting picked up (which asks the server what each cell means), each step of the mouse, the frames while the
grid scrolls below the mouse, and putting it down; besides, when the page can be used. The goals: 100 ms a step, the
page in 1.5 s.
"""

import argparse
import os
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine, transaction
from matchmaker.models import Staff
from tests.builders import databases
from tests.builders.browser import DESK, launch
from tests.builders.paths import ROOT
from tests.builders.web import logged_in
from tests.load.drafts import make_draft
from tests.load.server import Server, environment_for
from web.app import create_app
from web.auth.identity import StaffUser
from web.config import COOKIE

WARM, TIMES, STEPS = 2, 7, 40
"""Rounds that are not counted, in which the server loads its code; rounds that are; steps of the mouse in each."""
SCROLLED = 2000
"""Milliseconds for which the mouse waits at the lower edge of the grid."""
SAID = {
    "ready": "page ready to be used",
    "picks": "picked up: every cell has its colour",
    "asked": "of it, the server's answer",
    "steps": "a step of the mouse",
    "frames": "a frame while the grid scrolls",
    "drops": "put down: judged, written, the grid anew",
}
WATCH = """() => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  const seen = window.seen = { ready: [], picks: [], asked: [], steps: [], frames: [], drops: [] };
  const carried = () => document.querySelector(".drag-ghost");
  const coloured = () => document.querySelector("td.can-free, td.can-limit, td.can-blocked");
  const until = (found) => new Promise((done) => {
    const watch = new MutationObserver(() => found() && (watch.disconnect(), done()));
    watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["class"] });
  });
  const since = async (list, event) => list.push(await painted() - event.timeStamp);
  addEventListener("DOMContentLoaded", async () => {
    seen.ready.push(await painted());
    let before = false;
    addEventListener("pointermove", () => { before = Boolean(carried()); }, true);
    addEventListener("pointermove", (event) => {
      if (before) since(seen.steps, event);
      else if (carried()) until(coloured).then(() => {
        const [answer] = performance.getEntriesByType("resource").filter((one) => one.name.includes("/draft/pick"));
        seen.asked.push(answer.duration);
        return since(seen.picks, event);
      });
    });
    addEventListener("pointerup", (event) => {
      const old = document.querySelector("#draft");
      if (carried()) until(() => document.querySelector("#draft") !== old).then(() => since(seen.drops, event));
    }, true);
  });
  window.watchFrames = (milliseconds) => new Promise((done) => {
    const begun = performance.now();
    let last = begun;
    const next = (now) => {
      if (now > last) seen.frames.push(now - last);
      last = now;
      if (now - begun < milliseconds) requestAnimationFrame(next);
      else done(document.querySelector(".grid-scroll").scrollTop);
    };
    requestAnimationFrame(next);
  });
}"""


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure dragging in the draft's grid, in a real browser.")
    arguments.add_argument("--people", type=int, nargs="+", default=[90, 800])
    for people in arguments.parse_args().people:
        with tempfile.TemporaryDirectory() as folder, _served(people, Path(folder)) as (address, cookie):
            for rows in ("people", "tables"):
                load = os.getloadavg()[0]
                print(f"{people} people, rows of {rows}, a load of {load:.1f}: median, longest in ms, number")
                _measure(f"{address}?by={rows}", cookie)


@contextmanager
def _served(people: int, folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the draft of a server with one, and the cookie of its organiser."""
    databases.make_template(folder / "load.sqlite")
    environment = environment_for(str(folder), f"sqlite:///{folder}/load.sqlite")
    os.environ.update(environment)
    get_config.cache_clear()
    with transaction() as session:
        slug = make_draft(session, people)
    app = create_app(get_config())
    signer = app.session_interface.get_signing_serializer(app)
    with transaction() as session:
        values = logged_in(session, StaffUser(session.get_one(Staff, 1))) | {"language": "en"}
    get_engine(get_config().sqlalchemy_url).dispose()
    with Server(ROOT, environment, ["--config", "python:web.serving", "web.wsgi:app"], folder) as server:
        origin = f"http://127.0.0.1:{server.port}"
        yield f"{origin}/o/{slug}/draft", {"name": COOKIE, "value": signer.dumps(values), "url": origin}


def _measure(address: str, cookie: dict[str, str]) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(viewport=DESK, locale="en", bypass_csp=True)
        context.add_cookies([cookie])
        page = context.new_page()
        page.add_init_script(f"({WATCH})()")
        taken: defaultdict[str, list[float]] = defaultdict(list)
        for number in range(WARM + TIMES):
            page.goto(address, wait_until="networkidle")
            _carry(page, number)
            _put_down(page)
            if number >= WARM:
                for what, found in page.evaluate("seen").items():
                    taken[what] += found
        page.goto(address, wait_until="networkidle")
        _carry(page, 0)
        _scroll(page)
        taken["frames"] = page.evaluate("seen.frames")
        browser.close()
    for what, words in SAID.items():
        found = taken[what]
        print(f"  {words:42}{statistics.median(found):7.0f}{max(found):7.0f}{len(found):7}", flush=True)


def _carry(page: Page, number: int) -> None:
    """Pick a meeting up and carry it over the grid."""
    held = page.locator("table[data-grid] tbody tr:nth-child(2) .cell[data-meeting]").nth(number % 5)
    held.hover()
    page.mouse.down()
    own, grid = _box(held), _box(page.locator(".grid-scroll"))
    page.mouse.move(own["x"] + own["width"] / 2 + 10, own["y"] + own["height"] / 2 + 10)
    page.wait_for_function("document.querySelector('td.can-free') && seen.picks.length")
    for step in range(STEPS):
        page.mouse.move(grid["x"] + 160 + step * 12, grid["y"] + 80 + step % 20 * 15)


def _put_down(page: Page) -> None:
    """Let go over a cell that is free."""
    page.locator("td.can-free").first.hover()
    page.mouse.up()
    page.wait_for_function("seen.drops.length")


def _scroll(page: Page) -> None:
    """Wait at the lower edge of the grid, then let go where nothing is."""
    grid = _box(page.locator(".grid-scroll"))
    page.mouse.move(grid["x"] + 300, min(grid["y"] + grid["height"], DESK["height"]) - 10)
    if not page.evaluate("(milliseconds) => watchFrames(milliseconds)", SCROLLED):
        raise SystemExit("the grid did not scroll")
    page.mouse.move(2, 2)
    page.mouse.up()


def _box(one: Locator) -> dict[str, float]:
    box = one.bounding_box()
    if box is None:
        raise SystemExit("not to be seen")
    return dict(box)


if __name__ == "__main__":
    main()
