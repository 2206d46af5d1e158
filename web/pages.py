"""What a view returns."""

from typing import TypeAlias

from flask import make_response
from werkzeug.wrappers import Response

Page: TypeAlias = str | Response | tuple[str, int]
"""HTML; HTML with its status; or another response, for example a redirect."""


def polled(page: str, *, active: bool) -> Response:
    """Return a page, or a part of one, that asks for itself while a search is active.

    At its end htmx loads the whole page anew: what stands outside the part changes as well. Browsers without htmx know
    nothing of the header.
    """
    response = make_response(page)
    if not active:
        response.headers["HX-Refresh"] = "true"
    return response
