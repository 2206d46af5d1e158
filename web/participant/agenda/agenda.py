"""Agenda as published; before that, the steps done and what happens when."""

from dataclasses import dataclass
from datetime import date

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from matchmaker.alerts.queries.alerts import own_alerts
from matchmaker.alerts.queries.lateness import lateness_for
from matchmaker.alerts.queries.talks import planned_talks
from matchmaker.base import clock, i18n
from matchmaker.contacts import contacts_in, contacts_of
from matchmaker.events.queries.plans import planned_places
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.followup.queries.own import own_past
from matchmaker.models import EntryKind, ReleaseKind
from matchmaker.overview.queries.participant import read_progress
from matchmaker.programmes.queries.made import booklet_for
from matchmaker.prospects.queries.calls import own_calls
from matchmaker.releases.commands import mark_seen, note_changes
from matchmaker.releases.queries.agenda import Agenda, read_agenda
from matchmaker.releases.queries.agenda_lines import AgendaDay
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.marks import OUTCOMES
from web.participant.blueprint import bp
from web.redirects import redirect_back
from web.security import not_kept


@dataclass(frozen=True)
class Heading:
    """The title of the page and the sentence below it."""

    title: str
    sentence: str


@bp.get("/agenda")
@agreed_required
@not_kept
def agenda(slug: str) -> str:
    """Show the last release to its reader, and remember that they have seen it."""
    session = database.session()
    found = read_agenda(session, g.registration.id, language=language())
    if found is None:
        now = clock.now()
        return render_template(
            "participant/agenda/agenda_before.html",
            progress=read_progress(session, g.registration),
            planned_talks=planned_talks(session, g.registration, ()),
            is_open={"wishes": wishes_open(g.event, now), "answers": answers_open(g.event, now)},
        )
    entries = [line.entry for line in found.lines]
    final = found.kind is ReleaseKind.FINAL
    meetings = [line.meeting for line in found.lines if line.meeting]
    page = render_template(
        "participant/agenda/agenda.html",
        agenda=found,
        booklet=booklet_for(session, g.event, language()),
        planned_talks=planned_talks(session, g.registration, [entry.uid for entry in entries]),
        came_later=not found.lines and g.delegation.created_at > found.published_at,
        people_met=len({person["registration_id"] for one in meetings for person in one["other"]["people"]}),
        heading=_heading(found),
        contacts=contacts_in(session, g.registration, entries) if final else contacts_of(session, g.registration),
        late=lateness_for(session, g.event.id, entries),
        today=clock.local(clock.now(), g.event.zone).date(),
        planned=planned_places(session, g.event.id),
        past={one.entry.uid: one for one in own_past(session, g.registration)} if final and _any_over(found) else {},
        calls=own_calls(session, g.event, g.delegation) if found.is_mission else (),
        outcome_words=OUTCOMES,
        said={alert.row.uid: alert for alert in own_alerts(session, g.registration) if alert.row.uid},
    )
    if "acting" not in g and found.number > found.seen and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        with database.own_transaction() as own:
            mark_seen(own, g.registration.id, found.number)
    return page


@bp.post("/agenda/noted")
@agreed_required
def changes_noted(slug: str) -> Response:
    """Take the changes off the page: its reader has noted them."""
    note_changes(database.session(), g.registration, request.form.get("number", 0, type=int))
    return redirect_back("participant.agenda")


def _any_over(agenda: Agenda) -> bool:
    return any(line.over and line.meeting for line in agenda.lines)


def _heading(agenda: Agenda) -> Heading:
    """Say how things stand: how many meetings, when the own presentation is, in which city's time."""
    first = agenda.days[0].day if agenda.days else g.event.starts_on
    title = _capital(i18n.format_day(first, language())) if len(agenda.days) <= 1 else _days(agenda.days)
    parts = [ngettext("%(num)d meeting", "%(num)d meetings", agenda.meetings)]
    talks = [line for line in agenda.lines if line.entry.kind is EntryKind.PRESENTATION]
    if talks:
        parts.append(_("your presentation at %(time)s", time=i18n.format_time(talks[0].spot.starts, language())))
    zone = agenda.days[0].zone if agenda.days else g.event.zone
    one_zone = len({zone for day in agenda.days for zone in day.zones}) <= 1
    city = _("Time in %(city)s.", city=i18n.zone_city(zone, language())) if one_zone else ""
    if not one_zone and agenda.is_mission:
        city = _("Each time is that of its city.")
    return Heading(title, f"{', '.join(parts)}. {city}".strip())


def _days(days: tuple[AgendaDay, ...]) -> str:
    spans: tuple[date, date] = (days[0].day, days[-1].day)
    first, last = (i18n.format_day(day, language()) for day in spans)
    return _capital(first) if first == last else _("%(first)s to %(last)s", first=_capital(first), last=last)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
