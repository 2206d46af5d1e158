"""Log-in of participants: a link by mail, opened by a GET, used by a POST (mail scanners open every link)."""

from flask import abort, flash, g, render_template, request
from flask_babel import gettext

from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Event, LinkKind, LoginMethod, Phase
from matchmaker.people.commands.link_requests import request_another, request_link
from matchmaker.people.commands.login import (
    LINK_MINUTES,
    link_with,
    note_refused_link,
    read_link,
    redeem_link,
)
from matchmaker.people.commands.tries import LINKS
from matchmaker.people.queries.access import event_by_slug, events_of
from web import database
from web.auth.blueprint import bp
from web.auth.forms import LinkForm
from web.auth.identity import enter
from web.auth.tries import count_try
from web.config import is_demo
from web.pages import Page
from web.redirects import local_path, redirect_to, redirect_to_path


def _event_of(path: str) -> Event | None:
    """Return the event that a participant's path belongs to; none that is still prepared: its name is not public."""
    parts = path.split("/")
    if len(parts) < 3 or parts[1] != "e":
        return None
    event = event_by_slug(database.session(), parts[2])
    return event if event is not None and event.phase is not Phase.DRAFT else None


@bp.route("/login", methods=["GET", "POST"])
def login() -> Page:
    """Ask for the address; the answer, and how long it takes, are the same whether it is registered or not."""
    form, wanted = LinkForm(), local_path("next")
    if not form.is_submitted():
        return render_template("auth/login.html", form=form, wanted=wanted, event=_event_of(wanted))
    if not form.validate():
        return render_template("auth/login.html", form=form, wanted=wanted, event=_event_of(wanted)), 422
    count_try(LINKS, form.email.data)
    event = _event_of(wanted)
    request_link(database.session(), LinkKind.LOG_IN, form.email.data, event=event, next_path=wanted)
    database.after_commit(enqueue_outbox)
    return render_template("auth/link_sent.html", email=form.email.data, minutes=LINK_MINUTES, demo=is_demo())


@bp.get("/login/<token>")
def open_link(token: str) -> Page:
    """Show whom the link logs in; opening it changes nothing."""
    people = read_link(database.session(), token)
    if not people:
        return _expired(token)
    g.reader_language = people[0].language
    return render_template("auth/open_link.html", people=people, token=token, wanted=local_path("next"))


@bp.post("/login/<token>")
def use_link(token: str) -> Page:
    """Log in as the person chosen, and use the link up."""
    people = {str(person.id): person for person in redeem_link(database.session(), token)}
    if not people:
        database.discard()
        with database.own_transaction() as own:
            note_refused_link(own, token)
        return _expired(token)
    person = people.get(request.form.get("person", ""))
    if person is None:
        abort(404)
    assert person.id is not None
    enter(person, LoginMethod.LINK)
    flash(gettext("You are logged in as %(name)s.", name=person.name), "success")
    if wanted := local_path("next"):
        return redirect_to_path(wanted)
    events = events_of(database.session(), person.id)
    return redirect_to("participant.start", slug=events[0].slug) if len(events) == 1 else redirect_to("public.home")


@bp.post("/login/<token>/new")
def renew_link(token: str) -> Page:
    """Send another link to the address of one that was used or has expired: one tap, nothing to type."""
    session = database.session()
    link = link_with(session, token)
    if link is None:
        return _expired(token)
    address = link.email_key
    database.discard()
    count_try(LINKS, address)
    request_another(session, token, next_path=local_path("next"))
    database.after_commit(enqueue_outbox)
    return render_template("auth/link_sent.html", email="", minutes=LINK_MINUTES, demo=is_demo())


def _expired(token: str) -> tuple[str, int]:
    known = link_with(database.session(), token) is not None
    page = render_template(
        "auth/link_expired.html", form=LinkForm(), wanted=local_path("next"), token=token if known else ""
    )
    return page, 410
