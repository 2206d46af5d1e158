"""What a repaired draft changes of the release although nothing asks for it any more: its cause has been undone."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.models import Event, PairKey, Scenario
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.scheduling.planning.problem import pair_key, request_id
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from solver.repair import fallen

FORCED = "cannot_stay"
"""In the settings of a draft that a repair has made: the pairs whose published meetings could not stay."""


@dataclass(frozen=True, slots=True)
class NeedlessChanges:
    """Published meetings that could not stay when a draft was repaired, and could stay now."""

    cancelled: frozenset[PairKey]
    """Those that the draft does not hold."""
    moved: frozenset[PairKey]
    """Those that it holds at another time."""
    left: int
    """How many others still cannot stay."""


def needless_changes(session: Session, event: Event, draft: Scenario) -> NeedlessChanges | None:
    """Return what a repaired draft changes of the release without need; None if it has a need for all of it."""
    published = published_scenario(session, event)
    forced = {(low, high) for low, high in draft.settings.get(FORCED, ())}
    if published is None or not forced:
        return None
    people_know = read_schedule(session, published)
    released = people_know.assignments
    drafted = read_schedule(session, draft).assignments
    known = [pair for pair in forced if request_id(pair) in released]
    changed = [
        pair
        for pair in known
        if (now := drafted.get(request_id(pair))) is None or now.slot != released[request_id(pair)].slot
    ]
    if not changed:
        return None
    task = make_task(session, event, allowing=map(pair_key, released))
    still = {pair_key(lost.request) for lost in fallen(task.problem, people_know)}
    free = frozenset(changed) - still
    if not free:
        return None
    cancelled = frozenset(pair for pair in free if request_id(pair) not in drafted)
    return NeedlessChanges(cancelled, free - cancelled, len(forced & still))
