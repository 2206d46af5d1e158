"""The whole event moved to another day or other hours: tried first, then done, then undone if wished."""

from dataclasses import replace
from datetime import date, datetime, time

from flask import g, render_template, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import DateField, HiddenField, TimeField
from wtforms.validators import Optional

from matchmaker.base.i18n import format_day, format_time
from matchmaker.setup.commands.dates import EventDates
from matchmaker.setup.commands.moving import EventShift, move_event
from matchmaker.setup.queries.dates import Concerned, read_concerned
from matchmaker.setup.queries.moving import Moving, read_moving
from matchmaker.setup.queries.preparation import read_preparation
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, Form, InCalendar
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.impact import sentences
from web.organiser.setup.trying import attempt, trial_page
from web.pages import Page
from web.redirects import redirect_to


class MoveEventForm(Form):
    """Where the event goes."""

    shown = HiddenField()
    starts_on = DateField(lazy_gettext("First day"), validators=[REQUIRED, InCalendar()])
    starts = TimeField(
        lazy_gettext("First block begins at"),
        description=lazy_gettext("Everything else of the days moves by as much."),
        validators=[Optional()],
    )


@bp.route("/<slug>/setup/move", methods=["GET", "POST"])
@organiser_required
def move(slug: str) -> Page:
    """Show where the event stands; POST moves it, with everything that has a day."""
    session = database.session()
    moving = read_moving(session, g.event)
    first = min((block.starts for block in moving.blocks), default=None)
    values = {"shown": moving.token, "starts_on": g.event.starts_on, "starts": first}
    form, status = MoveEventForm(data=values), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            shift = _shift(form.starts_on.data, form.starts.data or first, first)
            refusal, trial = attempt(
                lambda: move_event(session, g.event, shift, shown=form.shown.data or "", staff=g.staff),
                title=gettext("Move the whole event"),
                button=gettext("Move the whole event"),
                back=url_for("organiser.move"),
                step=_step(form.starts_on.data, first, form.starts.data),
                also=_consequences(moving, shift, first, form.starts.data),
                always=True,
            )
            if trial is not None:
                return trial_page(trial, menu="preparation")
            if not refusal:
                return redirect_to("organiser.structure", gettext("The event has moved. It can be undone below."))
            if refusal.stale:
                values["shown"] = read_moving(session, g.event).token
                form = MoveEventForm(formdata=None, data=values | {"starts_on": g.event.starts_on})
            refusal.show(form)
            status = refusal.status
    return render_template("organiser/setup/move.html", form=form, moving=moving), status


def _shift(day: date, starts: time | None, first: time | None) -> EventShift:
    minutes = 0
    if starts is not None and first is not None:
        minutes = int((datetime.combine(day, starts) - datetime.combine(day, first)).total_seconds() // 60)
    return EventShift(days=(day - g.event.starts_on).days, minutes=minutes)


def _step(day: date, first: time | None, starts: time | None) -> str:
    """Return from when to when: the days, or the hours where the day stays."""
    if day == g.event.starts_on and first is not None and starts is not None:
        return f"{format_time(first, language())} → {format_time(starts, language())}"
    return f"{format_day(g.event.starts_on, language())} → {format_day(day, language())}"


def _consequences(moving: Moving, shift: EventShift, first: time | None, starts: time | None) -> tuple[str, ...]:
    """Return what moves and whom it concerns, as sentences."""
    concerned = read_concerned(database.session(), g.event)
    blocks = ngettext("%(num)d block", "%(num)d blocks", len(moving.blocks))
    items = ngettext("%(num)d programme item", "%(num)d programme items", moving.items)
    said = [
        gettext("These move along: %(blocks)s, %(items)s, closed tables and deadlines.", blocks=blocks, items=items)
    ]
    if shift.minutes and first is not None and starts is not None:
        times = {name: format_time(wall, language()) for name, wall in (("before", first), ("after", starts))}
        said.append(gettext("The first block begins at %(after)s, before it was %(before)s.", **times))
    if shift.days:
        said += _deadlines(shift, concerned)
    if shift.days and moving.said:
        said.append(
            ngettext(
                "%(num)d person has said when they can: their times move along. Ask them to look again.",
                "%(num)d people have said when they can: their times move along. Ask them to look again.",
                moving.said,
            )
        )
    if shift.days and moving.campaigns:
        said.append(
            ngettext(
                "%(num)d planned campaign leaves as many days earlier or later.",
                "%(num)d planned campaigns leave as many days earlier or later.",
                moving.campaigns,
            )
        )
    return (*said, _mails(moving.people if moving.meetings else 0, concerned.mailed if shift.days else 0))


def _mails(published: int, mailed: int) -> str:
    """Return when a mail says it: the next release to those who are in it, a campaign to all others."""
    said = [gettext("No mail leaves now.")]
    if published:
        said.append(
            ngettext(
                "Your next release tells %(num)d person by mail and updates the calendars.",
                "Your next release tells %(num)d people by mail and updates the calendars.",
                published,
            )
        )
    if mailed:
        said.append(
            ngettext(
                "%(num)d person has had mails with the earlier dates: a campaign of yours corrects them sooner.",
                "%(num)d people have had mails with the earlier dates: a campaign of yours corrects them sooner.",
                mailed,
            )
        )
    return " ".join(said)


def _deadlines(shift: EventShift, concerned: Concerned) -> list[str]:
    event, before = g.event, EventDates.of(g.event)
    tried = EventDates(
        opens_at=before.opens_at,
        wishes_close_at=shift.deadline(before.wishes_close_at, event.zone),
        answers_close_at=shift.deadline(before.answers_close_at, event.zone),
    )
    blocking = len(read_preparation(database.session(), event, language()).blocking)
    return sentences(event, tried, replace(concerned, mailed=0), blocking)
