"""An event as an archive: what is taken over by a copy of it, and by an event made from its file."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from matchmaker.base import clock
from matchmaker.models import (
    Audience,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Event,
    FloorPlan,
    Leg,
    OfferedCategory,
    Place,
    PlaceClosure,
    PresentationCall,
    ProgrammeItem,
    ProgrammeKind,
    RegistrationForm,
    RegistrationQuestion,
    ShapeKind,
    Slot,
    TravelTime,
    Venue,
    row_id,
)
from matchmaker.setup.queries.archive_format import (
    ArchivePart,
    BlockPart,
    CallPart,
    CategoryPart,
    ClosedSlot,
    Deadline,
    EventArchive,
    EventPart,
    FormPart,
    ItemPart,
    LegPart,
    OfferedPart,
    PlacePart,
    PlanPart,
    QuestionPart,
    ShapePart,
    TravelPart,
    VenuePart,
)
from matchmaker.setup.queries.parts import lengths_of

Row = TypeVar("Row", bound=SQLModel)
P = TypeVar("P", bound=ArchivePart)


def read_archive(session: Session, event: Event) -> EventArchive:
    """Return structure, rules and texts of `event`; as many queries for any size.

    Left out: people and whatever is theirs, presentations, items for some, retired questions, contact and team.
    """
    venues = _rows(session, event, Venue)
    names = {row_id(venue): venue.name for venue in venues}
    legs = {row_id(leg): leg for leg in _rows(session, event, Leg)}
    slots = _rows(session, event, Slot)
    places = _rows(session, event, Place)
    return EventArchive(
        event=_part(
            EventPart,
            event,
            days=(event.ends_on - event.starts_on).days + 1,
            wishes_close=_deadline(event, event.wishes_close_at),
            answers_close=_deadline(event, event.answers_close_at),
        ),
        categories=_categories(session, event),
        legs=[_leg(event, leg) for leg in legs.values()],
        venues=[_part(VenuePart, venue, leg=legs[venue.leg_id].name if venue.leg_id else "") for venue in venues],
        travel=[
            _part(TravelPart, time, one=names[time.low_id], other=names[time.high_id])
            for time in _rows(session, event, TravelTime)
        ],
        blocks=_blocks(session, event, names, slots),
        places=_places(session, event, names, slots, places),
        plans=_plans(session, event, names, places),
        programme=[
            _part(ItemPart, item, venue=names[item.venue_id], day=(item.day - event.starts_on).days)
            for item in _rows(session, event, ProgrammeItem)
            if item.audience is Audience.EVERYONE and item.kind is not ProgrammeKind.PRESENTATION
        ],
        form=_form(session, event),
        call=_call(session, event),
    )


def _part(kind: type[P], row: SQLModel, **others: Any) -> P:
    """Return a part with the columns of `row` that it knows, and `others`; stored values are taken as they are."""
    return kind.model_construct(None, **(row.model_dump(include=set(kind.model_fields)) | others))


def _rows(session: Session, event: Event, kind: type[Row]) -> list[Row]:
    return list(session.exec(select(kind).filter_by(event_id=event.id).order_by("id")).all())


def _leg(event: Event, leg: Leg) -> LegPart:
    starts, ends = ((day - event.starts_on).days for day in (leg.starts_on, leg.ends_on))
    return _part(LegPart, leg, starts=starts, ends=ends)


def _deadline(event: Event, at: datetime | None) -> Deadline | None:
    if at is None:
        return None
    wall = clock.local(at, event.zone)
    return Deadline.model_construct(days_before=(event.starts_on - wall.date()).days, at=wall.time())


def _categories(session: Session, event: Event) -> list[CategoryPart]:
    rows = _rows(session, event, Category)
    codes = {row_id(row): row.code for row in rows}
    tiers: dict[int, list[str]] = defaultdict(list)
    for tier in _rows(session, event, CategoryTier):
        tiers[tier.category_id].append(tier.tier)
    others: dict[int, list[str]] = defaultdict(list)
    for pair in _rows(session, event, CategoryExclusion):
        others[pair.from_id].append(codes[pair.to_id])
    return [_part(CategoryPart, row, tiers=tiers[row_id(row)], not_with=sorted(others[row_id(row)])) for row in rows]


def _blocks(session: Session, event: Event, names: dict[int, str], slots: Iterable[Slot]) -> list[BlockPart]:
    cells: dict[int, list[Slot]] = defaultdict(list)
    for slot in sorted(slots, key=lambda one: one.starts_at):
        cells[slot.block_id].append(slot)
    parts = []
    for block in _rows(session, event, Block):
        minutes, changeover = lengths_of(event, cells[row_id(block)])
        where: dict[str, Any] = {"venue": names[block.venue_id], "day": (block.day - event.starts_on).days}
        parts.append(_part(BlockPart, block, **where, minutes=minutes, changeover=changeover))
    return parts


def _places(
    session: Session, event: Event, names: dict[int, str], slots: Iterable[Slot], places: Iterable[Place]
) -> list[PlacePart]:
    """Return the places; what is closed stands in the order of time."""
    times = {row_id(slot): ((slot.day - event.starts_on).days, slot.starts) for slot in slots}
    closed: dict[int, list[int]] = defaultdict(list)
    of_event = select(PlaceClosure).join(Place, col(Place.id) == col(PlaceClosure.place_id))
    for closure in session.exec(of_event.where(Place.event_id == event.id)).all():
        closed[closure.place_id].append(closure.slot_id)
    return [
        _part(
            PlacePart,
            place,
            venue=names[place.venue_id],
            closed=[
                ClosedSlot.model_construct(day=day, starts=starts)
                for day, starts in sorted(times[slot] for slot in closed[row_id(place)])
            ],
        )
        for place in places
    ]


def _plans(session: Session, event: Event, names: dict[int, str], places: Iterable[Place]) -> list[PlanPart]:
    """Return the plans; a place that is gone stands in none."""
    codes = {(place.venue_id, place.code) for place in places}
    return [
        _part(
            PlanPart,
            plan,
            venue=names[plan.venue_id],
            spots={code: (at[0], at[1]) for code, at in plan.spots.items() if (plan.venue_id, code) in codes},
            shapes=[ShapePart.model_construct(**(shape | {"kind": ShapeKind(shape["kind"])})) for shape in plan.shapes],
        )
        for plan in _rows(session, event, FloorPlan)
    ]


def _form(session: Session, event: Event) -> FormPart | None:
    form = session.get(RegistrationForm, event.id)
    if form is None:
        return None
    offered = session.exec(
        select(Category.code, OfferedCategory.capacity)
        .join(OfferedCategory, col(OfferedCategory.category_id) == col(Category.id))
        .where(OfferedCategory.event_id == event.id)
        .order_by(col(Category.id))
    ).all()
    return _part(
        FormPart,
        form,
        closes=_deadline(event, form.closes_at),
        offered=[OfferedPart.model_construct(category=code, capacity=capacity) for code, capacity in offered],
        questions=[
            _part(QuestionPart, question)
            for question in _rows(session, event, RegistrationQuestion)
            if question.retired_at is None
        ],
    )


def _call(session: Session, event: Event) -> CallPart | None:
    """Return the call; a category that is gone has no limit."""
    call = session.get(PresentationCall, event.id)
    if call is None:
        return None
    codes = {category.code for category in _rows(session, event, Category)}
    limits = {code: most for code, most in call.limits.items() if code in codes}
    return _part(CallPart, call, closes=_deadline(event, call.closes_at), limits=limits)
