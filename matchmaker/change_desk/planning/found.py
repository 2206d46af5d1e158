"""What a search has found, as it is kept until a repair is chosen: impact, proposals, and their results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

import solver
from matchmaker.alerts.planning.missed import MissedWish, missed_wishes
from matchmaker.alerts.planning.proposals import (
    Happening,
    LostPlacement,
    ProposalSource,
    ProposalView,
    RepairOutcome,
    RepairProposal,
    worthwhile,
)
from matchmaker.alerts.planning.repairs import Damage
from matchmaker.change_desk.planning.talks import StayingTalk, TouchedTalk
from matchmaker.models import PairKey
from matchmaker.releases.queries.ground import Ground
from matchmaker.releases.queries.told import ORDER, LineKind, PersonDifference, Told
from matchmaker.scheduling.planning.numbers import wishes_met
from matchmaker.scheduling.planning.overlaps import ItemInTheWay, items_in_the_way
from matchmaker.scheduling.planning.problem import request_id, row_number
from solver.formats import dump_result, load_result

WORDED = 60
"""Wishes of which it is said why a repair does not meet them: of more nobody reads it."""


class RepairKind(StrEnum):
    """What a repair is for: those of the solver, and one more that may disturb more people."""

    ONLY_CANCEL = "only_cancel"
    LEAST_DISTURBANCE = "least_disturbance"
    MORE_MET = "more_met"
    OTHER_TIMES = "other_times"
    MOST_MET = "most_met"


@dataclass(frozen=True, slots=True)
class Announced:
    """What the next release would tell people: the numbers of its difference page."""

    lines: dict[LineKind, int]
    """Meetings by what happens to them."""
    people: tuple[PersonDifference, ...]

    @classmethod
    def of(cls, told: Told) -> "Announced":
        counted = {kind: told.count(kind) for kind in ORDER}
        return cls({kind: number for kind, number in counted.items() if number}, told.people)


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """A proposal with its result, in the format of the solver."""

    kind: RepairKind
    view: ProposalView
    announced: Announced | None
    """None until it is known: the repair can be chosen before."""
    missed: tuple[MissedWish, ...]
    """The wishes of the changes, and those met as published, that it does not meet."""
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TriedChanges:
    """What a search has tried: the event as it would be, for the one who asks."""

    damage: Damage
    talks: tuple[TouchedTalk, ...]
    staying: tuple[StayingTalk, ...]
    strayed: frozenset[PairKey]
    """Whose meetings could not stay before."""
    asked: frozenset[int]
    """The wishes that the changes add, by the ids that they have in the trial."""
    languages: Sequence[str]
    """That of who asks, then the others of the screens: colleagues read it too."""
    ground: Ground
    """What the difference of each repair with the last release rests on."""
    uids: Mapping[PairKey, str]
    """The uids of meetings, by pair."""
    missed: dict[RepairKind, tuple[solver.Schedule, tuple[MissedWish, ...]]] = field(default_factory=dict)
    """What the repairs that were kept so far do not meet: each is kept more than once."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for some changes."""

    outcome: RepairOutcome
    cannot_stay: tuple[LostPlacement, ...]
    """Meetings that cannot stay as they are published."""
    talks: tuple[TouchedTalk, ...]
    shifted: int
    """Meetings that stay in their slot, which is at another time than people know."""
    people: int
    """How many people lose a meeting, or have it at another time, if nothing is repaired."""
    draft_differs: int
    """In how many meetings the event's draft is not what is published."""
    meetings: int
    """Of the schedule that people know."""
    most_disturbed: int
    more_looked_for: bool
    """Whether schedules that disturb so many people were looked for."""
    more_proved: bool
    """Whether it is proved that none of these, as good in what was promised, is worth more than the best of them."""
    only_cancel: ProposalView | None
    """What is left where nothing is repaired."""
    proposals: tuple[KeptProposal, ...]
    """Those worth a choice, fewest people disturbed first."""
    earlier: int = 0
    """How many of those that cannot stay could not before: by a change that is not published."""
    earlier_pairs: tuple[PairKey, ...] = ()
    """Which they are."""
    earlier_wishes: int = 0
    """How many wishes these have met as published."""
    in_the_way: tuple[ItemInTheWay, ...] = ()
    """Programme items for everyone at the time of meetings that cannot stay."""
    staying: tuple[StayingTalk, ...] = ()
    """Presentations at the time of a block that moves: they do not move along."""

    @property
    def touched(self) -> int:
        """How many published meetings cannot stay by these changes."""
        return len(self.cannot_stay) - self.earlier

    @property
    def lost_anyway(self) -> int:
        """How many of the meetings that cannot stay by these changes no proposal keeps."""
        return len(self._lost_anyway.difference(self.earlier_pairs))

    @property
    def earlier_lost_anyway(self) -> int:
        """How many of those that could not stay before no proposal keeps."""
        return len(self._lost_anyway.intersection(self.earlier_pairs))

    @property
    def _lost_anyway(self) -> frozenset[PairKey]:
        lost = [one.view.pairs_lost for one in self.proposals]
        return frozenset.intersection(*lost) if lost else frozenset()

    @property
    def wishes_lost(self) -> int:
        """How many wishes are lost by these changes where nothing is repaired."""
        before, after = (0, 0) if self.only_cancel is None else self.only_cancel.wishes
        undecided = 0 if self.only_cancel is None else self.only_cancel.undecided.wishes
        return max(before - after - undecided - self.earlier_wishes, 0)

    @property
    def of_before(self) -> tuple[LostPlacement, ...]:
        """The meetings that could not stay before."""
        return tuple(one for one in self.cannot_stay if one.pair in self.earlier_pairs)

    @property
    def of_these(self) -> tuple[LostPlacement, ...]:
        """The meetings that cannot stay by these changes."""
        return tuple(one for one in self.cannot_stay if one.pair not in self.earlier_pairs)

    @property
    def elsewhere(self) -> int:
        """How many meetings keep their time at another place, where nothing is repaired."""
        view = self.only_cancel
        changes = () if view is None else (*view.disturbed, *view.told)
        return len({one.pair for one in changes if one.happening is Happening.OTHER_PLACE})

    def proposal(self, kind: str) -> KeptProposal | None:
        """Return the proposal of a kind."""
        return next((one for one in self.proposals if one.kind == kind), None)


_FOUND = TypeAdapter(Found)


def keeps_everything(view: ProposalView) -> bool:
    """Tell whether a repair disturbs nobody and loses nothing: nobody looks for more then."""
    wishes = view.wishes[1] + view.undecided.wishes
    return not view.people_disturbed and view.meetings[1] >= view.meetings[0] and wishes >= view.wishes[0]


def choices(found: Sequence[tuple[RepairKind, RepairProposal]]) -> list[tuple[RepairKind, RepairProposal]]:
    """Return the proposals that are worth a choice, by their kinds, fewest people disturbed first."""
    kinds = {id(one): kind for kind, one in found}
    return [(kinds[id(one)], one) for one in worthwhile([one for _, one in found])]


def keep(
    trial: TriedChanges,
    found: Sequence[tuple[RepairKind, RepairProposal]],
    *,
    outcome: RepairOutcome,
    cannot_stay: tuple[LostPlacement, ...],
    most_disturbed: int,
    more: RepairProposal | None,
    announced: Mapping[RepairKind, Announced],
) -> dict[str, Any]:
    """Return what was found as a column keeps it; `more`: the one worth most of those that may disturb so many."""
    damage, strayed = trial.damage, trial.strayed
    fallen = {lost.pair for lost in cannot_stay}
    earlier = fallen.intersection(strayed)
    touched, moved = fallen - earlier, (damage.shifted.keys() - fallen).difference(strayed)
    released = {pair: damage.released.assignments[request_id(pair)] for pair in touched | moved}
    people = {agent for placed in released.values() for agent in placed.agents}
    kept = Found(
        outcome=outcome,
        cannot_stay=cannot_stay,
        talks=trial.talks,
        shifted=len(moved),
        people=len(people),
        draft_differs=damage.draft_differs,
        meetings=len(damage.released),
        most_disturbed=most_disturbed,
        more_looked_for=more is not None,
        more_proved=more is not None and more.proved,
        only_cancel=next((one for kind, one in found if kind is RepairKind.ONLY_CANCEL), None),
        proposals=tuple(
            KeptProposal(kind, one, announced.get(kind), _missed(trial, kind, one), dump_result(one.source.result))
            for kind, one in choices(found)
        ),
        earlier=len(earlier),
        earlier_pairs=tuple(sorted(earlier)),
        earlier_wishes=wishes_met(damage.task.facts, damage.task.found, map(request_id, earlier)),
        in_the_way=items_in_the_way(damage.task.facts, {row_number(released[pair].slot) for pair in touched}),
        staying=trial.staying,
    )
    document: dict[str, Any] = _FOUND.dump_python(kept, mode="json")
    return document


def _missed(trial: TriedChanges, kind: RepairKind, proposal: RepairProposal) -> tuple[MissedWish, ...]:
    source, known = proposal.source, trial.missed.get(kind)
    if known is None or known[0] is not source.result.schedule:
        released = trial.damage.released
        missed = missed_wishes(source, released, trial.languages, asked=trial.asked, worded=WORDED)
        trial.missed[kind] = known = source.result.schedule, missed
    return known[1]


def read_found(document: dict[str, Any]) -> Found:
    """Return what `keep` has kept."""
    return _FOUND.validate_python(document)


def source_of(damage: Damage, kept: KeptProposal) -> ProposalSource:
    """Return the source of a kept proposal, for the same damage."""
    return ProposalSource(damage.task, damage.start, load_result(kept.result))
