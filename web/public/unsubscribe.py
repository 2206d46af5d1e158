"""Unsubscribing by signed links: a GET shows, a POST ends reminders and news (mail scanners open links).

Mail programs use it with one click (RFC 8058): they post without any cookie, the token is the key.
"""

from flask import abort, g, render_template, request
from flask.blueprints import BlueprintSetupState

from matchmaker.mail.commands.unsubscribe import set_wanted
from matchmaker.mail.queries.unsubscribe import read_stop_token
from matchmaker.models import Registration, row_id
from matchmaker.people.queries.access import event_and_person
from web import database
from web.public.blueprint import bp


@bp.get("/mails/<token>")
def mails(token: str) -> str:
    """Say which mails the reader gets, and offer to end them or to begin again."""
    return _page(_registration(token), token)


@bp.post("/mails/<token>")
def set_mails(token: str) -> str:
    """End reminders and news; with `wanted` in the form, begin again."""
    registration = _registration(token)
    set_wanted(database.session(), registration, wanted="wanted" in request.form)
    return _page(registration, token)


def _registration(token: str) -> Registration:
    found = read_stop_token(database.session(), token)
    if found is None:
        abort(404)
    return found


def _page(registration: Registration, token: str) -> str:
    event, person = event_and_person(database.session(), row_id(registration))
    g.reader_language = person.language
    return render_template("public/mails.html", event=event, token=token, wanted=registration.unsubscribed_at is None)


def _without_cookie(state: BlueprintSetupState) -> None:
    """CSRF exemption: a mail program's one click carries no token of a form."""
    state.app.extensions["csrf"].exempt(f"{__name__}.{set_mails.__name__}")


bp.record_once(_without_cookie)
