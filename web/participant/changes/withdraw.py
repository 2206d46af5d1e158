"""Withdrawal from the event, and taking it back."""

from flask import g, render_template
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.alerts.commands import withdrawal
from matchmaker.alerts.queries.alerts import own_alerts
from matchmaker.alerts.queries.talks import AcceptedTalk, talks_of
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.queries.left import left_in_calendar
from matchmaker.models import AlertKind, EntryKind, row_id
from matchmaker.releases.queries.published import standing_appointments
from web import database
from web.auth.guards import agreed_required, participant_required
from web.forms import NoteForm
from web.leaving import let_mails_leave
from web.pages import Page
from web.participant.blueprint import bp
from web.redirects import redirect_back, redirect_to


@bp.route("/withdraw", methods=["GET", "POST"])
@agreed_required
def withdraw(slug: str) -> Page:
    """Say what withdrawing means, and ask to confirm it; POST withdraws."""
    form = NoteForm()
    if form.is_submitted() and form.validate():
        withdrawal.withdraw(database.session(), g.registration, note=form.note.data or "")
        let_mails_leave()
        return redirect_to("participant.withdrawn")
    page = render_template("participant/changes/withdraw.html", form=form, meetings=_meetings(), talks=_talks())
    return page, 422 if form.is_submitted() else 200


@bp.get("/withdrawn")
@participant_required
def withdrawn(slug: str) -> Page:
    """Say to somebody who has withdrawn how things stand."""
    if not g.registration.withdrawn:
        return redirect_to("participant.agenda")
    pending = [
        alert for alert in own_alerts(database.session(), g.registration) if alert.row.kind is AlertKind.WITHDRAWN
    ]
    return render_template(
        "participant/changes/withdrawn.html",
        pending=pending,
        meetings=_meetings(),
        talks=_talks(),
        left=left_in_calendar(database.session(), g.registration),
    )


@bp.post("/withdrawn/back")
@participant_required
def come_back(slug: str) -> Response:
    """Take a withdrawal back."""
    withdrawal.come_back(database.session(), g.registration)
    let_mails_leave()
    return redirect_back("participant.agenda", gettext("Welcome back: your meetings stand as before."))


@bp.post("/withdrawn/clear")
@participant_required
def clear_calendar(slug: str) -> Response:
    """Send the cancellations that take the appointments out of the calendar of somebody who has withdrawn."""
    number = invitations.clear_calendar(database.session(), g.registration) if g.registration.withdrawn else 0
    let_mails_leave()
    said = ngettext("%(num)d cancellation is on its way.", "%(num)d cancellations are on their way.", number)
    return redirect_to("participant.withdrawn", said if number else "")


def _talks() -> tuple[AcceptedTalk, ...]:
    """Return the accepted presentations that the person gives, of whose acceptance they have been told."""
    return tuple(one for one in talks_of(database.session(), [row_id(g.registration)]) if one.told)


def _meetings() -> int:
    standing = standing_appointments(database.session(), g.registration)
    return sum(entry.kind is EntryKind.MEETING for entry in standing)
