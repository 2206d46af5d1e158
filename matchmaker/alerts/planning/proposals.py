"""A repair of the solver in names and numbers, as an organiser reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

import solver
from matchmaker.models import PairKey, Scenario
from matchmaker.scheduling.planning.away import Away
from matchmaker.scheduling.planning.tasks import Task
from solver.repair import FallenCause, Happening, ProposalKind, RepairOutcome

__all__ = [
    "FallenCause",
    "FoundRepairs",
    "Happening",
    "LostPlacement",
    "MeetingTime",
    "PersonChange",
    "ProposalKind",
    "ProposalSource",
    "ProposalView",
    "RepairOutcome",
    "RepairProposal",
    "Repairs",
    "worthwhile",
]

ENOUGH = 3
"""Repairs to choose from; with fewer, it is said why."""


@dataclass(frozen=True, slots=True)
class MeetingTime:
    """When and where a meeting is."""

    slot_id: int
    day: date
    starts: time
    ends: time
    place: str
    """As pages say it: code of the table or booth, address of an office."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What happens to one meeting of one person."""

    registration_id: int
    pair: PairKey
    person: str
    language: str
    """In which the person is written to."""
    organisation: str
    other: str
    """The organisation that the meeting is with."""
    happening: Happening
    forced: bool
    """The change leaves no choice: it does not count as disturbance."""
    before: MeetingTime | None
    after: MeetingTime | None


@dataclass(frozen=True, slots=True)
class LostPlacement:
    """A meeting that cannot stay where it is."""

    pair: PairKey
    organisations: tuple[str, str]
    people: tuple[str, ...]
    was: MeetingTime
    cause: FallenCause
    away: tuple[Away, ...] = ()
    """Who of these people has withdrawn, or cannot be there."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Meetings that a schedule holds although somebody cannot come, or a rule is against them: organisers decide."""

    names: tuple[str, ...] = ()
    """Of those who cannot come."""
    meetings: int = 0
    wishes: int = 0
    """Those of these meetings: nobody counts on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """One way to repair, in names and numbers."""

    kind: ProposalKind
    same_as: ProposalKind | None
    """The kind of an earlier proposal that is the same schedule."""
    proved: bool
    disturbed_bound: int | None
    """No repair as good in what was promised disturbs fewer people; None: not known."""
    disturbed: tuple[PersonChange, ...]
    """What happens to the people disturbed, by person."""
    told: tuple[PersonChange, ...]
    """All other differences: forced, or another table or person only."""
    cannot_stay: tuple[LostPlacement, ...]
    """The same for all proposals."""
    meetings: tuple[int, int]
    """Before and after, as the next three."""
    wishes: tuple[int, int]
    value: tuple[int, int]
    guarantees_missing: tuple[int, int]
    undecided: Undecided = Undecided()

    @property
    def people_disturbed(self) -> int:
        return len({change.registration_id for change in self.disturbed})

    @property
    def costs(self) -> tuple[int, ...]:
        """What counts against it, each the less the better."""
        lost = (-self.wishes[1], -self.meetings[1], -self.value[1])
        return self.people_disturbed, self.guarantees_missing[1], *lost

    def only_weighs_more(self, other: "ProposalView") -> bool:
        """Tell whether it is worth more than another one without meeting more wishes or promises."""
        more = self.wishes[1] > other.wishes[1] or self.guarantees_missing[1] < other.guarantees_missing[1]
        return self.value[1] > other.value[1] and not more

    @property
    def pairs_lost(self) -> frozenset[PairKey]:
        """The pairs that have met as published, and no longer do."""
        changes = (*self.disturbed, *self.told)
        return frozenset(one.pair for one in changes if one.happening is Happening.LOSES and one.after is None)

    @property
    def loses_nothing(self) -> bool:
        """It changes something for somebody, and every meeting finds a place."""
        return bool(self.disturbed or self.told) and not self.pairs_lost

    @property
    def moves_only(self) -> MeetingTime | None:
        """When and where the one meeting is that it moves, if nothing else changes for anybody."""
        changes = (*self.disturbed, *self.told)
        moved = {change.after for change in changes if change.happening is Happening.MOVES}
        return moved.pop() if len(moved) == len({change.pair for change in changes}) == 1 else None


def advised(proposals: Sequence[ProposalView]) -> int | None:
    """Return the place of the one that the full button takes: the first that breaks the fewest promises."""
    return min(range(len(proposals)), key=lambda place: proposals[place].guarantees_missing[1], default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairProposal(ProposalView):
    """The same with its schedule; `matchmaker.alerts.commands.drafts` makes it the draft."""

    source: "ProposalSource"


@dataclass(frozen=True, slots=True)
class FoundRepairs:
    """How the search for repairs ended, and what it proposes."""

    outcome: RepairOutcome
    proposals: Sequence[ProposalView]
    most_disturbed: int = 0
    """How many people the one with more met was allowed to disturb."""
    cannot_stay: tuple[LostPlacement, ...] = ()
    """What the change forces, whatever is chosen."""
    worth_at_most: int | None = None  # no schedule is worth more, whomever it disturbs

    @property
    def different(self) -> list[ProposalView]:
        """Those that are not the same schedule as an earlier one, nor worse than it for nothing, but for cancelling."""
        worth = {id(one) for one in worthwhile(self.proposals)}
        own = (one for one in self.proposals if one.same_as is None)
        return [one for one in own if id(one) in worth or one.kind is ProposalKind.ONLY_CANCEL]


@dataclass(frozen=True, slots=True)
class Repairs(FoundRepairs):
    """The same with the schedules."""

    proposals: Sequence[RepairProposal]
    released: solver.Schedule = field(default_factory=solver.Schedule)
    """What people know."""


@dataclass(frozen=True, slots=True)
class ProposalSource:
    """What a proposal was made from, and its schedule: for saving it."""

    task: Task
    start: Scenario
    result: solver.Result


View = TypeVar("View", bound=ProposalView)


def worthwhile(proposals: Sequence[View]) -> list[View]:
    """Return those that are not worse than another one in something and better in nothing, fewest disturbed first."""

    def beats(one: ProposalView, other: ProposalView) -> bool:
        return one.costs != other.costs and all(a <= b for a, b in zip(one.costs, other.costs, strict=True))

    own = [one for one in proposals if one.same_as is None]
    return sorted((one for one in own if not any(beats(other, one) for other in own)), key=lambda one: one.costs)
