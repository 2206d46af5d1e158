"""Error handlers: exceptions become pages with a sentence, what to do next, and a status."""

from dataclasses import dataclass, replace
from typing import TypeAlias

import structlog
from flask import Flask, Response, g, make_response, render_template, request, url_for
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException

from matchmaker.base.errors import MatchmakerError, NotFound
from web import database
from web.refusals import sentence
from web.security import files_expected, note_refusal

log = structlog.get_logger("web")
Text: TypeAlias = str | LazyString
_UNTYPED = frozenset({"csrf_token", "shown", "seen"})
"""Fields that nobody has written."""
_WRITTEN_BY_STAFF = frozenset({"organiser", "community"})
"""Pages on which colleagues edit the same things; none of them asks for a password."""


@dataclass(frozen=True)
class Trouble:
    """What the page says: a title, what happened, what to do."""

    title: Text
    sentence: Text
    advice: Text = ""
    typed: str = ""
    """What its reader had written, to be copied."""
    of_form: bool = False
    """Whether a form was not taken that can be filled in again as it was (kept.js)."""


_BY_STATUS = {
    400: Trouble(lazy_gettext("This cannot be read"), lazy_gettext("The request was not complete.")),
    403: Trouble(lazy_gettext("Not allowed"), lazy_gettext("You may not do this.")),
    404: Trouble(
        lazy_gettext("Page not found"),
        lazy_gettext("There is no such page, or it belongs to somebody else."),
        lazy_gettext("Check the address, or start from your events."),
    ),
    405: Trouble(
        lazy_gettext("Page not found"),
        lazy_gettext("This address cannot be opened by itself."),
        lazy_gettext("Start from your events."),
    ),
    409: Trouble(lazy_gettext("Not possible now"), lazy_gettext("Something has changed in the meantime.")),
    413: Trouble(
        lazy_gettext("This file is too large"),
        lazy_gettext("Files may have up to 5 MB. Nothing was stored."),
        lazy_gettext("Go back and choose a smaller one."),
    ),
    422: Trouble(lazy_gettext("This cannot be used as it is"), lazy_gettext("Nothing was changed.")),
    429: Trouble(lazy_gettext("Too often"), lazy_gettext("There were too many tries. Please wait a little.")),
    503: Trouble(lazy_gettext("Not possible now"), lazy_gettext("Please try again in a moment.")),
    500: Trouble(
        lazy_gettext("Something went wrong here"),
        lazy_gettext("It is our fault. Nothing of your last step was stored."),
        lazy_gettext("Please try again in a minute. If it happens again, tell the organisers the number below."),
    ),
}
_FORM_TOO_LARGE = Trouble(
    lazy_gettext("This is too long"),
    lazy_gettext("A form may hold up to 64 kB of text. Nothing was stored."),
    lazy_gettext("Go back and shorten it."),
)
_GONE = Trouble(
    lazy_gettext("This is no longer there"),
    lazy_gettext("A colleague may have removed it meanwhile, or it belongs to somebody else. Nothing was changed."),
)
_PAGE_TOO_OLD = Trouble(
    lazy_gettext("This page was open too long"),
    lazy_gettext("You may have logged in or out in another window meanwhile. Nothing was changed."),
    lazy_gettext(
        "What you typed is still on the page before: go back, copy it if it was long, reload, and send it again."
    ),
    of_form=True,
)


def _answer(status: int, trouble: Trouble) -> Response:
    g.setdefault("request_id", "")
    if request.headers.get("HX-Request"):
        response = make_response(render_template("errors/part.html", trouble=trouble, status=status), status)
        # in place of the page's message region, even if the request wanted to change another part
        response.headers["HX-Retarget"] = response.headers["HX-Reselect"] = "#messages"
        response.headers["HX-Reswap"] = "outerHTML"
        return response
    page = "errors/broken.html" if status == 500 else "errors/page.html"
    return make_response(render_template(page, trouble=trouble, status=status), status)


def _on_product_error(error: MatchmakerError) -> Response:
    database.discard()
    if isinstance(error, NotFound) and sentence(error) == sentence(NotFound()) and (typed := _typed()):
        return _answer(error.status, replace(_GONE, typed=typed))
    general = _BY_STATUS.get(error.status, _BY_STATUS[400])
    return _answer(error.status, Trouble(general.title, sentence(error)))


def _typed() -> str:
    """Return the longer texts of a form that was sent, one below the other."""
    if request.method != "POST" or request.blueprint not in _WRITTEN_BY_STAFF:
        return ""
    texts = (text.strip() for name, text in request.form.items(multi=True) if name not in _UNTYPED)
    return "\n".join(text for text in texts if " " in text)


def answer_old_page(error: CSRFError) -> Response:
    """Refuse a form whose token is not that of the session."""
    note_refusal("csrf")
    return _answer(error.code or 400, _PAGE_TOO_OLD)


def _on_bad_host(error: BadHost) -> Response:
    # no page: without a host name there is no address to make links with
    return Response(f"{error.description}\n", error.code, mimetype="text/plain")


def _on_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    if status >= 500:
        return _on_crash(error)
    if status == 413 and not files_expected():
        return _answer(status, _FORM_TOO_LARGE)
    return _answer(status, _BY_STATUS.get(status, _BY_STATUS[400]))


def _on_crash(error: Exception) -> Response:
    # the page must not need what has just failed: it asks the database nothing
    g.without_user = True
    database.discard()
    # Flask wraps what a view raised in an InternalServerError; the cause is inside
    log.error("crash", exc_info=getattr(error, "original_exception", None) or error)
    return _answer(500, _BY_STATUS[500])


def init_app(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(MatchmakerError, _on_product_error)
    app.register_error_handler(BadHost, _on_bad_host)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(500, _on_crash)
    app.jinja_env.globals.update(home_of=lambda: url_for("public.home"))
