"""Proposals to repair an event's schedule after a disruption."""

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, replace

from sqlmodel import Session, col, select

import solver.repair
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.changes.planning.day import with_changes
from matchmaker.changes.planning.disruption import Disruption, disrupted
from matchmaker.changes.planning.proposals import Repairs, describe_all
from matchmaker.models import Event, Meeting, Placement, Scenario, row_id
from matchmaker.releases.queries.drafts import published_scenario, starting_point
from matchmaker.scheduling.planning.problem import pair_key, request_id
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import Task, make_task
from solver.repair import SECONDS, ProposalKind, Repair, holds, time_for

NOTHING_YET = N_("There is no schedule to repair yet.")
NOTHING = Disruption()
NAMES = {
    ProposalKind.ONLY_CANCEL: N_("Repair: only cancel"),
    ProposalKind.LEAST_DISTURBANCE: N_("Repair: fewest people disturbed"),
    ProposalKind.MORE_MET: N_("Repair: more wishes met"),
}
"""What a draft made from each kind of proposal is called."""
PAGE_SECONDS = SECONDS
"""Time for the repairs on a page whose reader waits."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A changed event that waits for its repair: all that a search needs, so that no transaction is open meanwhile."""

    task: Task
    start: Scenario
    before: solver.Schedule
    """What the repair starts from: the draft, or else what is published."""
    released: solver.Schedule
    """What people know, against which disturbance is counted."""

    @property
    def fingerprint(self) -> str:
        """The same for two that ask the same from the same schedule."""
        placed = (sorted(map(astuple, one.assignments.values())) for one in (self.before, self.released))
        return content_token(self.start.id, self.start.version, self.task.fingerprint, *placed)


def find_repairs(
    session: Session,
    event: Event,
    happened: Disruption = NOTHING,
    *,
    most_disturbed: int | None = None,
    seconds: float | None = None,
) -> Repairs:
    """Return up to three repairs of the event's draft, or else of its last release, for the rows as they are now.

    Raises `InvalidInput` as `read_damage` does.
    """
    return propose(read_damage(session, event, happened), most_disturbed=most_disturbed, seconds=seconds)


def read_damage(session: Session, event: Event, happened: Disruption = NOTHING) -> Damage:
    """Return what is to be repaired, for the rows as they are now.

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
    now = make_task(
        session,
        event,
        allowing=map(pair_key, (*before.assignments, *asked_for)),
        changed=lambda facts: with_changes(facts, happened.day),
    )
    problem = disrupted(now.problem, happened, requests, now.facts)
    locked = locked_requests(session, start) - {requests[uid] for uid in happened.uids}
    problem = holds(problem, solver.Schedule({name: before.assignments[name] for name in locked}))
    kept = {request.id for request in problem.requests}
    eligible = {key: pair for key, pair in now.found.eligible.items() if request_id(key) in kept}
    task = Task(now.facts, replace(now.found, eligible=eligible), problem, now.as_of)
    return Damage(task, start, before, before if published is None else read_schedule(session, published))


def propose(
    damage: Damage,
    *,
    most_disturbed: int | None = None,
    seconds: float | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_found: Callable[[Repairs], None] | None = None,
) -> Repairs:
    """Return up to three repairs; `on_found` gets what the change forces, and only to cancel, before the search."""
    task = damage.task

    def in_names(found: Repair) -> Repairs:
        return describe_all(task, damage.start, found, released=damage.released)

    found = solver.repair.repair(
        task.problem,
        damage.before,
        released=damage.released,
        settings=repair_settings(task) if seconds is None else solver.Settings(time_limit=seconds),
        most_disturbed=most_disturbed,
        should_stop=should_stop,
        on_found=None if on_found is None else lambda one: on_found(in_names(one)),
    )
    return in_names(found)


def repair_settings(task: Task) -> solver.Settings:
    """Return the settings under which all proposals for a task are found."""
    return solver.Settings(time_limit=time_for(task.problem))


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
