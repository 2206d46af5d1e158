"""Take the README's pictures from a fresh demo: `make screenshots`.

Starts `matchmaker demo` on a free port and an empty folder, walks through its pages as the sample people, and writes
PNG files into the folder given as the only argument.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ORGANISER = ("anne.collard@grappe-tic.example", "demo-organiser")
PARTICIPANT = "elodie.marchal@nivelyo.example"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 820}


def main(folder: Path) -> None:
    """Start the demo, take all pictures into `folder`, stop the demo."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tempfile.mkdtemp()
    environment = os.environ | {"PORT": str(port), "MATCHMAKER_DATA": data}
    demo = subprocess.Popen([Path(sys.executable).parent / "matchmaker", "demo"], env=environment)
    try:
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu"],
            )
            _participant(browser, address, folder)
            _organiser(browser, address, folder)
            browser.close()
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=30)
        shutil.rmtree(data)


def _wait_for(address: str, seconds: int = 240) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit(f"{address} did not answer within {seconds} s")


def _page(browser: Browser, size: dict[str, int], language: str) -> Page:
    return browser.new_context(viewport=size, locale=language, device_scale_factor=1.5).new_page()


def _participant(browser: Browser, address: str, folder: Path) -> None:
    page = _page(browser, PHONE, "fr-BE")
    page.goto(f"{address}/login")
    page.fill("input[type=email]", PARTICIPANT)
    page.click("main button[type=submit]")
    page.goto(f"{address}/mailbox")
    page.click("main a[href^='/mailbox/']")
    link = re.search(r"/login/[\w.-]+", page.content())
    if link is None:
        raise SystemExit("the newest mail holds no log-in link")
    page.goto(address + link.group())
    page.click("main button[type=submit]")
    home = page.url.rsplit("/", 1)[0]
    for name in ("directory", "wishes", "availability", "agenda"):
        page.goto(f"{home}/{name}")
        page.screenshot(path=folder / f"{name}.png")


def _organiser(browser: Browser, address: str, folder: Path) -> None:
    page = _page(browser, DESK, "en-GB")
    page.goto(f"{address}/staff/login")
    page.fill("input[type=email]", ORGANISER[0])
    page.fill("input[type=password]", ORGANISER[1])
    page.click("main button[type=submit]")
    page.wait_for_url("**/o/*/")
    home = page.url.rstrip("/")
    page.screenshot(path=folder / "dashboard.png")
    page.goto(f"{home}/schedule")
    newest = max(int(number) for number in re.findall(r"/scenarios/(\d+)", page.content()))
    page.goto(f"{home}/scenarios/{newest}")
    page.screenshot(path=folder / "scenario.png")
    page.goto(f"{home}/draft")
    page.click("main form button")
    page.locator("[role=grid] [data-meeting]").first.click()
    page.locator("#picked button:visible").first.wait_for()
    page.screenshot(path=folder / "grid.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
