"""Arrival and departure of a line: within the event, one after the other."""

from datetime import date, datetime

from matchmaker.base.i18n import N_
from matchmaker.imports.plan import Draft
from matchmaker.imports.rows import Row
from matchmaker.imports.times import NO_DAY
from matchmaker.models import Event, Registration


def check_day(row: Row, column: str, day: date, event: Event) -> None:
    """Refuse a cell whose day is none of the event."""
    if not event.starts_on <= day <= event.ends_on:
        row.refuse_cell(column, NO_DAY, first=event.starts_on.isoformat(), last=event.ends_on.isoformat())


def check_stay(row: Row, registration: Draft[Registration]) -> None:
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


def _moment(registration: Draft[Registration], name: str) -> datetime | None:
    day, wall = registration.get(f"{name}_day"), registration.get(name)
    return None if day is None or wall is None else datetime.combine(day, wall)
