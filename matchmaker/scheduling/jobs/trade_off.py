"""A run that looks for the trade-off: its points are shown as they are found, and saved as scenarios together."""

from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.config import get_config
from matchmaker.base.db import open_session, transaction
from matchmaker.base.i18n import N_, N_plural, translate, translate_plural
from matchmaker.models import Event, RunState, Scenario, ScenarioKind, SolveRun, Strength, row_id
from matchmaker.scheduling.commands.runs import end_run, show_found
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.jobs.watch import RunWatch
from matchmaker.scheduling.planning.engine import Schedule
from matchmaker.scheduling.planning.results import read_schedule, read_start
from matchmaker.scheduling.planning.tasks import Task, make_task
from matchmaker.scheduling.planning.trade_off import TradeOffResult, trade_off

NOBODY = N_("Nobody disturbed")
AT_MOST = N_plural("At most %(num)d person disturbed", "At most %(num)d people disturbed")
AS_MANY = N_("As many people disturbed as it takes")
"""What the scenarios are called."""


def find_trade_off(run: SolveRun, *, url: str | None) -> None:
    """Find the points of a claimed run, show each at once, and save all as scenarios when the last one is found.

    A stop keeps those that are there by then.
    """
    found: list[TradeOffResult] = []
    with RunWatch(row_id(run), run.attempts, url) as watch:
        with open_session(read_only=True, url=url) as session:
            start = read_start(session, run.reference_id, run.mode, run.allowance)
            task = make_task(session, session.get_one(Event, run.event_id))
        if start is not None:
            workers = get_config().solve_workers
            for point in trade_off(task, start, run.time_limit, workers=workers, should_stop=watch.stop.is_set):
                found.append(point)
                with transaction(url) as session:
                    show_found(session, run, trade_off=[_line(point) for point in _in_order(found)])
        stopped = watch.stop.is_set()
    with transaction(url) as session:
        if end_run(session, run, state=RunState.STOPPED if stopped else RunState.DONE):
            known = _known(session, found[0].task) if found else {}
            points = [{**_line(point), "scenario": _saved(session, run, point, known)} for point in _in_order(found)]
            show_found(session, run, trade_off=points)


def _in_order(found: list[TradeOffResult]) -> list[TradeOffResult]:
    return sorted(found, key=lambda point: (point.most is None, point.most or 0))


def _line(point: TradeOffResult) -> dict[str, Any]:
    return {
        "most": point.most,
        "people": point.people,
        "wishes": point.wishes(),
        "must": point.wishes(Strength.MUST),
        "meetings": len(point.result.schedule.assignments),
        "proved": point.proved,
    }


def _known(session: Session, task: Task) -> dict[Any, int]:
    """Return the scenarios that a search may lead to: what it started from, and points of searches that asked the same.

    Keys are those of `_key` and of `_figures`.
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
            found[_key(read_schedule(session, session.get_one(Scenario, number)))] = number
            found[_figures(settings.get("found", {}))] = number
    return found | {_key(start.schedule): start.scenario_id}


def _saved(session: Session, run: SolveRun, point: TradeOffResult, known: dict[Any, int]) -> int:
    """Return the scenario of a point; one schedule is saved once, and one of several that are equally good."""
    key, figures = _key(point.result.schedule), _figures(_line(point))
    if key not in known and figures in known:
        return known[figures]
    if key not in known:
        start = {} if point.task.start is None else point.task.start.settings
        scenario = save_as(
            session,
            point.task,
            point.result,
            kind=ScenarioKind.SOLVED,
            name=_name(point.most, point.task.facts.event.language),
            settings=start | {"most": point.most, "time_limit": run.time_limit, "found": _line(point)},
            staff_id=run.created_by_id,
        )
        known[key] = row_id(scenario)
    return known[key]


def _key(schedule: Schedule) -> frozenset[Any]:
    return frozenset(schedule.assignments.values())


def _figures(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(name) for name in ("most", "people", "wishes", "must", "meetings"))


def _name(most: int | None, language: str) -> str:
    if most is None:
        return translate(language, AS_MANY)
    return translate_plural(language, *AT_MOST, most) if most else translate(language, NOBODY)
