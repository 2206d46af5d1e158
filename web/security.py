"""Security headers of every response, and the check of redirect targets."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, make_response, request
from flask.typing import ResponseReturnValue

from web.config import LARGEST_FORM, LARGEST_UPLOAD, UPLOAD_BUFFER

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""For the HTML of a mail: it may look like itself and do nothing."""
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


_TAKES_FILES = "takes_files"
P = ParamSpec("P")
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


def not_kept(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Let neither the browser nor a proxy keep what a view answers (Cache-Control: no-store)."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


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
    if "\0" in request.path or any("\0" in text for pair in sent for text in pair):
        abort(400)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cache-Control", "private, no-cache")
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def init_app(app: Flask) -> None:
    """Look at every request, and add the headers to every response, errors and files included."""
    app.before_request(_limit_size)
    app.before_request(_refuse_nul)
    app.after_request(_add_headers)
