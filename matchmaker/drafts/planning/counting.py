"""A draft counted as it is now: until it is published, its row has the numbers of the schedule that it began with."""

from dataclasses import dataclass, replace

from sqlmodel import Session

import solver
from matchmaker.models import Event, Scenario, row_id
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.results import InvalidResult, read_schedule, scenario_row
from matchmaker.scheduling.planning.tasks import Task, make_task, unproved
from matchmaker.scheduling.queries.numbers import numbers_from_json
from matchmaker.scheduling.queries.scenarios import ScenarioLine


@dataclass(frozen=True, slots=True)
class Counted:
    """A draft with its numbers, and what they were counted from."""

    row: Scenario
    """Like the row of a scenario; of no session."""
    task: Task
    result: solver.Result

    def line(self, line: ScenarioLine) -> ScenarioLine:
        """Return the draft's line with these numbers: nothing is proved of them, and no search took any time."""
        return replace(line, numbers=numbers_from_json(self.row.numbers), status=self.row.status, seconds=0)


def count_now(session: Session, event: Event, draft: Scenario, *, explained: bool = True) -> Counted | None:
    """Return a draft as it is now, counted like every scenario; None while a meeting of it cannot take place.

    Where it need not be `explained`, nothing is said of why its wishes are not met, which takes seconds.
    """
    schedule = read_schedule(session, draft)
    task = make_task(session, event, allowing=map(pair_key, schedule.assignments))
    result = unproved(task, schedule, explained=explained)
    try:
        row = scenario_row(
            task, result, kind=draft.kind, name=draft.given_name, settings=draft.settings, staff_id=draft.created_by_id
        )
    except InvalidResult:
        return None
    return Counted(row, task, result)


def count_edited(session: Session, event: Event, line: ScenarioLine) -> Counted | None:
    """Return the numbers of a scenario whose own are old because it was edited by hand; None for any other."""
    draft = session.get_one(Scenario, line.id) if line.uncounted else None
    return (
        None if draft is None or draft.event_id != row_id(event) else count_now(session, event, draft, explained=False)
    )
