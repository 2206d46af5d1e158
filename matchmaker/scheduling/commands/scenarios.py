"""Save schedules as scenarios: what the solver found, and first come, first served to compare it with."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Event,
    GivenName,
    LimitWaiver,
    Meeting,
    NameKind,
    PairKey,
    Placement,
    PlacementPerson,
    Scenario,
    ScenarioKind,
    row_id,
)
from matchmaker.scheduling.planning.closeness import Start
from matchmaker.scheduling.planning.engine import Result, Schedule, Settings
from matchmaker.scheduling.planning.humans import read_humans
from matchmaker.scheduling.planning.problem import request_id
from matchmaker.scheduling.planning.results import placed_pairs, scenario_row, unmet_rows
from matchmaker.scheduling.planning.tasks import Task, first_come, make_task
from matchmaker.scheduling.planning.waivers import counting_waivers


def save_result(
    session: Session, task: Task, result: Result, *, settings: Settings, name: GivenName, staff_id: int | None
) -> Scenario:
    """Save the solver's result, and first come, first served on the same task to compare it with."""
    save_baseline(session, task.bare)
    start = {} if task.start is None else task.start.settings
    return save_as(
        session,
        task,
        result,
        kind=ScenarioKind.SOLVED,
        name=name,
        settings=asdict(settings) | start,
        staff_id=staff_id,
    )


def make_baseline(session: Session, event: Event) -> Scenario:
    """Save first come, first served on the event's present wishes as a scenario to compare with."""
    return save_baseline(session, make_task(session, event))


def save_baseline(session: Session, task: Task) -> Scenario:
    """Save first come, first served by tier, or return the one that is saved for the same task (idempotent)."""
    baselines = session.exec(
        select(Scenario).where(
            col(Scenario.event_id) == task.facts.event.id, col(Scenario.kind) == ScenarioKind.BASELINE
        )
    )
    for baseline in baselines:
        if baseline.settings.get("fingerprint") == task.fingerprint:
            return baseline
    name = GivenName(kind=NameKind.FIRST_COME)
    return save_as(session, task, first_come(task), kind=ScenarioKind.BASELINE, name=name, settings={}, staff_id=None)


def save_as(
    session: Session,
    task: Task,
    result: Result,
    *,
    kind: ScenarioKind,
    name: GivenName,
    settings: dict[str, Any],
    staff_id: int | None,
) -> Scenario:
    """Save a schedule as a scenario of some kind, with the locks of where it started and the waivers that count.

    Raises `InvalidResult` if it breaks a hard rule.
    """
    waivers = counting_waivers(session, row_id(task.facts.event))  # before a new draft takes the place of the old one
    scenario = scenario_row(task, result, kind=kind, name=name, settings=settings, staff_id=staff_id)
    session.add(scenario)
    session.flush()
    save_schedule(session, scenario, result.schedule)
    if task.start is not None and task.start.locked:
        _keep_locks(session, scenario, task.start)
    if waivers:
        _keep_waivers(session, scenario, waivers)
    session.add_all(unmet_rows(scenario, task, result))
    session.flush()
    return scenario


def _keep_locks(session: Session, scenario: Scenario, start: Start) -> None:
    """Lock again what is locked in the schedule that a run started from, where it still takes place."""
    placed = select(Placement, Meeting).join(Meeting, col(Meeting.id) == col(Placement.meeting_id))
    for placement, meeting in session.exec(placed.where(col(Placement.scenario_id) == row_id(scenario))):
        placement.locked = request_id(meeting.pair) in start.locked


def _keep_waivers(session: Session, scenario: Scenario, waivers: Collection[LimitWaiver]) -> None:
    """Waive limits again for meetings that still take place in the same slot with the same person."""
    placed = (
        select(Placement.meeting_id, Placement.slot_id, PlacementPerson.registration_id)
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(
            col(Placement.scenario_id) == row_id(scenario),
            col(Placement.meeting_id).in_({waiver.meeting_id for waiver in waivers}),
        )
    )
    there = set(session.exec(placed))
    session.add_all(
        LimitWaiver(**waiver.model_dump(exclude={"id", "scenario_id"}), scenario_id=row_id(scenario))
        for waiver in waivers
        if (waiver.meeting_id, waiver.slot_id, waiver.registration_id) in there
    )


def save_schedule(session: Session, scenario: Scenario, schedule: Schedule) -> None:
    """Save what `scenario` places; a pair that is placed for the first time gets its meeting.

    By bulk inserts: thousands of rows that the session need not know.
    """
    pairs = placed_pairs(schedule, read_humans(session, scenario.event_id))
    if not pairs:
        return
    meetings = _meetings(session, scenario.event_id, pairs)
    people = {row_id(meetings[pair]): placed.people for pair, placed in pairs.items()}
    placements = [
        {
            "scenario_id": row_id(scenario),
            "meeting_id": row_id(meetings[pair]),
            "slot_id": placed.slot_id,
            "place_id": placed.place_id,
            "locked": False,
        }
        for pair, placed in pairs.items()
    ]
    saved = session.execute(insert(Placement).returning(col(Placement.id), col(Placement.meeting_id)), placements).all()
    session.execute(
        insert(PlacementPerson),
        [
            {"placement_id": number, "registration_id": person}
            for number, meeting in saved
            for person in people[meeting]
        ],
    )


def _meetings(session: Session, event_id: int, pairs: Collection[PairKey]) -> dict[PairKey, Meeting]:
    """Return the meeting of each pair, made now for those that have none yet.

    The event's row is locked meanwhile, so that two scenarios saved at once agree on who makes a meeting.
    """
    lock_event(session, event_id)
    known = session.exec(select(Meeting).where(col(Meeting.event_id) == event_id, col(Meeting.ordinal) == 1))
    found = {meeting.pair: meeting for meeting in known}
    new = sorted(set(pairs) - set(found))
    made = {(low, high): Meeting(event_id=event_id, low_id=low, high_id=high) for low, high in new}
    session.add_all(made.values())
    session.flush()
    return found | made
