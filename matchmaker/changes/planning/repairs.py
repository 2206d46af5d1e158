"""Proposals to repair an event's schedule after a change, with names; the one that is chosen becomes the draft."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, time

from sqlmodel import Session, col, select

import solver
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_, translate
from matchmaker.changes.planning.changes import Happened, changed
from matchmaker.models import Event, Meeting, PairKey, Placement, Scenario, ScenarioKind, row_id
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.problem import pair_key, request_id, row_number
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import Task, make_task
from solver.repair import Change, Fallen, Proposal, ProposalKind, Repair, repair
from solver.repair.changes import holds
from solver.repair.plan import time_for

NOTHING_YET = N_("There is no schedule to repair yet.")
NOTHING = Happened()
NAMES = {
    ProposalKind.ONLY_CANCEL: N_("Repair: only cancel"),
    ProposalKind.LEAST_DISTURBANCE: N_("Repair: fewest people disturbed"),
    ProposalKind.MORE_MET: N_("Repair: more wishes met"),
}


@dataclass(frozen=True, slots=True)
class When:
    """When and where a meeting is."""

    slot_id: int
    day: date
    starts: time
    ends: time
    place: str
    """Code of the place."""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What happens to one meeting of one person."""

    registration_id: int
    pair: PairKey
    person: str
    organisation: str
    other: str
    """The organisation that the meeting is with."""
    happening: str
    """loses, gains, moves, other_place or other_person."""
    forced: bool
    """The change leaves no choice: it does not count as disturbance."""
    before: When | None
    after: When | None


@dataclass(frozen=True, slots=True)
class LostPlacement:
    """A meeting that cannot stay where it is."""

    organisations: tuple[str, str]
    people: tuple[str, ...]
    was: When
    cause: str
    """A `solver.repair.Cause` value."""


@dataclass(frozen=True, slots=True)
class RepairProposal:
    """One way to repair, in names and numbers; `adopt` makes it the draft."""

    kind: str
    """only_cancel, least_disturbance or more_met."""
    same_as: str | None
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
    source: "Source"

    @property
    def people_disturbed(self) -> int:
        return len({change.registration_id for change in self.disturbed})

    @property
    def moves_only(self) -> When | None:
        """When and where the one meeting is that it moves, if nothing else changes for anybody."""
        changes = (*self.disturbed, *self.told)
        moved = {change.after for change in changes if change.happening == "moves"}
        return moved.pop() if len(moved) == len({change.pair for change in changes}) == 1 else None


@dataclass(frozen=True, slots=True)
class Source:
    """What a proposal was made from, and its schedule: for `adopt`."""

    task: Task
    start: Scenario
    result: solver.Result


def proposals(
    session: Session,
    event: Event,
    happened: Happened = NOTHING,
    *,
    most_disturbed: int | None = None,
    seconds: float | None = None,
) -> list[RepairProposal]:
    """Return up to three repairs of the event's draft, or else of its last release, for the rows as they are now.

    What has `happened` comes beside what the rows say (withdrawals, absences, closed tables). A meeting that somebody
    has declined is not planned anew, unless this is about it; where it still stands, it may stay. Disturbance is
    counted against the last release. Raises `InvalidInput` before there is any schedule, and for unknown uids.
    """
    published, start = published_scenario(session, event), starting_point(session, event)
    if start is None:
        raise InvalidInput(NOTHING_YET)
    before = read_schedule(session, start)
    requests = _requests(session, event)
    asked_for = (requests[uid] for uid in happened.uids & requests.keys())
    now = make_task(session, event, allowing=map(pair_key, (*before.assignments, *asked_for)))
    problem = changed(now.problem, happened, requests)
    locked = _locked(session, start) - {requests[uid] for uid in happened.uids}
    problem = holds(problem, solver.Schedule({name: before.assignments[name] for name in locked}))
    kept = {request.id for request in problem.requests}
    eligible = {key: pair for key, pair in now.found.eligible.items() if request_id(key) in kept}
    task = Task(now.facts, replace(now.found, eligible=eligible), problem)
    released = before if published is None else read_schedule(session, published)
    found = repair(
        problem,
        before,
        released=released,
        settings=solver.Settings(time_limit=time_for(problem) if seconds is None else seconds),
        most_disturbed=most_disturbed,
    )
    words = _Words(task.facts)
    return [_told(words, task, start, found, proposal, released=released) for proposal in found.proposals]


def adopt(session: Session, event: Event, proposal: RepairProposal, *, staff_id: int | None = None) -> Scenario:
    """Save a proposal as the event's draft, with the locks of the schedule that it started from; nothing is sent.

    The publish page shows its difference; publishing refuses it if the rows have changed again by then.
    """
    source = proposal.source
    last = draft(session, event)
    scenario = save_as(
        session,
        source.task,
        source.result,
        kind=ScenarioKind.DRAFT,
        name=translate(event.language, NAMES[ProposalKind(proposal.kind)]),
        settings=asdict(solver.Settings(time_limit=time_for(source.task.problem))),
        staff_id=staff_id,
    )
    scenario.parent_id = row_id(source.start)
    scenario.version = 1 if last is None else last.version + 1
    carry_locks(session, source.start, scenario)
    return scenario


def carry_locks(session: Session, start: Scenario, scenario: Scenario) -> None:
    """Lock in `scenario` the meetings that are locked in the schedule that it goes on from."""
    locked = _locked(session, start)
    for placement, name in _placements(session, scenario):
        placement.locked = name in locked
    session.flush()


def published_scenario(session: Session, event: Event) -> Scenario | None:
    """Return the scenario behind the last release."""
    release = last_release(session, row_id(event))
    return None if release is None else session.get_one(Scenario, release.scenario_id)


def starting_point(session: Session, event: Event) -> Scenario | None:
    """Return what a repair starts from: the draft, else what is published; None before there is any schedule."""
    return draft(session, event) or published_scenario(session, event)


def draft(session: Session, event: Event) -> Scenario | None:
    """Return the event's draft: the last one that was made after what is published, and since."""
    last = last_release(session, row_id(event))
    statement = select(Scenario).where(
        col(Scenario.event_id) == row_id(event), col(Scenario.kind) == ScenarioKind.DRAFT
    )
    if last is not None:
        statement = statement.where(col(Scenario.id) > last.scenario_id, col(Scenario.created_at) >= last.published_at)
    return session.exec(statement.order_by(col(Scenario.id).desc()).limit(1)).first()


def _requests(session: Session, event: Event) -> dict[str, str]:
    """The solver's ids of the pairs behind meetings, by the uid of the meeting."""
    return {
        meeting.uid: request_id(meeting.pair)
        for meeting in session.exec(select(Meeting).where(col(Meeting.event_id) == row_id(event)))
    }


def _placements(session: Session, scenario: Scenario) -> Iterator[tuple[Placement, str]]:
    """Placements with the solver's ids of their pairs."""
    for placement, meeting in session.exec(
        select(Placement, Meeting)
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .where(col(Placement.scenario_id) == row_id(scenario))
    ):
        yield placement, request_id(meeting.pair)


def _locked(session: Session, scenario: Scenario) -> frozenset[str]:
    return frozenset(name for placement, name in _placements(session, scenario) if placement.locked)


class _Words:
    """Rows behind the solver's ids."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def person(self, agent: str) -> str:
        return self._facts.persons[row_number(agent)].name

    def when(self, placed: solver.Assignment) -> When:
        slot_id = row_number(placed.slot)
        slot, place = self._facts.slots[slot_id], self._facts.places[row_number(placed.place)]
        return When(slot_id, slot.day, slot.starts, slot.ends, place.code)

    def change(self, change: Change) -> PersonChange:
        registration_id = row_number(change.agent)
        own = self._facts.registrations[registration_id].delegation_id
        low, high = pair_key(change.request)
        return PersonChange(
            registration_id=registration_id,
            pair=(low, high),
            person=self.person(change.agent),
            organisation=self._facts.name(own),
            other=self._facts.name(high if own == low else low),
            happening=change.happening.value,
            forced=change.forced,
            before=None if change.before is None else self.when(change.before),
            after=None if change.after is None else self.when(change.after),
        )

    def lost(self, fallen: Fallen) -> LostPlacement:
        low, high = pair_key(fallen.request)
        return LostPlacement(
            organisations=(self._facts.name(low), self._facts.name(high)),
            people=tuple(map(self.person, fallen.people)),
            was=self.when(fallen.was),
            cause=fallen.cause.value,
        )


def _wishes_met(facts: Facts, schedule: solver.Schedule) -> int:
    """Count the wishes that a schedule meets; unlike the solver, also those that the change makes impossible."""
    low_high = ((min(wish.from_id, wish.to_id), max(wish.from_id, wish.to_id)) for wish in facts.wishes)
    return sum(request_id(key) in schedule.assignments for key in low_high)


def _told(
    words: _Words, task: Task, start: Scenario, found: Repair, proposal: Proposal, *, released: solver.Schedule
) -> RepairProposal:
    same, before, after = found.same_as(proposal), proposal.before, proposal.after
    result = solver.Result(
        status=solver.Status.FEASIBLE,
        schedule=proposal.schedule,
        goals=proposal.goals,
        reasons=solver.explain(task.problem, proposal.schedule, proved=False),
        seconds=found.seconds,
    )
    people = set(proposal.disturbed)
    return RepairProposal(
        kind=proposal.kind.value,
        same_as=None if same is None else same.value,
        proved=proposal.proved,
        disturbed_bound=proposal.disturbed_bound,
        disturbed=tuple(words.change(change) for change in proposal.changes if change.agent in people),
        told=tuple(words.change(change) for change in proposal.changes if change.agent not in people),
        cannot_stay=tuple(map(words.lost, found.fallen)),
        meetings=(before.meetings, after.meetings),
        wishes=(_wishes_met(task.facts, released), _wishes_met(task.facts, proposal.schedule)),
        value=(before.value, after.value),
        guarantees_missing=(before.shortfall, after.shortfall),
        source=Source(task, start, result),
    )
