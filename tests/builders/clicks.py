"""Somebody who clicks links and buttons of a page by what they are called, with what forms hold; clicks are counted."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Target:
    """A link or a button: its words, where it leads, and what its form sends (None for a link)."""

    words: str = ""
    address: str = ""
    sends: list[tuple[str, str]] | None = None


@dataclass
class _Page(HTMLParser):
    targets: list[Target] = field(default_factory=list)
    _form: tuple[str, list[tuple[str, str]]] = ("", [])
    _open: Target | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = (found.get("action", ""), []) if found.get("method") == "post" else ("", [])
        elif tag == "input" and found.get("name"):
            if found.get("type") not in {"checkbox", "radio"} or "checked" in found:
                self._form[1].append((found["name"], found.get("value", "")))
        elif tag == "a" and found.get("href"):
            self._begin(Target(address=found["href"]))
        elif tag == "button":
            own = [(found["name"], found.get("value", ""))] if found.get("name") else []
            self._begin(Target(address=self._form[0], sends=[*self._form[1], *own]))

    def _begin(self, target: Target) -> None:
        self._open = target
        self.targets.append(target)

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "button"}:
            self._open = None


class Clicker:
    """A client at a page."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.clicks = client, 0
        self.page = client.get(address, follow_redirects=True)

    def click(self, words: str, **typed: str) -> TestResponse:
        """Follow the first link, or press the first button, whose words hold these; typed values go along."""
        page = _Page()
        page.feed(self.page.text)
        target = next(one for one in page.targets if words in " ".join(one.words.split()))
        here = self.page.request.path
        self.clicks += 1
        if target.sends is None:
            self.page = self.client.get(target.address, follow_redirects=True)
        else:
            sent: dict[str, list[str]] = {}
            for name, value in target.sends:
                sent.setdefault(name, []).append(value)
            sent |= {name: [value] for name, value in typed.items()}
            self.page = self.client.post(target.address or here, data=sent, follow_redirects=True)
        return self.page
