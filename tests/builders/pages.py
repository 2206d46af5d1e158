"""Pages as a reader or a form sees them."""

import re
from html import unescape
from html.parser import HTMLParser

from werkzeug.test import TestResponse


def text(response: TestResponse) -> str:
    """Return what a reader of the page's main part sees, with single spaces."""
    main = re.search(r"(?s)<main.*?</main>", response.text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main.group() if main else response.text)).split())


def shown(response: TestResponse, name: str = "shown") -> str:
    """Return the value of the first hidden field called `name`."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', response.text)
    assert found is not None
    return unescape(found.group(1) or found.group(2) or "")


def without_tokens(page: str) -> str:
    """The page without its CSRF tokens, which differ from second to second."""
    return re.sub(r"[\w-]{40,}\.[\w-]{6}\.[\w-]{27}", "token", page)


class _Fields(HTMLParser):
    """The fields of each form of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._name = ""
        self._text: list[str] | None = None
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and self.forms:
            box = found.get("type") in {"checkbox", "radio"}
            if not box or "checked" in found:
                self.forms[-1].setdefault(name, []).append(value or ("on" if box else ""))
        elif tag == "textarea":
            self._name, self._text = name, []
        elif tag == "select":
            self._name, self._options = name, []
        elif tag == "option":
            self._options.append((value, "selected" in found))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.forms and self._text is not None:
            self.forms[-1].setdefault(self._name, []).append(
                "".join(self._text).removeprefix("\r\n").removeprefix("\n")
            )
            self._text = None
        elif tag == "select" and self.forms and self._options:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.forms[-1].setdefault(self._name, []).extend(chosen)


def fields(response: TestResponse, name: str = "shown") -> dict[str, list[str]]:
    """Return what a browser would send of the first form that has a field called `name`."""
    found = _Fields()
    found.feed(response.text)
    return next(form for form in found.forms if name in form)
