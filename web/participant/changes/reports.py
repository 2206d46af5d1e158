"""Reports of participants about a meeting or a day: cannot come, late, another time, no-show."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from matchmaker import jobs
from matchmaker.alerts.commands.reports import (
    ask_to_move,
    cannot_come,
    report_late,
    report_late_for_day,
    report_no_show,
    take_back_report,
)
from matchmaker.alerts.queries.alerts import own_alerts
from matchmaker.alerts.queries.own_lines import line_token, own_meeting
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import format_day
from matchmaker.models import AlertKind, EntryKind, ReleaseEntry
from matchmaker.releases.queries.published import standing_appointments
from matchmaker.releases.queries.spots import spot_of, title_of
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.forms import NoteForm
from web.i18n import language
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.changes.forms import LateDayForm, LateForm
from web.redirects import redirect_back
from web.refusals import refusable


class ReportKind(StrEnum):
    """What can be reported of a meeting; in addresses too."""

    CANCEL = "cancel"
    LATE = "late"
    MOVE = "move"
    NO_SHOW = "no-show"


DONE: dict[ReportKind, LazyString] = {
    ReportKind.CANCEL: lazy_gettext(
        "The organisers know that you cannot come. The meeting stands until the change is published."
    ),
    ReportKind.LATE: lazy_gettext("The organisers and those who wait for you know that you are late."),
    ReportKind.MOVE: lazy_gettext("The organisers know that you ask for another time. The meeting stands until then."),
    ReportKind.NO_SHOW: lazy_gettext("The organisers know that you wait in vain."),
}


@dataclass(frozen=True)
class Line:
    """A meeting or presentation that something can be reported of."""

    entry: ReleaseEntry
    title: str
    begun: bool
    over: bool

    @classmethod
    def of(cls, entry: ReleaseEntry) -> "Line":
        now = clock.now()
        return cls(entry, title_of(entry, language()), entry.starts_at <= now, entry.ends_at <= now)

    @property
    def meeting(self) -> bool:
        return self.entry.kind is EntryKind.MEETING

    @property
    def possible(self) -> tuple[ReportKind, ...]:
        """What can be reported of it at this moment."""
        found = [] if self.over else [ReportKind.CANCEL, ReportKind.LATE]
        if not self.begun:
            found.append(ReportKind.MOVE)
        elif self.meeting:
            found.append(ReportKind.NO_SHOW)
        return tuple(found)


@bp.get("/agenda/wrong")
@agreed_required
def reports(slug: str) -> str:
    """List what can be reported of the day and of each meeting, and what the reader has reported."""
    return _page(_late_day_form(formdata=None))


@bp.post("/agenda/wrong/late")
@agreed_required
def report_late_day(slug: str) -> Page:
    """Report from what time on the reader is there on one day."""
    form = _late_day_form()
    if form.validate():
        with refusable(InvalidInput) as refusal:
            report_late_for_day(database.session(), g.registration, form.day.data, form.time.data)
        if not refusal:
            return _said(str(DONE[ReportKind.LATE]))
        refusal.show(form.time)
    return _page(form), 422


@bp.post("/agenda/wrong/<int:alert_id>/back")
@agreed_required
def report_take_back(slug: str, alert_id: int) -> Response:
    """Take back a report."""
    take_back_report(database.session(), g.registration, alert_id)
    return _said(_("Taken back: the organisers see that it is no longer so."))


@bp.get("/agenda/<uid>/wrong")
@agreed_required
def report_choice(slug: str, uid: str) -> str:
    """Ask what is wrong with one meeting."""
    line = Line.of(own_meeting(database.session(), g.registration, uid))
    return render_template("participant/changes/report_choice.html", line=line, spot=spot_of(line.entry))


@bp.route("/agenda/<uid>/wrong/<what>", methods=["GET", "POST"])
@agreed_required
def report(slug: str, uid: str, what: str) -> Page:
    """Say what follows, and ask to confirm it; POST reports it to the organisers."""
    kind = choice(ReportKind, what)
    if kind is None:
        raise NotFound
    line = Line.of(own_meeting(database.session(), g.registration, uid))
    form = LateForm() if kind is ReportKind.LATE else NoteForm()
    status, newer = 200, False
    if form.is_submitted():
        status = 422
        if form.validate():
            with refusable(Stale, InvalidInput) as refusal:
                _say(kind, uid, form)
            if not refusal:
                return _said(str(DONE[kind]))
            status, newer = refusal.status, refusal.stale
            if not newer:
                refusal.show(form)
    form.shown.data = line_token(line.entry)
    page = render_template(
        "participant/changes/report.html",
        line=line,
        spot=spot_of(line.entry),
        what=kind.value,
        form=form,
        newer=newer,
    )
    return page, status


def _say(what: ReportKind, uid: str, form: NoteForm | LateForm) -> None:
    session, shown = database.session(), form.shown.data or ""
    if isinstance(form, LateForm):
        report_late(session, g.registration, uid, form.minutes.data, shown=shown)
        return
    report = {
        ReportKind.CANCEL: cannot_come,
        ReportKind.MOVE: ask_to_move,
        ReportKind.NO_SHOW: report_no_show,
    }
    report[what](session, g.registration, uid, shown=shown, note=form.note.data or "")


def _said(message: str) -> Response:
    database.after_commit(jobs.enqueue_alerts)
    return redirect_back("participant.reports", message)


def _lines() -> list[Line]:
    """Return the appointments of which something can still be reported."""
    standing = standing_appointments(database.session(), g.registration)
    return [line for line in map(Line.of, standing) if line.possible]


def _late_day_form(**values: Any) -> LateDayForm:
    form = LateDayForm(**values)
    days = dict.fromkeys(line.entry.day for line in _lines())
    form.day.choices = [SelectChoice(day.isoformat(), format_day(day, language())) for day in days]
    return form


def _page(form: LateDayForm) -> str:
    session = database.session()
    lines = [(line, spot_of(line.entry)) for line in _lines()]
    said = [alert for alert in own_alerts(session, g.registration) if alert.row.kind is not AlertKind.WITHDRAWN]
    return render_template("participant/changes/reports.html", lines=lines, said=said, form=form)
