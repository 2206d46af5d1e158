"""The published schedule without some of its meetings, and with nothing else changed: no search, no choice."""

from collections.abc import Collection

from sqlmodel import Session

import solver
from matchmaker.alerts.planning.proposals import ProposalSource
from matchmaker.models import Event, PairKey
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task, unproved
from solver.validate import validate


def only_cancel(session: Session, event: Event, pairs: Collection[PairKey]) -> ProposalSource | None:
    """Return what is published without the meetings of `pairs`.

    None before there is a release, and if what is left contradicts the rows as they are now.
    """
    start = published_scenario(session, event)
    if start is None:
        return None
    before = read_schedule(session, start).assignments
    left = {name: placed for name, placed in before.items() if pair_key(name) not in pairs}
    task = make_task(session, event, allowing=map(pair_key, left))
    schedule = solver.Schedule(left)
    if validate(task.problem, schedule).violations:
        return None
    return ProposalSource(task, start, unproved(task, schedule))
