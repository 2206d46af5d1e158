"""Pages as a reader or a form sees them."""

import re
from html import unescape

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
