"""The personal card: what a person says about themselves, and their pace at one event."""

from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from matchmaker.models import Registration

Moment: TypeAlias = tuple[date, time]
"""Day and wall time of the venue."""
Pace: TypeAlias = tuple[Moment | None, Moment | None, int | None, int | None, bool]
"""Arrival, departure, most meetings a day and in a row, and whether lunch is kept free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalCard:
    """What a person says about themselves, and their pace at one event; times are wall times of the venue."""

    job_title: str
    language: str
    """Of screens and mails."""
    languages: tuple[str, ...]
    """Spoken in meetings."""
    phone: str
    linkedin: str = ""
    share_email: bool
    share_phone: bool
    share_linkedin: bool = False
    arrives: Moment | None
    leaves: Moment | None
    max_per_day: int | None
    max_in_a_row: int | None
    lunch_free: bool

    @property
    def pace(self) -> Pace:
        """What the schedule depends on."""
        return self.arrives, self.leaves, self.max_per_day, self.max_in_a_row, self.lunch_free


def pace(registration: Registration) -> Pace:
    """Return the pace as it is kept."""
    return (
        _moment(registration.arrives_day, registration.arrives),
        _moment(registration.leaves_day, registration.leaves),
        registration.max_per_day,
        registration.max_in_a_row,
        registration.lunch_free,
    )


def _moment(day: date | None, wall: time | None) -> Moment | None:
    return None if day is None or wall is None else (day, wall)
