"""What is said of a meeting made into one state, the days of rounds, and what a report may say of few companies."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from matchmaker.models import EventKind, MeetingOutcome, Teller

Key = TypeVar("Key")
MONTHS = (3, 6, 12)
"""After the last day of an event: when its people are asked."""
OPEN_FOR = timedelta(weeks=8)
"""How long answers of a round are taken, and can be corrected."""
REMINDED_AFTER = timedelta(weeks=2)
LONGEST_AMOUNT = 15
"""Digits."""
_CENTS, _BETWEEN = re.compile(r"[.,]\d{1,2}$"), re.compile(r"[\s.,'’]")
FEWEST = 3
"""Companies behind a figure that a funder reads: below it the figure could be known to be that of one of them."""


class MeetingState(StrEnum):
    """Whether a meeting that is over took place, as far as is known."""

    HELD = "held"
    NOT_HELD = "not_held"
    CONTESTED = "contested"
    """One side says so, the other side not."""
    UNKNOWN = "unknown"


def state_of(said: Iterable[tuple[Teller, MeetingOutcome]]) -> MeetingState:
    """Return the state of a meeting: the organisers count before the attaché, both before sides."""
    found: dict[Teller, set[bool]] = {}
    for teller, outcome in said:
        found.setdefault(teller, set()).add(outcome is MeetingOutcome.HELD)
    for teller in (Teller.ORGANISER, Teller.ATTACHE, Teller.SIDE):
        words = found.get(teller, set())
        if len(words) > 1:
            return MeetingState.CONTESTED
        if words:
            return MeetingState.HELD if words == {True} else MeetingState.NOT_HELD
    return MeetingState.UNKNOWN


def is_on_by_itself(kind: EventKind) -> bool:
    """Tell whether people are asked without an organiser having turned it on: those of missions are."""
    return kind is EventKind.MISSION


def usual_opening(last_day: date, months: int) -> date:
    """Return the day so many months after the last day of an event, or the last one of a shorter month."""
    years, month = divmod(last_day.month - 1 + months, 12)
    year = last_day.year + years
    return date(year, month + 1, min(last_day.day, calendar.monthrange(year, month + 1)[1]))


def withheld(behind: Mapping[Key, int]) -> frozenset[Key]:
    """Return the groups whose figures are not said, by how many companies stand behind each.

    Besides those with fewer than `FEWEST`, where there is one such group alone the next larger: else its figure would
    be the total without the others. Groups with nobody say so.
    """
    small = [key for key, number in behind.items() if 0 < number < FEWEST]
    others = sorted((number, index) for index, (key, number) in enumerate(behind.items()) if number >= FEWEST)
    if len(small) == 1 and others:
        small.append(list(behind)[others[0][1]])
    return frozenset(small)


def amount_of(text: str) -> int | None:
    """Return an amount in whole units, however its thousands are written and without its cents; None for none."""
    digits = _BETWEEN.sub("", _CENTS.sub("", text.strip()))
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_AMOUNT else None


def mean(values: Sequence[int]) -> float | None:
    """Return the mean of ratings; None without one."""
    return sum(values) / len(values) if values else None
