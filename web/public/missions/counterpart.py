"""The page of a counterpart, without an account: who would like to meet them, where, and what has changed."""

from collections.abc import Sequence
from datetime import time, timedelta

from flask import Response, g, render_template, request
from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker import feeds, jobs
from matchmaker.alerts.commands.reports import (
    LATEST_MINUTES,
    REPORTS,
    cannot_come,
    report_late,
    take_back_report,
)
from matchmaker.alerts.queries.alerts import AlertView, own_alerts
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.followup.queries.own import own_past
from matchmaker.invitations.queries.asked import Appointment
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import AlertKind, MeetsAt, Phase, row_id
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.counterparts import save_reception
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.queries.against_hours import against_hours
from matchmaker.prospects.queries.against_place import against_place
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.hours import read_hours, receiver_of
from matchmaker.prospects.queries.links import OpenedCounterpart, counterpart_address, open_counterpart
from matchmaker.prospects.queries.own_page import (
    OwnMeeting,
    hotel_in,
    own_meeting_of,
    own_meetings,
    own_names,
    read_own_page,
)
from web import database
from web.downloads import attachment
from web.i18n import language
from web.ids import chosen_ids, whole_number
from web.marks import MARKS, OUTCOMES
from web.pages import Page
from web.public.blueprint import bp
from web.public.missions.reception import ReceptionForm
from web.public.opening import opened
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import EditOf

CALENDAR = "text/calendar"
LATE = (5, 10, 15)
"""Minutes that one tap reports."""
DONE = {
    "late": lazy_gettext("They know that you are late."),
    "cancel": lazy_gettext("The organisers know that you cannot come."),
    "back": lazy_gettext("Taken back: the organisers see that it is no longer so."),
}


@bp.get("/meet/<token>")
def counterpart_page(token: str) -> str:
    """Show who would like to meet the reader and why, what was answered, and the meetings as published."""
    found = opened(open_counterpart, token)
    session = database.session()
    page = read_own_page(session, g.event, row_id(found.counterpart))
    hours = read_hours(session, g.event, found.counterpart)
    over = {row_id(one.registration): one.registration for one in page.meetings if one.over} if page.confirmed else {}
    said = _said_of(page.meetings)
    return render_template(
        "public/missions/counterpart.html",
        token=token,
        opened=found,
        page=page,
        own_names=page.own_names,
        hours=hours,
        appointments=[(one, one.entry.uid, Appointment.of(one.entry, language())) for one in page.meetings],
        against=against_hours(session, hours) if hours and hours.limited and page.meetings else {},
        elsewhere=against_place(session, g.event, found.counterpart) if page.meetings else {},
        said=said,
        cancelled={uid for uid, alerts in said.items() if any(one.row.kind is AlertKind.CANCELLED for one in alerts)},
        late={one.entry.uid: _expected(one, said.get(one.entry.uid, ())) for one in page.meetings},
        past={one.entry.uid: one for who in over.values() for one in own_past(session, who)},
        marks=MARKS,
        outcomes=OUTCOMES,
        changes_open=g.event.phase is Phase.OPEN,
    )


def _expected(meeting: OwnMeeting, said: Sequence[AlertView]) -> time:
    """Return when a meeting begins, by what its reader has said of being late."""
    entry = meeting.entry
    late = max((one.row.minutes or 0 for one in said if one.row.kind is AlertKind.LATE), default=0)
    return clock.local(entry.starts_at + timedelta(minutes=late), entry.zone).time()


@bp.post("/meet/<token>/answer")
def counterpart_answer(token: str) -> Page:
    """Agree to meet the companies of the form, or decline them; sent twice, it is done once."""
    found, session = opened(open_counterpart, token), database.session()
    says = request.form.get("says", "")
    agrees, chosen = says == "yes", chosen_ids("prospect")
    with refusable(InvalidInput, Stale, Closed) as refusal:
        if says not in {"yes", "no"}:
            raise InvalidInput(gettext("Say yes or no."))
        if not chosen:
            raise InvalidInput(gettext("Choose the company that you answer."))
        changed = answer_companies(
            session,
            g.event,
            row_id(found.counterpart),
            chosen,
            agrees=agrees,
            reason=request.form.get("reason", ""),
        )
    if refusal:
        refusal.show()
        return redirect_to("public.counterpart_page", token=token)
    database.after_commit(jobs.enqueue_alerts)
    said = gettext("Thank you for saying so.")
    if agrees:
        said = ngettext(
            "Thank you. You have agreed to meet %(num)d company: the times follow.",
            "Thank you. You have agreed to meet %(num)d companies: the times follow.",
            len(chosen),
        )
    return redirect_to(_onward(found) if agrees and changed else "public.counterpart_page", said, token=token)


def _onward(found: OpenedCounterpart) -> str:
    """Return what is asked next of somebody who agrees: where they shall come, then when, each until it is said."""
    if found.counterpart.meets_at is MeetsAt.UNKNOWN:
        return "public.counterpart_place"
    hours = read_hours(database.session(), g.event, found.counterpart)
    return "public.counterpart_hours" if hours and not hours.said else "public.counterpart_page"


@bp.route("/meet/<token>/place", methods=["GET", "POST"])
def counterpart_place(token: str) -> Page:
    """Ask where and when they shall come; POST keeps it."""
    found, session = opened(open_counterpart, token), database.session()
    number, name = row_id(found.counterpart), found.counterpart.contact
    asks_hours = receiver_of(session, g.event, found.counterpart) is not None
    edit = EditOf(
        lambda: approached_of(session, g.event, number).counterpart,
        lambda row, sent: ReceptionForm.of(row, sent, _hotel(found)),
        *(InvalidInput, Stale, Closed),
    )
    if edit.save(
        lambda form: save_reception(
            session, g.event, number, form.reception, shown=form.token, by=name or gettext("Counterpart")
        )
    ):
        database.after_commit(jobs.enqueue_alerts)
        if edit.form.rather_calls:
            return redirect_to("public.counterpart_call", token=token)
        onward, said = "public.counterpart_hours" if asks_hours else "public.counterpart_page", _saved(edit.made or 0)
        return redirect_to(onward, said, token=token)
    page = render_template(
        "public/missions/place.html", token=token, opened=found, form=edit.form, asks_hours=asks_hours
    )
    return page, edit.status


def _hotel(found: OpenedCounterpart) -> str:
    """Return which hotel it is, and where; empty where nobody has said it."""
    hotel = hotel_in(database.session(), g.event, row_id(found.leg))
    return ", ".join(filter(None, (hotel.name, hotel.address))) if hotel else ""


def _saved(elsewhere: int) -> str:
    """Return that it is saved, and what becomes of the published meetings that are elsewhere by it."""
    said: str = gettext("Saved. Thank you.")
    if elsewhere:
        said = ngettext(
            "Saved. Your published meeting stays where it is until the organisers have answered.",
            "Saved. Your %(num)d published meetings stay where they are until the organisers have answered.",
            elsewhere,
        )
    return said


@bp.get("/meet/<token>/agenda.ics")
def counterpart_file(token: str) -> Response:
    """Give the meetings that the page shows as a file, those of all its people, in the language of the page.

    Those of somebody who has withdrawn are not among them.
    """
    found, session = opened(open_counterpart, token), database.session()
    shown = own_meetings(session, g.event, approached_of(session, g.event, row_id(found.counterpart)))
    mine = [one for one in shown if not one.withdrawn]
    if not mine:
        raise NotFound
    people = {row_id(one.registration): one.registration for one in mine}
    written = feeds.page_file(
        session,
        list(people.values()),
        {one.entry.uid for one in mine},
        own_page=counterpart_address(found.counterpart),
        language=language(),
        own_names=own_names(shown, found.counterpart.contact),
    )
    return attachment(written, "agenda.ics", CALENDAR, people=None)


@bp.get("/meet/<token>/meetings/<uid>")
def counterpart_wrong(token: str, uid: str) -> str:
    """Ask what is wrong with a meeting, and say what each answer does."""
    return _ask_what(token, *_meeting(token, uid))


def _ask_what(token: str, found: OpenedCounterpart, meeting: OwnMeeting, note: str = "") -> str:
    """Return that page, with what was written to the organisers."""
    page = read_own_page(database.session(), g.event, row_id(found.counterpart))
    return render_template(
        "public/missions/wrong.html",
        token=token,
        opened=found,
        uid=meeting.entry.uid,
        company=asking.line.id if (asking := page.asking_of(meeting)) and not asking.declined else None,
        appointment=Appointment.of(meeting.entry, language()),
        shown=line_token(meeting.entry),
        late=LATE if meeting.near else (),
        changes_open=g.event.phase is Phase.OPEN,
        note=note,
    )


@bp.post("/meet/<token>/meetings/<uid>/<what>")
def counterpart_report(token: str, uid: str, what: str) -> Page:
    """Report that the reader is late for a meeting, or cannot come, as a participant does; or take that back."""
    found, meeting = _meeting(token, uid)
    session, shown, note = database.session(), request.form.get("shown", ""), request.form.get("note", "")
    with refusable(InvalidInput, Stale) as refusal:
        if what == "late":
            if not meeting.near:
                raise InvalidInput(gettext("Say that you are late from the evening before on."))
            minutes = whole_number(request.form.get("minutes", "")) or 0
            if not 1 <= minutes <= LATEST_MINUTES:
                raise InvalidInput(N_("Say how many minutes you are late."))
            report_late(session, meeting.registration, uid, minutes, shown=shown)
        elif what == "cancel":
            cannot_come(session, meeting.registration, uid, shown=shown, note=note)
            asking = read_own_page(session, g.event, row_id(found.counterpart)).asking_of(meeting)
            if asking is not None:
                note_news(session, found.counterpart, AttacheNews.CANNOT, asking.line.id)
        elif what == "back":
            for alert in _said_of([meeting]).get(uid, ()):
                take_back_report(session, meeting.registration, alert.id)
        else:
            raise NotFound
    if refusal:
        refusal.show()
        return _ask_what(token, *_meeting(token, uid), note), refusal.status
    database.after_commit(jobs.enqueue_alerts)
    return redirect_to("public.counterpart_page", str(DONE[what]), token=token)


def _said_of(meetings: Sequence[OwnMeeting]) -> dict[str, list[AlertView]]:
    """Return what the reader has said of meetings to come and may still take back, by uid."""
    ahead = {row_id(one.registration): one.registration for one in meetings if not one.over}
    found: dict[str, list[AlertView]] = {one.entry.uid: [] for one in meetings if not one.over}
    for registration in ahead.values():
        for alert in own_alerts(database.session(), registration):
            if alert.open and alert.row.kind in REPORTS and alert.row.uid in found:
                found[alert.row.uid].append(alert)
    return found


def _meeting(token: str, uid: str) -> tuple[OpenedCounterpart, OwnMeeting]:
    found, session = opened(open_counterpart, token), database.session()
    approached = approached_of(session, g.event, row_id(found.counterpart))
    return found, own_meeting_of(session, g.event, approached, uid)
