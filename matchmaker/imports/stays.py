"""Arrival and departure of a line: within the event, one after the other."""

from datetime import date, datetime

from matchmaker.base.i18n import N_
from matchmaker.imports.columns import REGISTRATION
from matchmaker.imports.plan import Draft
from matchmaker.imports.rows import Row
from matchmaker.imports.times import NO_DAY
from matchmaker.models import Event, Registration


def stay_of(row: Row, present: Registration | None, event: Event) -> Draft[Registration]:
    """Return a draft of the registration with the cells of a line that are about it alone; days have their defaults."""
    values = row.only(REGISTRATION)
    values.pop("agreed", None)
    for column, day, at, default in (
        ("arrival", "arrives_day", "arrives", event.starts_on),
        ("departure", "leaves_day", "leaves", event.ends_on),
    ):
        if wall := values.pop(column, None):
            values |= {day: wall.day or default, at: wall.at}
            check_day(row, column, values[day], event)
    draft = Draft(Registration, present, values)
    _check_order(row, draft)
    return draft


def check_day(row: Row, column: str, day: date, event: Event) -> None:
    """Refuse a cell whose day is none of the event."""
    if not event.starts_on <= day <= event.ends_on:
        row.refuse_cell(column, NO_DAY, first=event.starts_on.isoformat(), last=event.ends_on.isoformat())


def _check_order(row: Row, registration: Draft[Registration]) -> None:
    """Refuse a line after which the departure is not after the arrival; one of them may be known already."""
    moments = [(registration.get(f"{name}_day"), registration.get(name)) for name in ("arrives", "leaves")]
    arrival, departure = (
        datetime.combine(*moment) if all(part is not None for part in moment) else None for moment in moments
    )
    if arrival is not None and departure is not None and departure <= arrival:
        row.refuse_cell(
            "departure" if "departure" in row.values else "arrival",
            N_("Column “%(column)s”: with “%(value)s” the departure is not after the arrival. Correct one."),
        )
