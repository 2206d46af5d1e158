"""Redirects: 303 See Other after a POST, so that a reload does not send it again; 302 Found after a GET."""

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from web.database import READING
from web.security import is_local

LONGEST_PATH = 1_000
"""Characters of a path to come back to; it is kept with a log-in link and sent in its mail."""


def redirect_to(endpoint: str, message: str = "", *, anchor: str | None = None, **values: Any) -> Response:
    """Redirect to a page of the site, there to say `message` as a success."""
    if message:
        flash(message, "success")
    return redirect_to_path(url_for(endpoint, _anchor=anchor, **values))


def redirect_to_path(path: str) -> Response:
    """Redirect to a path that the site made or that `local_path` let through."""
    return redirect(path, 302 if request.method in READING else 303)


def redirect_back(endpoint: str, message: str = "", *, anchor: str | None = None, **values: Any) -> Response:
    """Redirect to the page that the form named (its field `back`), else to `endpoint`, and say what was done.

    Scripts follow the redirect and take the part that they need out of the page: both ways are one.
    """
    if not (named := local_path("back")):
        return redirect_to(endpoint, message, anchor=anchor, **values)
    if message:
        flash(message, "success")
    return redirect_to_path(named)


def local_path(field: str) -> str:
    """Return the path on this site that a field of the form or of the address names; empty for any other text."""
    wanted = request.values.get(field, "")
    return wanted if is_local(wanted) and len(wanted) <= LONGEST_PATH else ""
