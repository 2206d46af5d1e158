"""A repair of the solver in names and numbers, as an organiser reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TypeVar

import solver
from matchmaker.models import PairKey, Scenario
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.numbers import wishes_met
from matchmaker.scheduling.planning.places import place_in_words
from matchmaker.scheduling.planning.problem import pair_key, row_number
from matchmaker.scheduling.planning.tasks import Task
from solver.repair import Change, Fallen, FallenCause, Happening, Proposal, ProposalKind, Repair, RepairOutcome

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
    "describe_all",
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


class _Names:
    """Rows behind the solver's ids; `known`: when and where people know that pairs meet."""

    def __init__(self, facts: Facts, known: Mapping[PairKey, MeetingTime]) -> None:
        self._facts, self._known = facts, known

    def person(self, agent: str) -> str:
        return self._facts.persons[row_number(agent)].name

    def when(self, placed: solver.Assignment) -> MeetingTime:
        slot_id = row_number(placed.slot)
        slot, place = self._facts.slots[slot_id], place_in_words(self._facts, row_number(placed.place))
        return MeetingTime(slot_id, slot.day, slot.starts, slot.ends, place)

    def was(self, placed: solver.Assignment) -> MeetingTime:
        """Return when and where a meeting is as published: its slot may have moved since."""
        known = self._known.get(pair_key(placed.request))
        return self.when(placed) if known is None else replace(known, slot_id=row_number(placed.slot))

    def change(self, change: Change) -> PersonChange:
        low, high = pair_key(change.request)
        humans = self._facts.humans
        registration_id = humans.registration(change.agent, low) or humans.registration(change.agent, high)
        registration_id = registration_id or row_number(change.agent)
        own = self._facts.registrations[registration_id].delegation_id
        return PersonChange(
            registration_id=registration_id,
            pair=(low, high),
            person=self.person(change.agent),
            language=self._facts.persons[registration_id].language,
            organisation=self._facts.name(own),
            other=self._facts.name(high if own == low else low),
            happening=change.happening,
            forced=change.forced,
            before=None if change.before is None else self.was(change.before),
            after=None if change.after is None else self.when(change.after),
        )

    def lost(self, fallen: Fallen) -> LostPlacement:
        low, high = pair_key(fallen.request)
        return LostPlacement(
            pair=(low, high),
            organisations=(self._facts.name(low), self._facts.name(high)),
            people=tuple(map(self.person, fallen.people)),
            was=self.was(fallen.was),
            cause=fallen.cause,
        )


Known = Mapping[PairKey, MeetingTime]
"""When and where people know that pairs meet."""
Reasons = dict[ProposalKind, tuple[solver.Reason, ...]]
"""Why requests are left out, by the proposal that does so: kept by the caller, as it takes long to say."""


def _describe(
    source: ProposalSource, found: Repair, proposal: Proposal, *, released: solver.Schedule, known: Known
) -> RepairProposal:
    task = source.task
    names = _Names(task.facts, known)
    before, after = proposal.before, proposal.after
    people = set(proposal.disturbed)
    least = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    return RepairProposal(
        kind=proposal.kind,
        same_as=found.same_as(proposal),
        # only to cancel has what is proved of least disturbance where that is the same schedule
        proved=least.proved if least and least.schedule == proposal.schedule else proposal.proved,
        disturbed_bound=proposal.disturbed_bound,
        disturbed=tuple(names.change(change) for change in proposal.changes if change.agent in people),
        told=tuple(names.change(change) for change in proposal.changes if change.agent not in people),
        cannot_stay=tuple(map(names.lost, found.fallen)),
        meetings=(before.meetings, after.meetings),
        wishes=(
            wishes_met(task.facts, task.found, released.assignments),
            wishes_met(task.facts, task.found, proposal.schedule.assignments),
        ),
        value=(before.value, after.value),
        guarantees_missing=(before.shortfall, after.shortfall),
        source=source,
    )


def describe_all(
    task: Task, start: Scenario, found: Repair, *, released: solver.Schedule, known: Known, why: Reasons
) -> Repairs:
    """Return all that a search has found, in names and numbers; `released` and `known` are what people know so far."""
    proposals = []
    for one in found.proposals:
        if one.kind not in why:
            why[one.kind] = solver.explain(task.problem, one.schedule, proved=False)
        result = solver.Result(
            status=solver.Status.FEASIBLE,
            schedule=one.schedule,
            goals=one.goals,
            reasons=why[one.kind],
            seconds=found.seconds,
        )
        source = ProposalSource(task, start, result)
        proposals.append(_describe(source, found, one, released=released, known=known))
    lost = tuple(map(_Names(task.facts, known).lost, found.fallen))
    return Repairs(found.outcome, proposals, found.most_disturbed, lost, found.worth_at_most, released)
