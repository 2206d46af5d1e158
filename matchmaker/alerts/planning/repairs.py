"""Proposals to repair an event's schedule after a disruption."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from sqlmodel import Session, col, select

import solver.repair
from matchmaker.alerts.planning.describing import Reasons, describe_all
from matchmaker.alerts.planning.disruption import Disruption, disrupted
from matchmaker.alerts.planning.proposals import MeetingTime, Repairs
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.models import Event, Meeting, NameKind, PairKey, Placement, Scenario, row_id
from matchmaker.releases.queries.drafts import current_draft, published_scenario
from matchmaker.releases.queries.published import standing_times
from matchmaker.releases.queries.spots import place_of
from matchmaker.releases.queries.standing import is_shifted
from matchmaker.scheduling.planning.exchanges import Instead, exchanged, with_exchanges
from matchmaker.scheduling.planning.problem import pair_key, request_id, row_number
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import Task, make_task
from solver.repair import ProposalKind, Repair, cancels, holds, patient, time_for

NOTHING_YET = N_("There is no schedule to repair yet.")
NOTHING = Disruption()
NAMES = {
    ProposalKind.ONLY_CANCEL: NameKind.ONLY_CANCEL,
    ProposalKind.LEAST_DISTURBANCE: NameKind.LEAST_DISTURBANCE,
    ProposalKind.MORE_MET: NameKind.MORE_MET,
    ProposalKind.OTHER_TIMES: NameKind.OTHER_TIMES,
}
"""What a draft made from each kind of proposal is called."""
_FIELDS = attrgetter(*(one.name for one in fields(solver.Assignment)))


@dataclass(frozen=True, slots=True)
class Damage:
    """A changed event that waits for its repair: all that a search needs, so that no transaction is open meanwhile."""

    task: Task
    start: Scenario
    before: solver.Schedule
    """What the repair starts from: the draft, or else what is published."""
    released: solver.Schedule
    """What people know, against which disturbance is counted."""
    known: Mapping[PairKey, MeetingTime] = field(default_factory=dict)
    """When and where people know that pairs meet: slots may have moved since."""
    published: solver.Schedule = field(default_factory=solver.Schedule)
    """What is published, as it was: nobody in it is exchanged."""
    draft: Scenario | None = None
    """The event's draft."""
    exchanges: tuple[Instead, ...] = ()
    """Who comes along in the place of somebody who cannot any more; `before` and `released` have them already."""
    draft_differs: int = 0
    """In how many meetings the draft is not what is published."""
    promised: solver.Problem | None = None
    """What the guarantees are counted in, where that is more than the task may place."""

    @property
    def fingerprint(self) -> str:
        """The same for two that ask the same from the same schedule."""
        placed = (sorted(map(_FIELDS, one.assignments.values())) for one in (self.before, self.released))
        draft = (None, None) if self.draft is None else (self.draft.id, self.draft.version)
        return content_token(self.start.id, self.start.version, *draft, self.task.fingerprint, *placed)

    @property
    def shifted(self) -> Mapping[PairKey, solver.Assignment]:
        """The published meetings whose slot is at another time than people know."""
        slots = self.task.facts.slots
        found = {}
        for name, placed in self.released.assignments.items():
            known, slot = self.known.get(pair_key(name)), slots.get(row_number(placed.slot))
            if known is not None and slot is not None and is_shifted((known.day, known.starts), slot):
                found[pair_key(name)] = placed
        return found


def find_repairs(
    session: Session,
    event: Event,
    happened: Disruption = NOTHING,
    *,
    most_disturbed: int | None = None,
    work: float | None = None,
) -> Repairs:
    """Return up to three repairs of the event's draft, or else of its last release, for the rows as they are now.

    `work` as in `propose`. Raises `InvalidInput` as `read_damage` does.
    """
    return propose(read_damage(session, event, happened), most_disturbed=most_disturbed, work=work)


def read_damage(
    session: Session, event: Event, happened: Disruption = NOTHING, *, from_draft: bool = True, keep_draft: bool = False
) -> Damage:
    """Return what is to be repaired, for the rows as they are now: the draft, or else, or first, what is published.

    What has `happened` comes beside what the rows say (withdrawals, absences, closed tables). A meeting that somebody
    has declined is not planned anew, unless this is about it; where it still stands, it may stay. Disturbance is
    counted against the last release. Raises `InvalidInput` before there is any schedule, and for unknown uids.
    """
    published, draft = published_scenario(session, event), current_draft(session, event)
    start = (draft or published) if from_draft else (published or draft)
    if start is None:
        raise InvalidInput(NOTHING_YET)
    before = read_schedule(session, start)
    released = before if published is None or published is start else read_schedule(session, published)
    drafted = released if draft is None else before if draft is start else read_schedule(session, draft)
    requests = _requests(session, event)
    asked_for = (requests[uid] for uid in happened.uids & requests.keys())
    now = make_task(
        session,
        event,
        allowing=map(pair_key, (*before.assignments, *asked_for)),
    )
    problem = disrupted(now.problem, happened, requests, now.facts)
    told = released
    before, _ = exchanged(problem, before)
    released, _ = exchanged(problem, told)
    promised = None
    locked = locked_requests(session, start) - {requests[uid] for uid in happened.uids}
    if keep_draft and start is draft:
        mine = {name for name, placed in before.assignments.items() if released.assignments.get(name) != placed}
        locked |= mine - {requests[uid] for uid in happened.uids}
        removed = released.assignments.keys() - before.assignments.keys()
        for name in removed & {request.id for request in problem.requests}:
            # what the draft has taken out stays out, and is missed all the same where it was promised
            promised = promised or problem
            problem = cancels(problem, name)
    problem = holds(problem, solver.Schedule({name: before.assignments[name] for name in locked}))
    # beside what is held now: so it counts whoever compares the repair with the release later
    released, exchanges = exchanged(problem, told)
    kept = {request.id for request in problem.requests}
    eligible = {key: pair for key, pair in now.found.eligible.items() if request_id(key) in kept}
    task = Task(now.facts, replace(now.found, eligible=eligible), problem, now.as_of)
    return Damage(
        task,
        start,
        before,
        released,
        known=_known(session, event),
        published=told,
        draft=draft,
        exchanges=exchanges,
        draft_differs=sum(
            drafted.assignments.get(name) != told.assignments.get(name)
            for name in drafted.assignments.keys() | told.assignments.keys()
        ),
        promised=promised,
    )


def _known(session: Session, event: Event) -> dict[PairKey, MeetingTime]:
    return {
        pair: MeetingTime(0, day, starts, ends, place_of(details))
        for pair, day, starts, ends, details in standing_times(session, row_id(event))
    }


def propose(
    damage: Damage,
    *,
    most_disturbed: int | None = None,
    work: float | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_found: Callable[[Repairs], None] | None = None,
    start: solver.Schedule | None = None,
) -> Repairs:
    """Return up to three repairs; `on_found` gets what the change forces, and only to cancel, before the search.

    `work` is how much is searched, in seconds of a processor as the solver counts its steps (by default what the
    problem needs): the same again finds the same repairs. From a `start`, one of these, only more met is looked for.
    """
    task, why = damage.task, Reasons()
    work = work or work_for(task)

    def in_names(found: Repair) -> Repairs:
        found = with_exchanges(found, damage.exchanges)
        named = describe_all(task, damage.start, found, released=damage.released, known=damage.known, why=why)
        return named if damage.promised is None else _with_promises(named, damage.promised, damage.released)

    found = solver.repair.repair(
        task.problem,
        damage.before,
        released=damage.released,
        settings=patient(work),
        work=work,
        most_disturbed=most_disturbed,
        should_stop=should_stop,
        start=start,
        other_times=start is None,
        on_found=None if on_found is None else lambda one: on_found(in_names(one)),
    )
    return in_names(found)


def _with_promises(found: Repairs, promised: solver.Problem, released: solver.Schedule) -> Repairs:
    before = solver.repair.shortfall(promised, released)
    return replace(
        found,
        proposals=[
            replace(one, guarantees_missing=(before, solver.repair.shortfall(promised, one.source.result.schedule)))
            for one in found.proposals
        ],
    )


def work_for(task: Task) -> float:
    """Return how much work is enough for all proposals, in seconds of a processor."""
    return time_for(task.problem)


def repair_settings(task: Task) -> solver.Settings:
    """Return the settings under which all proposals for a task are found."""
    return patient(work_for(task))


def _requests(session: Session, event: Event) -> dict[str, str]:
    """The solver's ids of the pairs behind meetings, by the uid of the meeting."""
    return {
        meeting.uid: request_id(meeting.pair)
        for meeting in session.exec(select(Meeting).where(col(Meeting.event_id) == row_id(event)))
    }


def placed_requests(session: Session, scenario: Scenario) -> Iterator[tuple[Placement, str]]:
    """Yield the placements of a scenario with the solver's ids of their pairs."""
    for placement, meeting in session.exec(
        select(Placement, Meeting)
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .where(col(Placement.scenario_id) == row_id(scenario))
    ):
        yield placement, request_id(meeting.pair)


def locked_requests(session: Session, scenario: Scenario) -> frozenset[str]:
    """Return the solver's ids of the pairs whose meetings are locked in a scenario."""
    return frozenset(name for placement, name in placed_requests(session, scenario) if placement.locked)
