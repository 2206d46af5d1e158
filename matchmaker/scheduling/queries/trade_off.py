"""The last trade-off of an event: how many wishes can be met for how many people disturbed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.models import Event, Release, RunState, Scenario, SolveMode, SolveRun, row_id, unloaded
from matchmaker.scheduling.planning.trade_off import STEPS
from matchmaker.scheduling.queries.numbers import numbers_from_json
from matchmaker.scheduling.queries.runs import last_run

LIGHT = (unloaded(Scenario.problem), unloaded(Scenario.unmet_wishes))


@dataclass(frozen=True, slots=True)
class TradeOffPoint:
    """What can be had for at most so many people disturbed."""

    most: int | None
    """None: as many as it takes."""
    people: int
    """How many it disturbs."""
    wishes: int
    must: int
    """Wishes of strength "must" among them."""
    meetings: int
    proved: bool
    """Nothing that disturbs no more people is worth more."""
    worth: int = 0
    """What the wishes that it meets are worth to the solver; 0 in searches of before it was kept."""
    missing: int = 0
    """Guaranteed meetings that are missing; they count before the worth."""
    scenario: int | None = None
    """None until the search has ended."""
    no_more: bool = False
    """Whether so many people were allowed, and none of them brought anything: the point before holds."""

    @property
    def place(self) -> int:
        """Where it stands on the axis of people disturbed."""
        return (self.most or 0) if self.no_more else self.people


@dataclass(frozen=True, slots=True)
class TradeOff:
    """The points of one search, those that disturb fewest first."""

    run_id: int
    state: RunState
    stop_requested: bool
    reference_id: int | None
    """The scenario against which people are counted."""
    release: int | None
    """The number of the release that it was then; None if it was none."""
    published: int | None
    """Wishes that this scenario meets; None if there is none."""
    fingerprint: str
    """Of what was asked (`Task.fingerprint`); empty if no point of the search tells."""
    created_at: datetime
    points: tuple[TradeOffPoint, ...]
    steps: int = len(STEPS) + 1
    """How many points there are at most."""

    @property
    def active(self) -> bool:
        return self.state.active

    @property
    def ended_early(self) -> bool:
        """Whether all steps were tried and "as many as it takes" has brought nothing more than a point before."""
        return self.state is RunState.DONE and bool(self.points) and all(one.most is not None for one in self.points)

    @property
    def first(self) -> TradeOffPoint:
        return self.points[0]

    @property
    def best(self) -> TradeOffPoint:
        """The point with the most wishes met; of several the one that disturbs fewest."""
        return max(self.points, key=lambda point: (point.wishes, -point.people))


def last_trade_off(session: Session, event: Event) -> TradeOff | None:
    """Return the event's last search for the trade-off; None if there was none."""
    run = last_run(session, event, SolveMode.TRADE_OFF)
    if run is None:
        return None
    reference = None if run.reference_id is None else session.get(Scenario, run.reference_id, options=LIGHT)
    points = sorted((TradeOffPoint(**point) for point in run.trade_off), key=lambda point: (point.people, point.wishes))
    return TradeOff(
        run_id=row_id(run),
        state=run.state,
        stop_requested=run.stop_requested,
        reference_id=run.reference_id,
        release=_release_then(session, run),
        published=None if reference is None else numbers_from_json(reference.numbers).wishes.met,
        fingerprint=_fingerprint(session, run),
        created_at=run.created_at,
        points=_with_idle_steps(tuple(without_worse(points)), ended=run.state is RunState.DONE),
    )


def _release_then(session: Session, run: SolveRun) -> int | None:
    """Return the number under which the reference of a search was last published when it was asked for, else first."""
    numbers = session.exec(
        select(Release.number, Release.published_at)
        .where(Release.scenario_id == run.reference_id)
        .order_by(col(Release.number))
    ).all()
    then = [number for number, at in numbers if at <= run.created_at]
    return then[-1] if then else next((number for number, _ in numbers), None)


def _fingerprint(session: Session, run: SolveRun) -> str:
    """Return what the points of a search were asked; the reference itself may be of before."""
    saved = [point.get("scenario") for point in run.trade_off if point.get("scenario") != run.reference_id]
    settings = session.exec(select(Scenario.settings).where(col(Scenario.id).in_(saved)).limit(1)).first() or {}
    return str(settings.get("fingerprint", ""))


def _with_idle_steps(points: Sequence[TradeOffPoint], *, ended: bool) -> tuple[TradeOffPoint, ...]:
    """Return the points with the steps between them that have brought nothing, once all steps were tried."""
    if not points or not ended:
        return tuple(points)
    asked, most = {point.most for point in points}, points[-1].people
    idle = (
        replace(max((one for one in points if one.people <= step), key=lambda one: one.people), most=step, no_more=True)
        for step in STEPS
        if step not in asked and points[0].people <= step < most
    )
    return tuple(sorted((*points, *idle), key=lambda point: (point.place, point.no_more, point.wishes)))


def without_worse(points: Sequence[TradeOffPoint]) -> Iterator[TradeOffPoint]:
    """Yield the points, in the order of the people disturbed, but those that give less than one before.

    A search for more people may end before it has found what the search for fewer had.
    """
    for number, point in enumerate(points):
        if not any(fewer.wishes > point.wishes and fewer.must >= point.must for fewer in points[:number]):
            yield point
