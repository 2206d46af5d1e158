"""Security headers of every response, log lines of refusals, and the check of redirect targets."""

import math
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit, urlunsplit

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from matchmaker.people.rules.clients import shortened
from web.config import LARGEST_FORM, LARGEST_UPLOAD, UPLOAD_BUFFER

log = structlog.get_logger("web")

_NOTHING = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    f"connect-src 'self'; manifest-src 'self'; form-action 'self'; {_NOTHING}"
)
LETTER_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; sandbox; {_NOTHING}"
"""For the HTML of a mail: it may look like itself and do nothing."""
PICTURE_POLICY = f"default-src 'none'; sandbox; {_NOTHING}"
"""For a picture opened by itself."""
TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"
"""HSTS for two years: the host name of an installation, and those below it, are reached by https alone."""
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


_TAKES_FILES = "takes_files"
P = ParamSpec("P")
R = TypeVar("R")
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Mark a view to which files are sent: requests may be as large as `LARGEST_UPLOAD`."""
    setattr(view, _TAKES_FILES, True)
    return view


def files_expected() -> bool:
    """Tell whether the request's view takes files."""
    return getattr(current_app.view_functions.get(request.endpoint or ""), _TAKES_FILES, False)


def is_local(target: str | None) -> bool:
    """Tell whether `target` is a path on this site that may be redirected to."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return False
    if "\\" in target or any(ord(character) < 32 for character in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def path_of(address: str) -> str:
    """Return the path of the address of one of this site's pages; empty for what is none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return path if is_local(path) else ""


def letter(html: str) -> Response:
    """Return the HTML of a mail alone, as a mail program would show it."""
    response = Response(html, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


def keep_tokens_private(response: Response) -> Response:
    """Referrer-Policy and Cache-Control for pages whose address holds a secret token: no referrer, no copy kept."""
    if request.view_args and "token" in request.view_args:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
    return response


def keep_no_copy() -> None:
    """Let neither the browser nor a proxy keep the answer to this request (Cache-Control: no-store)."""
    g.no_copy = True


def not_kept(view: Callable[P, R]) -> Callable[P, R]:
    """Apply `keep_no_copy` to every answer of a view."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> R:
        keep_no_copy()
        return view(*args, **kwargs)

    return answered


def csrf_token() -> str:
    """Return the token of all forms of a page, signed once."""
    return str(g.get("csrf_token") or generate_csrf())


def come_back_in(seconds: float) -> None:
    """Say in the answer to this request, where it is 429, when the next one may come (Retry-After, in seconds)."""
    g.retry_after = math.ceil(seconds)


def note_refusal(why: str) -> None:
    """Log that a request was refused, with who sent it and from where: for alerts of those who watch the logs."""
    log.warning(
        "refused",
        why=why,
        route=request.url_rule.rule if request.url_rule else None,
        who=None if g.get("without_user") else current_user.reader,
        client=shortened(request.remote_addr or ""),
    )


def _limit_size() -> None:
    """Refuse a large request before it is parsed (413), unless its view takes files."""
    if files_expected():
        request.max_content_length = LARGEST_UPLOAD
        # Werkzeug buffers file parts too, a chunk at a time: its buffer must hold more than one chunk of 64 kB
        request.max_form_memory_size = UPLOAD_BUFFER
    elif request.content_length is None:
        # sent in chunks: Werkzeug would cut such a form off at the limit and take what is left of it
        request.max_content_length = LARGEST_FORM + 1
        if len(request.get_data()) > LARGEST_FORM:
            abort(413)


def _refuse_nul() -> None:
    """Answer 400 to a NUL character: nobody types it, and PostgreSQL does not store it."""
    sent = (*request.args.items(multi=True), *request.form.items(multi=True))
    texts = (request.path, *(text for pair in sent for text in pair), *_file_names())
    if any("\0" in text for text in texts):
        abort(400)


def _file_names() -> Iterator[str]:
    for field, file in request.files.items(multi=True):
        yield from (field, file.filename or "")


def _add_headers(response: Response) -> Response:
    headers = response.headers
    if sites := g.get("embedded_by"):
        policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(sites)}")
        headers["Content-Security-Policy"] = policy
    else:
        headers["X-Frame-Options"] = "DENY"
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Referrer-Policy", "same-origin")
    if response.status_code == 429 and "retry_after" in g:
        headers["Retry-After"] = str(g.retry_after)
    headers.setdefault("Cache-Control", "no-store" if g.get("no_copy") else "private, no-cache")
    if request.is_secure:
        headers["Strict-Transport-Security"] = TRANSPORT_SECURITY
    return response


def _stay_here(response: Response) -> Response:
    """Redirects name a path of this site alone: the host name of a request is what its sender has claimed."""
    if location := response.headers.get("Location"):
        parts = urlsplit(location)
        response.headers["Location"] = urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, parts.fragment))
    return response


def init_app(app: Flask) -> None:
    """Look at every request, and add the headers to every response, errors and files included."""
    app.before_request(_limit_size)
    app.before_request(_refuse_nul)
    app.after_request(_stay_here)
    app.after_request(_add_headers)
