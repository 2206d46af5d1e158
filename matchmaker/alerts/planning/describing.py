"""A repair of the solver put into names and numbers."""

from collections.abc import Mapping
from dataclasses import replace

import solver
from matchmaker.alerts.planning.proposals import (
    LostPlacement,
    MeetingTime,
    PersonChange,
    ProposalKind,
    ProposalSource,
    RepairProposal,
    Repairs,
    Undecided,
)
from matchmaker.models import PairKey, Scenario
from matchmaker.scheduling.planning.away import away_from
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.numbers import wishes_kept, wishes_met
from matchmaker.scheduling.planning.places import place_in_words
from matchmaker.scheduling.planning.problem import pair_key, row_number
from matchmaker.scheduling.planning.tasks import Task
from solver.repair import Change, Fallen, Proposal, Repair


class _Names:
    """Rows behind the solver's ids; `known`: when and where people know that pairs meet."""

    def __init__(self, facts: Facts, known: Mapping[PairKey, MeetingTime]) -> None:
        self._facts, self._known, self._away = facts, known, away_from(facts)

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
            away=self._away(self._as_whom(fallen), row_number(fallen.was.slot)),
        )

    def undecided(self, task: Task, schedule: solver.Schedule) -> Undecided:
        """Return what a schedule holds although somebody cannot come to it, or a rule is against it."""
        held = {pair_key(name) for name in schedule.assignments}
        pairs = sorted(held & task.found.undecided & task.found.eligible.keys())
        names = {
            self._facts.persons[one.registration_id].name: None
            for pair in pairs
            for one in self._facts.declines.get(pair, ())
        }
        wishes = sum(wish is not None for pair in pairs for wish in task.found.eligible[pair].wishes)
        return Undecided(tuple(names), len(pairs), wishes)

    def _as_whom(self, fallen: Fallen) -> tuple[int, ...]:
        """Return the registrations as which people were to go."""
        agents = fallen.people
        return self._facts.humans.people(agents, pair_key(fallen.request)) if len(agents) > 1 else ()


Known = Mapping[PairKey, MeetingTime]
"""When and where people know that pairs meet."""
Reasons = dict[ProposalKind, tuple[solver.Reason, ...]]
"""Why requests are left out, by the proposal that does so: kept by the caller, as it takes long to say."""


def _describe(
    source: ProposalSource, found: Repair, proposal: Proposal, names: _Names, known: Repairs
) -> RepairProposal:
    task = source.task
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
        cannot_stay=known.cannot_stay,
        meetings=(before.meetings, after.meetings),
        wishes=(
            wishes_met(task.facts, task.found, known.released.assignments),
            wishes_kept(task.found, proposal.schedule.assignments),
        ),
        value=(before.value, after.value),
        guarantees_missing=(before.shortfall, after.shortfall),
        source=source,
        undecided=names.undecided(task, proposal.schedule),
    )


def describe_all(
    task: Task, start: Scenario, found: Repair, *, released: solver.Schedule, known: Known, why: Reasons
) -> Repairs:
    """Return all that a search has found, in names and numbers; `released` and `known` are what people know so far."""
    names = _Names(task.facts, known)
    repairs = Repairs(
        found.outcome, [], found.most_disturbed, tuple(map(names.lost, found.fallen)), found.worth_at_most, released
    )
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
        proposals.append(_describe(source, found, one, names, repairs))
    return replace(repairs, proposals=proposals)
