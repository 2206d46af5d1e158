"""Presets of new events, their default deadlines, and the phases that may follow each other."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import Agreement, EventKind, Phase
from matchmaker.wishes.rules.exclusions import MeetingPreset

DEADLINE_HOUR = time(18)
"""Wall time at which deadlines fall."""
WISHES_DAYS, ANSWERS_DAYS = 7, 4
"""Days before the event at which wishes, then answers, are closed unless the organiser says otherwise."""
LONGEST_SLUG = 60


class Preset(StrEnum):
    """A kind of event whose rules are known beforehand."""

    FORUM = "forum"
    HOSTED_BUYERS = "hosted_buyers"
    SPEED_NETWORKING = "speed_networking"
    MISSION = "mission"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPreset:
    """A category of a preset; its name is translated into each language."""

    code: str
    name: str
    has_meetings: bool = True
    may_present: bool = False
    weight: int = 1
    wish_limit: int | None = None
    guarantee: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetRules:
    """What a preset fills in; everything can be changed afterwards."""

    kind: EventKind = EventKind.FORUM
    agreement: Agreement
    slot_minutes: int
    changeover_minutes: int
    meetings: MeetingPreset = MeetingPreset.EVERYBODY
    categories: tuple[CategoryPreset, ...]


PRESETS: Mapping[Preset, PresetRules] = {
    Preset.FORUM: PresetRules(
        agreement=Agreement.MUTUAL,
        slot_minutes=25,
        changeover_minutes=5,
        categories=(
            CategoryPreset(
                code="premium", name=N_("Premium member"), may_present=True, weight=3, wish_limit=12, guarantee=4
            ),
            CategoryPreset(code="basic", name=N_("Basic member"), weight=2, wish_limit=8, guarantee=2),
            CategoryPreset(code="guest", name=N_("Guest"), wish_limit=5),
        ),
    ),
    Preset.HOSTED_BUYERS: PresetRules(
        agreement=Agreement.ORGANISER,
        meetings=MeetingPreset.ACROSS,
        slot_minutes=20,
        changeover_minutes=5,
        categories=(
            CategoryPreset(code="buyer", name=N_("Hosted buyer"), weight=3, guarantee=6),
            CategoryPreset(code="supplier", name=N_("Supplier"), weight=2, wish_limit=12, guarantee=2),
        ),
    ),
    Preset.SPEED_NETWORKING: PresetRules(
        agreement=Agreement.ONE_SIDE,
        slot_minutes=10,
        changeover_minutes=2,
        categories=(CategoryPreset(code="participant", name=N_("Participant"), wish_limit=15, guarantee=3),),
    ),
    Preset.MISSION: PresetRules(
        kind=EventKind.MISSION,
        agreement=Agreement.MUTUAL,
        meetings=MeetingPreset.ACROSS,
        slot_minutes=45,
        changeover_minutes=15,
        categories=(
            CategoryPreset(code="company", name=N_("Travelling company"), weight=3, wish_limit=12, guarantee=3),
            CategoryPreset(code="counterpart", name=N_("Counterpart"), wish_limit=5),
            CategoryPreset(code="official", name=N_("Official"), has_meetings=False),
        ),
    ),
}

FOLLOWING: Mapping[Phase, frozenset[Phase]] = {
    Phase.DRAFT: frozenset({Phase.OPEN}),
    Phase.OPEN: frozenset({Phase.CLOSED, Phase.DRAFT}),
    Phase.CLOSED: frozenset({Phase.OPEN, Phase.ARCHIVED}),
    Phase.ARCHIVED: frozenset({Phase.CLOSED}),
}
"""Phases that an organiser may choose next; back to `DRAFT` only while nobody has accepted the terms."""


def slug_of(name: str, starts_on: date) -> str:
    """Return the short name of an event in addresses: its name and its year, in small letters, digits and hyphens."""
    words = "-".join("".join(sign for sign in word if sign.isascii()) for word in fold(name).split())
    year = str(starts_on.year)
    words = "-".join(filter(None, words.split("-"))) or "event"
    if year in words.split("-"):
        return words[:LONGEST_SLUG].strip("-")
    return f"{words[: LONGEST_SLUG - len(year) - 1].strip('-')}-{year}"


def default_deadline(starts_on: date, days: int, today: date) -> date | None:
    """Return the day `days` before the event, the day before it where that has passed, and none where that has too."""
    for before in (days, 1):
        day = starts_on - timedelta(days=before)
        if day > today:
            return day
    return None


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table plan."""

    columns: int
    rows: int

    def holds(self, x: int, y: int, width: int, height: int) -> bool:
        """Tell whether something lies within it whole."""
        inside = x >= 0 and y >= 0 and x + width <= self.columns and y + height <= self.rows
        return inside and width > 0 and height > 0


MOST_CELLS = 80
"""Of a table plan, across and down."""
STEP = 3
"""Cells from one table to the next: two for the table, one to pass."""
LEAST_CELLS = Cells(24, 14)


def in_rows(codes: Sequence[str], per_row: int = 0) -> tuple[dict[str, tuple[int, int]], Cells]:
    """Return column and row of each table, row by row, and the grid that holds them; 0 for rows that suit a screen."""
    per_row = per_row or max(6, math.ceil(math.sqrt(len(codes) * 2)))
    spots = {code: (1 + number % per_row * STEP, 1 + number // per_row * STEP) for number, code in enumerate(codes)}
    across, down = min(per_row, len(codes)), math.ceil(len(codes) / per_row)
    return spots, Cells(max(LEAST_CELLS.columns, 1 + across * STEP), max(LEAST_CELLS.rows, 1 + down * STEP))
