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
"""In the settings of a draft that a repair has made: the pairs whose published meetings could not stay by
what the rows said then."""


@dataclass(frozen=True, slots=True)
class NeedlessChanges:
    """Published meetings that could not stay when a draft was repaired, and could stay now."""

    cancelled: frozenset[PairKey]
    """Those that the draft does not hold."""
    moved: frozenset[PairKey]
    """Those that it holds at another time."""
    left: int
    """How many others still cannot stay."""


def cannot_stay_now(session: Session, event: Event) -> frozenset[PairKey]:
    """Return the pairs whose published meetings cannot stay, by the rows as they are now; what somebody has declined
    can."""
    published = published_scenario(session, event)
    if published is None:
        return frozenset()
    released = read_schedule(session, published)
    task = make_task(session, event, allowing=map(pair_key, released.assignments))
    return frozenset(pair_key(lost.request) for lost in fallen(task.problem, released))


def needless_changes(session: Session, event: Event, draft: Scenario) -> NeedlessChanges | None:
    """Return what a repaired draft changes of the release without need; None if it has a need for all of it."""
    published = published_scenario(session, event)
    forced = {(low, high) for low, high in draft.settings.get(FORCED, ())}
    if published is None or not forced:
        return None
    released, drafted = (read_schedule(session, one).assignments for one in (published, draft))
    cancelled, moved = set[PairKey](), set[PairKey]()
    for pair in forced:
        was, now = released.get(request_id(pair)), drafted.get(request_id(pair))
        if was is not None and now is None:
            cancelled.add(pair)
        elif was is not None and now is not None and was.slot != now.slot:
            moved.add(pair)
    if not cancelled | moved:
        return None
    still = cannot_stay_now(session, event)
    if cancelled | moved <= still:
        return None
    return NeedlessChanges(frozenset(cancelled - still), frozenset(moved - still), len(forced & still))
