"""The published schedule without some of its meetings, and with nothing else changed: no search, no choice."""

from collections.abc import Collection

from sqlmodel import Session

import solver
from matchmaker.base.i18n import translate
from matchmaker.changes.planning.repairs import NAMES, carry_locks, published_scenario
from matchmaker.models import Event, PairKey, Scenario, ScenarioKind, row_id
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from solver.repair import ProposalKind
from solver.validate import validate


def only_cancel(session: Session, event: Event, pairs: Collection[PairKey]) -> Scenario | None:
    """Save what is published without the meetings of `pairs` as a scenario.

    None before there is a release, and if what is left contradicts the rows as they are now.
    """
    start = published_scenario(session, event)
    if start is None:
        return None
    before = read_schedule(session, start).assignments
    left = {name: placed for name, placed in before.items() if pair_key(name) not in pairs}
    task = make_task(session, event, allowing=map(pair_key, left))
    schedule = solver.Schedule(left)
    report = validate(task.problem, schedule)
    if report.violations:
        return None
    result = solver.Result(
        status=solver.Status.FEASIBLE,
        schedule=schedule,
        goals=tuple(solver.GoalResult(goal=goal, value=value, bound=None) for goal, value in report.scores.items()),
        reasons=solver.explain(task.problem, schedule, proved=False),
        seconds=0.0,
    )
    name = translate(event.language, NAMES[ProposalKind.ONLY_CANCEL])
    scenario = save_as(session, task, result, kind=ScenarioKind.DRAFT, name=name, settings={}, staff_id=None)
    scenario.parent_id = row_id(start)
    carry_locks(session, start, scenario)
    return scenario
