"""Points of the trade-off as scenarios: each is saved once; a new search replaces those that nobody uses."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, SQLModel, col, select

from matchmaker.events.commands import lock_event
from matchmaker.models import (
    GivenName,
    LimitWaiver,
    NameKind,
    Placement,
    PlacementPerson,
    Scenario,
    ScenarioKind,
    SolveMode,
    SolveRun,
    Strength,
    UnmetRequest,
    row_id,
)
from matchmaker.scheduling.commands.scenarios import save_as, save_baseline
from matchmaker.scheduling.planning.engine import Schedule
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import Task
from matchmaker.scheduling.planning.trade_off import TradeOffResult

_PARTS = (LimitWaiver, Placement, UnmetRequest)
"""What belongs to a scenario; rows of every other table that refer to one use it."""


def save_points(session: Session, run: SolveRun, found: Sequence[TradeOffResult]) -> list[dict[str, Any]]:
    """Save the points of a search as scenarios, and return the line of each with the id of its scenario.

    First come, first served on the same wishes and rules is saved with them, to compare them with.

    A point that is saved already, or one as good as it, is not saved again.
    """
    lock_event(session, run.event_id)
    if found:
        save_baseline(session, found[0].task.bare)
    known = _known_scenarios(session, found[0].task) if found else {}
    return [{**point_line(point), "scenario": _scenario_of(session, run, point, known)} for point in found]


def remove_unused_points(session: Session, run: SolveRun, points: Collection[Mapping[str, Any]]) -> None:
    """Remove the scenarios that earlier searches of the event have saved and that are none of `points`.

    What somebody uses stays: a draft, a release, a run or a repair refers to it, or it was given a name or a note.
    Scenarios of the solver are not locked, so that nothing else can have become of them. Without `points` nothing is
    removed.
    """
    searches = select(SolveRun.trade_off).where(
        col(SolveRun.event_id) == run.event_id,
        col(SolveRun.mode) == SolveMode.TRADE_OFF,
        col(SolveRun.id) < row_id(run),
    )
    saved = {point.get("scenario") for lines in session.exec(searches) for point in lines}
    earlier = saved - {None, *(point["scenario"] for point in points)}
    if not points or not earlier:
        return
    lock_event(session, run.event_id)
    unused = session.exec(
        select(Scenario.id).where(
            col(Scenario.id).in_(earlier),
            col(Scenario.event_id) == run.event_id,
            col(Scenario.kind) == ScenarioKind.SOLVED,
            col(Scenario.described_at).is_(None),
            *_not_used(),
        )
    ).all()
    placed = select(Placement.id).where(col(Placement.scenario_id).in_(unused))
    session.execute(delete(PlacementPerson).where(col(PlacementPerson.placement_id).in_(placed)))
    for part in _PARTS:
        session.execute(delete(part).where(col(part.scenario_id).in_(unused)))
    session.execute(delete(Scenario).where(col(Scenario.id).in_(unused)))


def _not_used() -> list[ColumnElement[bool]]:
    """Return that no row refers to the scenario, whatever its table, but what belongs to it."""
    parts = {part.__tablename__ for part in _PARTS}
    return [
        col(Scenario.id).not_in(select(column).where(column.is_not(None)))
        for table in SQLModel.metadata.sorted_tables
        if table.name not in parts
        for column in table.columns
        if any(key.column is SQLModel.metadata.tables["scenario"].columns.id for key in column.foreign_keys)
    ]


def point_line(point: TradeOffResult) -> dict[str, Any]:
    """Return the numbers of a point as `SolveRun.trade_off` keeps them."""
    return {
        "most": point.most,
        "people": point.people,
        "wishes": point.wishes(),
        "must": point.wishes(Strength.MUST),
        "meetings": len(point.result.schedule.assignments),
        "proved": point.proved,
        "worth": point.worth,
        "missing": point.missing,
    }


def _known_scenarios(session: Session, task: Task) -> dict[Any, int]:
    """Return the scenarios that a search may lead to: what it started from, and points of searches that asked the same.

    Keys are those of `_schedule_key` and of `_figures_key`.
    """
    start = task.start
    if start is None:
        return {}
    asked = {"fingerprint": task.fingerprint, "reference": start.scenario_id}
    saved = session.exec(
        select(Scenario.id, Scenario.settings)
        .where(col(Scenario.event_id) == task.facts.event.id, col(Scenario.kind) == ScenarioKind.SOLVED)
        .order_by(col(Scenario.id).desc())
    )
    found: dict[Any, int] = {}
    for number, settings in saved:
        if number is not None and "most" in settings and asked.items() <= settings.items():
            found[_schedule_key(read_schedule(session, session.get_one(Scenario, number)))] = number
            found[_figures_key(settings.get("found", {}))] = number
    return found | {_schedule_key(start.schedule): start.scenario_id}


def _scenario_of(session: Session, run: SolveRun, point: TradeOffResult, known: dict[Any, int]) -> int:
    """Return the scenario of a point; one schedule is saved once, and one of several that are equally good."""
    key, figures = _schedule_key(point.result.schedule), _figures_key(point_line(point))
    if key not in known and figures in known:
        return known[figures]
    if key not in known:
        start = {} if point.task.start is None else point.task.start.settings
        scenario = save_as(
            session,
            point.task,
            point.result,
            kind=ScenarioKind.SOLVED,
            name=_scenario_name(point.most),
            settings=start | {"most": point.most, "time_limit": run.time_limit, "found": point_line(point)},
            staff_id=run.created_by_id,
        )
        known[key] = row_id(scenario)
    return known[key]


def _schedule_key(schedule: Schedule) -> frozenset[Any]:
    return frozenset(schedule.assignments.values())


def _figures_key(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(name) for name in ("most", "people", "wishes", "must", "meetings"))


def _scenario_name(most: int | None) -> GivenName:
    if most is None:
        return GivenName(kind=NameKind.AS_MANY)
    return GivenName(kind=NameKind.AT_MOST, number=most) if most else GivenName(kind=NameKind.NOBODY)
