"""Table plans: drawn with tables in rows, changed, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.queries.plans import TABLE, PlanShape, plan_token
from matchmaker.models import Event, FloorPlan, Place, PlaceKind, ShapeKind, Staff, StructureAct, Venue, row_id
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.rules import MOST_CELLS, Cells, in_rows

MOST_PLANS, MOST_SHAPES, LONGEST_TEXT = 20, 40, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What an organiser has drawn."""

    name: str
    grid: Cells
    spots: Mapping[str, tuple[int, int]]
    """Column and row by the code of the place."""
    shapes: Sequence[PlanShape]


def read_cell(text: str, first: int = 1) -> int:
    """Return a column or row as counted from 0; people count from 1. Raises `InvalidInput` for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_CELLS))):
        raise InvalidInput(N_("“%(text)s” is no column or row."), text=text[:LONGEST_TEXT])
    return int(text) - first


def add_plan(session: Session, event: Event, *, venue_id: int, name: str, staff: Staff) -> FloorPlan:
    """Draw a room: the tables whose label is its name in rows; where no table says its room, all that are in no plan.

    Raises `InvalidInput` without a name, for the name of another plan, for a venue of elsewhere and for too many plans.
    """
    event = lock_event(session, row_id(event))
    venue = session.get(Venue, venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    others = _plans(session, event)
    if len(others) >= MOST_PLANS:
        raise InvalidInput(N_("An event has at most %(number)d plans."), number=MOST_PLANS)
    name = _name(name, others)
    elsewhere = {code for plan in others for code in plan.spots}
    free = [place for place in _places(session, event, venue_id) if place.code not in elsewhere]
    said = any(place.label for place in free)
    here = [place for place in free if not said or fold(place.label) == fold(name)]
    spots, grid = in_rows([place.code for place in here])
    plan = FloorPlan(
        event_id=row_id(event),
        venue_id=venue_id,
        name=name,
        columns=grid.columns,
        rows=grid.rows,
        spots={code: list(at) for code, at in spots.items()},
    )
    with noted(session, event, StructureAct.CHANGE_PLAN, name, staff=staff):
        session.add(plan)
    return plan


def save_plan(session: Session, event: Event, plan_id: int, drawing: Drawing, *, shown: str, staff: Staff) -> FloorPlan:
    """Save a drawing; a place that stood in another plan stands here from now on.

    `shown` is the `plan_token` that the form began with. Raises `NotFound` for a plan of another event, `Stale` if
    somebody has changed it meanwhile, and `InvalidInput` for what lies outside the room, for two tables on each other,
    and for places of elsewhere.
    """
    event = lock_event(session, row_id(event))
    plan = _plan(session, event, plan_id)
    if shown != plan_token(plan):
        raise Stale
    others = [other for other in _plans(session, event) if other is not plan]
    name = _name(drawing.name, others)
    _check(drawing, {place.code for place in _places(session, event, plan.venue_id)})
    with noted(session, event, StructureAct.CHANGE_PLAN, name, staff=staff):
        plan.name, plan.columns, plan.rows = name, drawing.grid.columns, drawing.grid.rows
        plan.spots = {code: list(at) for code, at in drawing.spots.items()}
        plan.shapes = [asdict(shape) | {"text": one_line(shape.text)} for shape in drawing.shapes]
        for other in others:
            other.spots = {code: at for code, at in other.spots.items() if code not in drawing.spots}
    return plan


def set_in_rows(session: Session, event: Event, plan_id: int, *, per_row: int, shown: str, staff: Staff) -> None:
    """Put all tables of the plan, and those of its venue that stand in none, in rows of `per_row`.

    Shapes stay. Raises `NotFound` and `Stale` as `save_plan` does, and `InvalidInput` for a row that is too long.
    """
    event = lock_event(session, row_id(event))
    plan = _plan(session, event, plan_id)
    if shown != plan_token(plan):
        raise Stale
    elsewhere = {code for other in _plans(session, event) if other is not plan for code in other.spots}
    codes = [place.code for place in _places(session, event, plan.venue_id) if place.code not in elsewhere]
    spots, grid = in_rows(codes, per_row)
    if max(grid.columns, grid.rows) > MOST_CELLS:
        raise InvalidInput(N_("These rows are longer than the plan can be. Choose another number."))
    with noted(session, event, StructureAct.CHANGE_PLAN, plan.name, staff=staff):
        plan.spots = {code: list(at) for code, at in spots.items()}
        plan.columns, plan.rows = max(plan.columns, grid.columns), max(plan.rows, grid.rows)


def remove_plan(session: Session, event: Event, plan_id: int, *, staff: Staff) -> None:
    """Remove a plan; its tables stay. Raises `NotFound` for that of another event."""
    event = lock_event(session, row_id(event))
    plan = _plan(session, event, plan_id)
    with noted(session, event, StructureAct.CHANGE_PLAN, plan.name, staff=staff):
        session.delete(plan)


def _plan(session: Session, event: Event, plan_id: int) -> FloorPlan:
    plan = session.get(FloorPlan, plan_id)
    if plan is None or plan.event_id != event.id:
        raise NotFound
    return plan


def _plans(session: Session, event: Event) -> Sequence[FloorPlan]:
    return session.exec(select(FloorPlan).where(FloorPlan.event_id == event.id).order_by(col(FloorPlan.id))).all()


def _places(session: Session, event: Event, venue_id: int) -> Sequence[Place]:
    here = select(Place).where(Place.event_id == event.id, Place.venue_id == venue_id, Place.kind != PlaceKind.OFFICE)
    return session.exec(here.order_by(col(Place.position), col(Place.code))).all()


def _name(name: str, others: Sequence[FloorPlan]) -> str:
    name = one_line(name)
    if not name:
        raise InvalidInput(N_("A plan needs a name."))
    if any(other.name == name for other in others):
        raise InvalidInput(N_("Another plan of this event has this name."))
    return name


def _check(drawing: Drawing, codes: set[str]) -> None:
    grid = drawing.grid
    if not all(TABLE <= cells <= MOST_CELLS for cells in (grid.columns, grid.rows)):
        raise InvalidInput(N_("A plan has %(least)d to %(most)d cells each way."), least=TABLE, most=MOST_CELLS)
    if not drawing.spots.keys() <= codes:
        raise InvalidInput(N_("Choose tables and booths of this venue."))
    for code, (x, y) in drawing.spots.items():
        if not grid.holds(x, y, TABLE, TABLE):
            raise InvalidInput(N_("%(place)s stands outside the room."), place=code)
    spots = sorted(drawing.spots.items(), key=lambda spot: spot[1])
    for number, (code, (x, y)) in enumerate(spots):
        for other, (column, row) in spots[number + 1 :]:
            if column - x < TABLE and abs(row - y) < TABLE:
                raise InvalidInput(N_("%(one)s and %(other)s stand on each other."), one=code, other=other)
    if len(drawing.shapes) > MOST_SHAPES:
        raise InvalidInput(N_("A plan has at most %(number)d shapes."), number=MOST_SHAPES)
    for shape in drawing.shapes:
        if shape.kind not in set(ShapeKind) or len(one_line(shape.text)) > LONGEST_TEXT:
            raise InvalidInput(N_("A shape of the plan cannot be read."))
        if not grid.holds(shape.x, shape.y, shape.width, shape.height):
            raise InvalidInput(N_("A shape lies outside the room: %(text)s"), text=shape.text or shape.kind)
