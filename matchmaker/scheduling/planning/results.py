"""A solver's schedule becomes a scenario: its meetings, placements, and the requests it leaves out."""

from sqlmodel import Session, col, select

import solver
from matchmaker.events.commands import lock_event
from matchmaker.models import Meeting, PairKey, Placement, PlacementPerson, Registration, Scenario, UnmetRequest, row_id
from matchmaker.scheduling.planning.problem import pair_key, row_number


def save_schedule(
    session: Session,
    scenario: Scenario,
    problem: solver.Problem,
    schedule: solver.Schedule,
    reasons: tuple[solver.Reason, ...],
) -> None:
    """Save what `scenario` places and leaves out; a pair that is placed for the first time gets its meeting."""
    values = {request.id: request.value for request in problem.requests}
    assignments = {pair_key(request): placed for request, placed in schedule.assignments.items()}
    meetings = _meetings(session, scenario.event_id, set(assignments))
    placements = {
        key: Placement(
            scenario_id=row_id(scenario),
            meeting_id=row_id(meetings[key]),
            slot_id=row_number(placed.slot),
            place_id=row_number(placed.place),
        )
        for key, placed in sorted(assignments.items())
    }
    session.add_all(placements.values())
    session.flush()
    session.add_all(
        PlacementPerson(placement_id=row_id(placement), registration_id=row_number(agent))
        for key, placement in placements.items()
        for agent in assignments[key].agents
    )
    for reason in reasons:
        low, high = pair_key(reason.request)
        session.add(
            UnmetRequest(
                scenario_id=row_id(scenario),
                low_id=low,
                high_id=high,
                value=values[reason.request],
                code=reason.code.value,
                witness=reason.witness,
            )
        )
    session.flush()


def _meetings(session: Session, event_id: int, keys: set[PairKey]) -> dict[PairKey, Meeting]:
    """Return the meeting of each pair, made now for those that have none yet.

    The event's row is locked meanwhile, so that two scenarios saved at once agree on who makes a meeting.
    """
    lock_event(session, event_id)
    known = session.exec(select(Meeting).where(col(Meeting.event_id) == event_id, col(Meeting.ordinal) == 1))
    found = {meeting.pair: meeting for meeting in known}
    made = {key: Meeting(event_id=event_id, low_id=key[0], high_id=key[1]) for key in sorted(keys - set(found))}
    session.add_all(made.values())
    session.flush()
    return found | made


def read_schedule(session: Session, scenario: Scenario) -> solver.Schedule:
    """Return the schedule that a scenario holds, in the solver's terms."""
    placed: dict[PairKey, tuple[Placement, dict[int, int]]] = {}
    for placement, meeting, registration in session.exec(
        select(Placement, Meeting, Registration)
        .join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .join(Registration, col(Registration.id) == col(PlacementPerson.registration_id))
        .where(col(Placement.scenario_id) == row_id(scenario))
        .order_by(col(Placement.id), col(Registration.id))
    ):
        key = meeting.pair
        placed.setdefault(key, (placement, {}))[1][registration.delegation_id] = row_id(registration)
    return solver.Schedule(
        {
            f"q{low}-{high}": solver.Assignment(
                request=f"q{low}-{high}",
                slot=f"s{placement.slot_id}",
                place=f"p{placement.place_id}",
                agents=(f"r{people[low]}", f"r{people[high]}"),
            )
            for (low, high), (placement, people) in placed.items()
        }
    )
