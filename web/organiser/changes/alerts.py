"""Alerts: declines, withdrawals, delays, bounces, mails of people; and what to do about each."""

from datetime import time, timedelta
from itertools import groupby
from urllib.parse import quote

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.alerts.commands.alerts import plan_again
from matchmaker.alerts.commands.causes import keep_cause, reopen_cause, settle_cause
from matchmaker.alerts.queries.alerts import AlertView, has_colleagues
from matchmaker.alerts.queries.auto_cancel import Obstacle, find_obstacle
from matchmaker.alerts.queries.causes import CauseView
from matchmaker.alerts.queries.lines import AboutLine
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.alerts.queries.repairs import repairable
from matchmaker.alerts.rules import hours_of_note, place_of_note
from matchmaker.alerts.words import about, cancels_itself, what_happened, what_was_caused, when_and_where
from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import format_day, format_time
from matchmaker.missions.commands.absences import LAST_MINUTE, MIDNIGHT
from matchmaker.models import Again, AlertKind, AlertState, EventKind, MeetsAt, Says, row_id
from matchmaker.prospects.queries.counterpart import count_named_instead
from matchmaker.releases.queries.drafts import starting_point
from matchmaker.releases.words import in_the_way
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.i18n import language
from web.ids import whole_number
from web.organiser.blueprint import bp
from web.organiser.changes.auto_cancel import delay_in_words
from web.redirects import redirect_to

PATIENCE = timedelta(minutes=2)
"""How late the worker may look before the page says why nothing has happened."""
KINDS = {
    AlertKind.DECLINED: (lazy_gettext("declined"), "bad"),
    AlertKind.CANCELLED: (lazy_gettext("cannot come"), "bad"),
    AlertKind.WITHDRAWN: (lazy_gettext("withdraws"), "bad"),
    AlertKind.REFUSED: (lazy_gettext("refuses"), "bad"),
    AlertKind.NO_SHOW: (lazy_gettext("no-show"), "bad"),
    AlertKind.MOVE: (lazy_gettext("asks to move"), "wait"),
    AlertKind.HOURS: (lazy_gettext("other hours"), "wait"),
    AlertKind.PLACE: (lazy_gettext("other place"), "wait"),
    AlertKind.AWAY: (lazy_gettext("away"), "bad"),
    AlertKind.COUNTER: (lazy_gettext("proposes a time"), "wait"),
    AlertKind.LATE: (lazy_gettext("late"), "wait"),
    AlertKind.BOUNCED: (lazy_gettext("mail came back"), "wait"),
    AlertKind.MESSAGE: (lazy_gettext("mail"), "info"),
    AlertKind.STRUCTURE: (lazy_gettext("structure"), "bad"),
    AlertKind.SPEAKER: (lazy_gettext("no speaker"), "bad"),
}
"""What a pill says of an alert, and its tone."""
STATES = {
    AlertState.HANDLED: lazy_gettext("handled"),
    AlertState.DISMISSED: lazy_gettext("dismissed"),
    AlertState.TAKEN_BACK: lazy_gettext("taken back"),
}
ANSWERS = {
    Says.DECLINED: (lazy_gettext("declined"), "bad", "x"),
    Says.TENTATIVE: (lazy_gettext("tentative"), "wait", "clock"),
    Says.ACCEPTED: (lazy_gettext("accepted"), "ok", "check"),
}
AGAIN = {
    Again.NOBODY: (lazy_gettext("nobody goes"), "wait"),
    Again.COLLEAGUE: (lazy_gettext("a colleague may go"), "info"),
}
PLACES = {
    MeetsAt.OFFICE.value: lazy_gettext("At their office"),
    MeetsAt.HOTEL.value: lazy_gettext("At the hotel"),
    MeetsAt.EITHER.value: lazy_gettext("Either"),
}
OBSTACLES = {
    Obstacle.DRAFT: lazy_gettext("Not by itself while there is a draft: publish it, or settle this by hand."),
    Obstacle.UNKNOWN: lazy_gettext(
        "Its time has come, and it was not cancelled by itself: something else in the schedule no longer fits, or the "
        "background work stands still. Look for the ways out."
    ),
}


def _sentence(alert: AlertView) -> str:
    return what_happened(alert, language())


def _title(cause: CauseView) -> str:
    return what_was_caused(cause, language())


def _hours(note: str) -> str:
    """Return the hours that suit a counterpart in the language of the reader; as they were written before else."""
    days = (
        f"{format_day(day, language(), year=False)} "
        + ", ".join(f"{format_time(starts, language())}–{format_time(ends, language())}" for starts, ends in spans)
        for day, spans in hours_of_note(note)
    )
    return " · ".join(days) or note


def _away(cause: CauseView) -> str:
    """Return when somebody who comes along is away, of all that one cause says, each once."""
    spans = {(day, *span) for one in cause.alerts for day, said in hours_of_note(one.row.note) for span in said}
    days = groupby(sorted(spans), key=lambda one: one[0])
    return " · ".join(
        f"{format_day(day, language(), year=False)}, " + ", ".join(_span(starts, ends) for _day, starts, ends in own)
        for day, own in days
    )


def _span(starts: time, ends: time) -> str:
    if (starts, ends) == (MIDNIGHT, LAST_MINUTE):
        return str(_("all day"))
    return f"{format_time(starts, language())}–{format_time(ends, language())}"


def _place(note: str) -> str:
    """Return where a counterpart receives, as it says."""
    meets_at, address = place_of_note(note)
    return ", ".join(one for one in (str(PLACES.get(meets_at, "")), address) if one)


def _when(line: AboutLine) -> str:
    return when_and_where(line, language(), day=g.event.several_days)


def _about(line: AboutLine) -> str:
    return about(line, language())


def _due(cause: CauseView) -> str:
    """Return when something open is settled by itself; empty where it is not, or its time has come."""
    moment = cause.cancels_at
    if moment is None or moment < clock.now() - PATIENCE:
        return ""
    return cancels_itself(moment, language(), g.event.zone)


def _obstacle(cause: CauseView) -> str:
    """Return what keeps something whose time has come from being settled by itself."""
    if cause.cancels_at is None or _due(cause):
        return ""
    found = find_obstacle(database.session(), g.event)
    return str(OBSTACLES[found]) if found else ""


def _colleagues(alert: AlertView) -> bool:
    """Tell whether somebody could go in the place of the one who cannot come."""
    return alert.who is not None and has_colleagues(database.session(), alert.who.registration_id)


def _write_back(alert: AlertView) -> str:
    """Return the address that opens the reader's own mail program with an answer; empty where nobody would read it."""
    mail = alert.mail
    if (
        mail is None
        or mail.automatic
        or not mail.sender
        or alert.row.kind not in {AlertKind.MESSAGE, AlertKind.COUNTER}
    ):
        return ""
    return f"mailto:{quote(mail.sender, safe='@')}?subject={quote(f'Re: {mail.subject}')}"


@bp.get("/<slug>/alerts")
@organiser_required
def alerts(slug: str) -> str:
    """List what is open, newest first, what was settled, and what people answered."""
    page = alerts_page(database.session(), row_id(g.event), g.staff)
    # before there is any schedule, a repair has nothing to start from
    scheduled = bool(page.open) and starting_point(database.session(), g.event) is not None
    return render_template(
        "organiser/changes/alerts.html",
        named_instead=count_named_instead(database.session(), g.event) if g.event.kind is EventKind.MISSION else 0,
        page=page,
        kinds=KINDS,
        states=STATES,
        answers=ANSWERS,
        sentence=_sentence,
        title=_title,
        when=_when,
        about=_about,
        hours=_hours,
        place=_place,
        away=_away,
        in_the_way=lambda item: in_the_way(item, language()),
        write_back=_write_back,
        repairable=lambda alert: scheduled and repairable(alert),
        due=_due,
        obstacle=_obstacle,
        colleagues=_colleagues,
        again=AGAIN,
        delay=delay_in_words,
    )


@bp.post("/<slug>/alerts/<int:alert_id>/handled")
@organiser_required
def alert_handled(slug: str, alert_id: int) -> Response:
    """Mark an alert as handled."""
    return _settled(alert_id, AlertState.HANDLED)


@bp.post("/<slug>/alerts/<int:alert_id>/dismiss")
@organiser_required
def alert_dismiss(slug: str, alert_id: int) -> Response:
    """Mark an alert as needing nothing."""
    return _settled(alert_id, AlertState.DISMISSED)


@bp.post("/<slug>/alerts/<int:alert_id>/reopen")
@organiser_required
def alert_reopen(slug: str, alert_id: int) -> Response:
    """Undo: it is open again, with all that was settled with it."""
    reopen_cause(database.session(), g.event, alert_id, g.staff, also=_also())
    return redirect_to("organiser.alerts", _("It is open again."), anchor=f"alert-{alert_id}")


@bp.post("/<slug>/alerts/<int:alert_id>/keep")
@organiser_required
def alert_keep(slug: str, alert_id: int) -> Response:
    """Do not cancel by itself: somebody decides."""
    keep_cause(database.session(), g.event, alert_id, g.staff, also=_also())
    said = _("It is not cancelled by itself: it waits for you.")
    return redirect_to("organiser.alerts", said, anchor=f"alert-{alert_id}")


@bp.post("/<slug>/alerts/<int:alert_id>/again")
@organiser_required
def alert_again(slug: str, alert_id: int) -> Response:
    """Say who may come to a meeting that somebody declined, in new schedules."""
    again = choice(Again, request.form.get("again", ""))
    if again is None:
        raise NotFound
    plan_again(database.session(), g.event, alert_id, again, g.staff)
    told = {
        Again.NOBODY: _("New schedules do without this meeting."),
        Again.COLLEAGUE: _("New schedules may hold this meeting, with a colleague."),
        Again.ANYBODY: _("New schedules may hold this meeting as before."),
    }
    return redirect_to("organiser.alerts", told[again], anchor="left-out")


def _settled(alert_id: int, state: AlertState) -> Response:
    settle_cause(database.session(), g.event, alert_id, state, g.staff, also=_also())
    return redirect_to("organiser.alerts", _("Done. You find it below, and can open it again."))


def _also() -> tuple[int, ...]:
    """Return the other alerts of the same cause that the page has shown."""
    texts = request.form.get("also", "").split("-")
    return tuple(number for text in texts if (number := whole_number(text)) is not None)
