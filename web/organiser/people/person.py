"""The page of one person: everything that a telephone call needs."""

from flask import g, render_template

from matchmaker.alerts.queries.causes import causes_of
from matchmaker.alerts.words import what_was_caused
from matchmaker.communities.rules import Permission
from matchmaker.history.queries import HistoryFilter, of_person, read_history
from matchmaker.history.words import what_was_done, who
from matchmaker.mail.queries.messages import LOST
from matchmaker.registrations.queries.person import read_person
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.mails.wording import MESSAGE_STATES
from web.organiser.people.wording import WORDS

SHOWN = 6
"""Lines of a list that are shown at once; the others can be opened."""


@bp.get("/<slug>/people/<int:registration_id>")
@event_permission(Permission.PEOPLE)
def person(slug: str, registration_id: int) -> str:
    """Show one person: their day, wishes, who wishes for them, mails and history."""
    session, organises = database.session(), Permission.ORGANISE in g.permissions
    page = read_person(session, g.event, registration_id, language(), to_organisers=organises)
    return render_template(
        "organiser/people/person.html",
        page=page,
        causes=causes_of(page.alerts),
        history=read_history(session, of_person(g.event, registration_id), HistoryFilter()) if organises else None,
        happened=lambda cause: what_was_caused(cause, language()),
        who_did=lambda entry: who(entry, language()),
        what_done=lambda entry: what_was_done(entry, language()),
        mail_states=MESSAGE_STATES,
        lost=LOST,
        shown=SHOWN,
        **WORDS,
    )
