"""Dates of the event as a time line: a change is tried first, then kept, then undone if wished."""

from datetime import datetime
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.models import Act, Event, Phase
from matchmaker.setup.commands.dates import EventDates, check_dates, dates_token, save_dates
from matchmaker.setup.queries.dates import read_concerned
from matchmaker.setup.queries.preparation import read_preparation
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.forms import InCalendar
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.impact import sentences, spans
from web.organiser.setup.timeline import draw, waiting_opening
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.saved_forms import SavedForm
from web.submissions import TAKE, Edit, Sent

FIELDS = ("opens", "wishes_close", "answers_close")


class DatesForm(SavedForm):
    """Wall times of the event's zone."""

    opens = DateTimeLocalField(
        lazy_gettext("Opens by itself"),
        description=lazy_gettext("Empty: you open it yourself."),
        validators=[Optional(), InCalendar()],
    )
    wishes_close = DateTimeLocalField(
        lazy_gettext("Wishes close"),
        description=lazy_gettext("Afterwards nobody adds or removes a wish."),
        validators=[Optional(), InCalendar()],
    )
    answers_close = DateTimeLocalField(
        lazy_gettext("Answers close"),
        description=lazy_gettext("Afterwards nobody answers a wish or changes when they can."),
        validators=[Optional(), InCalendar()],
    )

    @classmethod
    def of(cls, event: Event, sent: Sent = None) -> "DatesForm":
        """Return the form with the dates of `event`, and with what was `sent`."""
        return cls.of_saved({"shown": dates_token(event), **walls(EventDates.of(event), event.zone)}, sent)

    def dates(self, event: Event) -> EventDates:
        """Return the instants; the opening of an event that is open is no longer a plan, and stays."""
        planned = event.phase is Phase.DRAFT
        return EventDates(
            opens_at=_instant(self.opens.data, event.zone) if planned else event.opens_at,
            wishes_close_at=_instant(self.wishes_close.data, event.zone),
            answers_close_at=_instant(self.answers_close.data, event.zone),
        )


@bp.get("/<slug>/setup/dates")
@organiser_required
def dates(slug: str) -> Page:
    """Show the dates; with dates in the address, what a change to these would mean: nothing is changed yet."""
    if not any(name in request.args for name in FIELDS):
        return _page(DatesForm.of(g.event), EventDates.of(g.event))
    form = DatesForm(formdata=request.args, meta={"csrf": False})
    if not form.validate():
        return _page(form, EventDates.of(g.event)), 422
    for name in {*request.args.getlist(TAKE)} & {*FIELDS}:
        form[name].data = DatesForm.of(g.event)[name].data
    tried = form.dates(g.event)
    if "undo" in request.args:
        # after a change the address holds the earlier dates: they are offered, not tried
        return _page(DatesForm.of(g.event), EventDates.of(g.event), earlier=tried)
    with refusable(InvalidInput, writes=False) as refusal:
        check_dates(g.event, tried)
    if refusal:
        refusal.show(form)
        return _page(form, EventDates.of(g.event)), refusal.status
    return _page(form, tried)


@bp.post("/<slug>/setup/dates")
@organiser_required
def move_dates(slug: str) -> Page:
    """Keep the dates that were tried; the next page offers to undo it."""
    before, undoes = EventDates.of(g.event), "undo" in request.form
    edit = Edit(lambda sent: DatesForm.of(g.event, sent), author=author_of(Act.MOVE_DATES))
    if not edit.save(
        lambda form: save_dates(
            database.session(), g.event, form.dates(g.event), shown=form.token, staff=g.staff, undoes=undoes
        )
    ):
        return _page(edit.form, EventDates.of(g.event)), edit.status
    if undoes:
        return redirect_to("organiser.dates", gettext("Undone: the dates are those of before."))
    return redirect_to("organiser.dates", undo=1, **_texts(before))


def _page(form: DatesForm, tried: EventDates, earlier: EventDates | None = None) -> str:
    event, kept = g.event, EventDates.of(g.event)
    concerned = read_concerned(database.session(), event)
    blocking = len(read_preparation(database.session(), event, language()).blocking)
    return render_template(
        "organiser/setup/dates.html",
        form=form,
        began=DatesForm.of(event).shown,
        timeline=draw(event, tried),
        changed=tried != kept,
        undo=earlier is not None and earlier != kept,
        dates=_texts(earlier or tried),
        spans=spans(event, tried),
        impact=sentences(event, tried, concerned, blocking),
        waits=waiting_opening(event, blocking),
        planned=event.phase is Phase.DRAFT,
    )


def _texts(dates: EventDates) -> dict[str, Any]:
    """Return the dates as the fields of the form hold them."""
    return {name: f"{wall:%Y-%m-%dT%H:%M}" if wall else "" for name, wall in walls(dates, g.event.zone).items()}


def walls(dates: EventDates, zone: str) -> dict[str, datetime | None]:
    """Return the wall times of dates by the name of their field."""
    instants = (dates.opens_at, dates.wishes_close_at, dates.answers_close_at)
    return {
        name: clock.local(at, zone).replace(tzinfo=None) if at else None
        for name, at in zip(FIELDS, instants, strict=True)
    }


def _instant(wall: datetime | None, zone: str) -> datetime | None:
    return clock.instant(wall.date(), wall.time(), zone) if wall else None
