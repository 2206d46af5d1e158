"""Table plans: where the tables and booths of a room stand, for organisers and for participants."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from matchmaker.base.cache import kept
from matchmaker.base.errors import NotFound
from matchmaker.base.reading import ask
from matchmaker.base.tokens import content_token
from matchmaker.models import Delegation, Event, FloorPlan, Organisation, Place, PlaceKind, row_id

TABLE = 2
"""Cells that a table or booth takes, across and down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSpot:
    """A table or booth of a plan; no column where it stands nowhere yet."""

    place_id: int
    code: str
    kind: PlaceKind
    owner: str
    """Whose booth it is; empty for everybody's."""
    x: int | None
    y: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShape:
    """A door, the stage, a desk or words; in cells."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan with what stands in it."""

    id: int
    name: str
    venue_id: int
    columns: int
    rows: int
    placed: tuple[PlanSpot, ...]
    shapes: tuple[PlanShape, ...]
    token: str

    @property
    def used(self) -> tuple[int, int, int, int]:
        """Column, row, width and height of the part in which something stands, with a cell around it."""
        boxes = [(one.x or 0, one.y or 0, TABLE, TABLE) for one in self.placed]
        boxes += [(one.x, one.y, one.width, one.height) for one in self.shapes]
        if not boxes:
            return 0, 0, self.columns, self.rows
        left, top = min(x for x, *_ in boxes), min(y for _, y, *_ in boxes)
        right, bottom = max(x + width for x, _, width, _ in boxes), max(y + height for _, y, _, height in boxes)
        return left - 1, top - 1, right - left + 2, bottom - top + 2

    def has(self, code: str) -> bool:
        return any(one.code == code for one in self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """All plans of an event, and the tables and booths that stand in none of them."""

    plans: tuple[PlanView, ...]
    missing: tuple[PlanSpot, ...]
    venues: dict[int, int]
    """The venue of each place, by ids."""

    @property
    def codes(self) -> frozenset[str]:
        """The places that are in a plan."""
        return frozenset(one.code for plan in self.plans for one in plan.placed)

    def with_place(self, code: str) -> PlanView | None:
        """Return the plan in which a place stands."""
        return next((plan for plan in self.plans if plan.has(code)), None)

    def plan(self, plan_id: int) -> PlanView:
        """Return one plan; raises `NotFound` for that of another event."""
        for plan in self.plans:
            if plan.id == plan_id:
                return plan
        raise NotFound


def plan_token(plan: FloorPlan) -> str:
    """Return the token of what a form of a plan begins with (optimistic locking)."""
    return content_token(plan.name, plan.columns, plan.rows, sorted(plan.spots.items()), plan.shapes)


@kept
def planned_places(session: Session, event_id: int) -> frozenset[str]:
    """Return the codes of the places that stand in a plan."""
    plans = ask(session, _spots_of(), {"event_id": event_id})
    return frozenset(code for (spots,) in plans for code in spots)


@cache
def _spots_of() -> Select[dict[str, Any]]:
    return select_columns(col(FloorPlan.spots)).where(col(FloorPlan.event_id) == bindparam("event_id"))


KEPT = (_spots_of,)
"""What is read for values that are kept: all columns of it are `WATCHED`."""


def read_plans(session: Session, event: Event) -> Plans:
    """Return the plans of an event; two queries, whatever their number."""
    places = session.exec(
        select(Place, Organisation.name)
        .outerjoin(Delegation, col(Delegation.id) == col(Place.owner_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Place.event_id == event.id, Place.kind != PlaceKind.OFFICE)
        .order_by(col(Place.position), col(Place.code))
    ).all()
    rows = session.exec(select(FloorPlan).where(FloorPlan.event_id == event.id).order_by(col(FloorPlan.id))).all()
    plans = tuple(_view(plan, places) for plan in rows)
    placed = {one.code for plan in plans for one in plan.placed}
    missing = (_spot(place, owner, None) for place, owner in places if place.code not in placed)
    return Plans(
        plans=plans,
        missing=tuple(missing),
        venues={row_id(place): place.venue_id for place, _ in places},
    )


def _view(plan: FloorPlan, places: Collection[tuple[Place, str | None]]) -> PlanView:
    return PlanView(
        id=row_id(plan),
        name=plan.name,
        venue_id=plan.venue_id,
        columns=plan.columns,
        rows=plan.rows,
        placed=tuple(
            _spot(place, owner, plan.spots[place.code])
            for place, owner in places
            if place.code in plan.spots and place.venue_id == plan.venue_id
        ),
        shapes=tuple(PlanShape(**shape) for shape in plan.shapes),
        token=plan_token(plan),
    )


def _spot(place: Place, owner: str | None, at: list[int] | None) -> PlanSpot:
    x, y = at or (None, None)
    return PlanSpot(place_id=row_id(place), code=place.code, kind=place.kind, owner=owner or "", x=x, y=y)
