"""The numbers of a scenario, as `Scenario.numbers` keeps them and as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from matchmaker.models import SolveMode, category_name

LIMITED = frozenset({SolveMode.ADD, SolveMode.CLOSE, SolveMode.TRADE_OFF})
"""Modes of which what is proved holds only for schedules that change so little."""


@dataclass(frozen=True, slots=True)
class GoalNumber:
    """Value of one goal and what is proved about it; `goal` is the solver's word (value, breaks, ...)."""

    goal: str
    value: int
    bound: int | None

    @property
    def proved(self) -> bool:
        return self.bound == self.value


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    met: int
    of: int

    def __str__(self) -> str:
        return f"{self.met} / {self.of}"

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down so that 100 means all; None where there is nothing to meet."""
        return self.met * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class CategoryNumbers:
    """How one category fares; `satisfied` is the mean over its delegations of value met / best value alone."""

    code: str
    names: Mapping[str, str]
    weight: int
    delegations: int
    wishes: Share
    meetings: int
    satisfied: int | None

    def name(self, language: str) -> str:
        return category_name(self.code, self.names, language)


@dataclass(frozen=True, slots=True)
class WorstOff:
    """The delegation that misses most of its fair share (definitions: worst-off)."""

    delegation_id: int
    organisation: str
    meetings: int
    met: int
    target: int


@dataclass(frozen=True, slots=True)
class NearNumbers:
    """What a schedule changes of the one that it started from."""

    scenario: int
    mode: SolveMode
    people: int
    """People who lose, gain or move a meeting beyond what a change of the event forces."""
    moved: int
    """Meetings at another time."""
    gained: int
    lost: int
    """Wishes that are met and were not, and the reverse."""
    forced: int = 0
    """Meetings whose two sides may not meet any more: they go in any schedule, and disturb nobody by this count."""
    disturbed: Sequence[int] | None = None
    """The same people, by registration; None in an older scenario."""
    had_to: Sequence[int] = ()
    """Others who lose or move a meeting that could not stay."""
    reseated: Sequence[int] = ()
    """Others who keep their times, at another place or with another person."""

    @property
    def agendas(self) -> int:
        """How many people's agendas change in any way."""
        return self.people + len(self.had_to) + len(self.reseated)

    @property
    def limited(self) -> bool:
        """Whether what is proved holds only for schedules that change as little as the mode allows."""
        return self.mode in LIMITED


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the scenario page shows in big letters."""

    goals: tuple[GoalNumber, ...]
    meetings: int
    pairs: int
    """Pairs that may meet."""
    wishes: Share
    """Directed wishes among the pairs that may meet."""
    must: Share
    want: Share
    open: Share
    categories: tuple[CategoryNumbers, ...]
    worst_off: WorstOff | None
    breaks: int
    tables_used: int
    """Places in use in the fullest slot."""
    tables_open: int
    """Places open in that slot."""
    tables_slot_id: int | None
    tables_at: str
    """Wall time of that slot, HH:MM, with the day before it at an event of several days."""
    persons: int
    """People who have at least one meeting."""
    near: NearNumbers | None = None
    """Only of a run that started from a schedule."""

    @property
    def fullest_at(self) -> time | None:
        """Wall time of the fullest slot."""
        wall = self.tables_at.rpartition(" ")[2]
        return time.fromisoformat(wall) if wall else None

    @property
    def fullest_on(self) -> date | None:
        """Day of the fullest slot, at an event of several days."""
        day = self.tables_at.rpartition(" ")[0]
        return date.fromisoformat(day) if day else None

    def goal(self, name: str) -> GoalNumber | None:
        return next((goal for goal in self.goals if goal.goal == name), None)


@dataclass(frozen=True, slots=True)
class CategoryWishes:
    """The wishes of one category that are met."""

    names: Mapping[str, str]
    code: str
    wishes: Share

    def name(self, language: str) -> str:
        return category_name(self.code, self.names, language)


@dataclass(frozen=True, slots=True)
class WishNumbers:
    """The wishes met of those that may be, at a moment of a run: in all, by strength and by category."""

    wishes: Share
    must: Share
    want: Share
    open: Share
    categories: tuple[CategoryWishes, ...]


class Cost(StrEnum):
    """Where a schedule gives less than first come, first served, because another goal comes before."""

    MUST = "must"
    CATEGORIES = "categories"
    WORST_OFF = "worst_off"
    BREAKS = "breaks"


def costs(numbers: Numbers, baseline: Numbers) -> frozenset[Cost]:
    """Return in what a schedule falls behind the one that it is compared with."""
    behind = {
        Cost.MUST: (numbers.must.percent or 0) < (baseline.must.percent or 0),
        Cost.CATEGORIES: bool(served_less(numbers, baseline)),
        Cost.WORST_OFF: _gap(numbers) > _gap(baseline),
        Cost.BREAKS: numbers.breaks > baseline.breaks,
    }
    return frozenset(cost for cost, is_behind in behind.items() if is_behind)


def served_less(numbers: Numbers, baseline: Numbers) -> tuple[tuple[CategoryNumbers, int], ...]:
    """Return the categories that are less satisfied than in `baseline`, with how much they were there, in percent."""
    before = {category.code: category.satisfied or 0 for category in baseline.categories}
    return tuple(
        (category, before[category.code])
        for category in numbers.categories
        if category.satisfied is not None and category.satisfied < before.get(category.code, 0)
    )


def _gap(numbers: Numbers) -> int:
    worst = numbers.worst_off
    return worst.target - worst.met if worst else 0


def numbers_from_json(data: Mapping[str, Any]) -> Numbers:
    """Return the numbers kept in `Scenario.numbers`."""
    worst, near = data["worst_off"], data.get("near")
    return Numbers(
        goals=tuple(GoalNumber(**goal) for goal in data["goals"]),
        meetings=data["meetings"],
        pairs=data["pairs"],
        wishes=Share(**data["wishes"]),
        must=Share(**data["must"]),
        want=Share(**data["want"]),
        open=Share(**data["open"]),
        categories=tuple(
            CategoryNumbers(**{**category, "wishes": Share(**category["wishes"])}) for category in data["categories"]
        ),
        worst_off=WorstOff(**worst) if worst else None,
        breaks=data["breaks"],
        tables_used=data["tables_used"],
        tables_open=data["tables_open"],
        tables_slot_id=data["tables_slot_id"],
        tables_at=data["tables_at"],
        persons=data["persons"],
        near=NearNumbers(**{**near, "mode": SolveMode(near["mode"])}) if near else None,
    )


def wishes_from_json(data: Mapping[str, Any]) -> WishNumbers | None:
    """Return the numbers kept in `SolveProgress.wishes`; None where none are."""
    if not data:
        return None
    return WishNumbers(
        **{name: Share(**data[name]) for name in ("wishes", "must", "want", "open")},
        categories=tuple(
            CategoryWishes(one["names"], one["code"], Share(**one["wishes"])) for one in data["categories"]
        ),
    )
