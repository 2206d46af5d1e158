"""A new event made from an archive: the same for the file of another installation and for a copy of an event."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.models import (
    Act,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Community,
    Event,
    FloorPlan,
    Leg,
    OfferedCategory,
    Phase,
    Place,
    PlaceClosure,
    PresentationCall,
    ProgrammeItem,
    RegistrationForm,
    RegistrationQuestion,
    Staff,
    TravelTime,
    Venue,
    record,
    row_id,
)
from matchmaker.setup.commands.blocks import cut_block
from matchmaker.setup.commands.creation import begin_event, deadline_before
from matchmaker.setup.queries.archive_format import Deadline, EventArchive
from matchmaker.setup.queries.parts import slots_of_block
from matchmaker.setup.rules import ANSWERS_DAYS, WISHES_DAYS


@dataclass(slots=True)
class Restored:
    """A new event, and its parts by the names that they have in the archive."""

    event: Event
    categories: dict[str, int] = field(default_factory=dict)
    legs: dict[str, int] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    slots: dict[tuple[str, int, time], int] = field(default_factory=dict)
    """Ids by venue, day of the archive and wall time."""
    places: dict[str, Place] = field(default_factory=dict)


def restore_event(
    session: Session, community: Community, archive: EventArchive, *, name: str, starts_on: date, staff: Staff
) -> Event:
    """Make an event in preparation from a checked archive, organised by `staff`, which begins on `starts_on`.

    Levels of membership that `community` does not have are left out. Raises `InvalidInput` as `build_event` does.
    """
    event = build_event(session, community, archive, name=name, starts_on=starts_on, staff=staff).event
    record(session, staff.name, Act.RESTORE_EVENT, event_id=row_id(event), earlier=archive.event.name)
    session.flush()
    return event


def build_event(
    session: Session, community: Community, archive: EventArchive, *, name: str, starts_on: date, staff: Staff
) -> Restored:
    """Make the event of an archive with all its parts, in preparation, its registration form and its call closed.

    Raises `InvalidInput` for a day that has passed, for a name that is taken, and where the clocks change within an
    item of the programme.
    """
    values = archive.event.model_dump(exclude={"days", "wishes_close", "answers_close", "name"})
    zone = archive.event.zone
    event = Event(
        **values,
        community_id=row_id(community),
        slug="",
        name=one_line(name),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=archive.event.days - 1),
        phase=Phase.DRAFT,
        wishes_close_at=_deadline(archive.event.wishes_close, starts_on, zone, WISHES_DAYS),
        answers_close_at=_deadline(archive.event.answers_close, starts_on, zone, ANSWERS_DAYS),
        contact_name=staff.name,
        contact_email=staff.email,
    )
    begin_event(session, event, staff=staff)
    made = Restored(event)
    _categories(session, made, archive, frozenset(community.tiers))
    _venues(session, made, archive)
    _blocks(session, made, archive)
    _places(session, made, archive)
    _programme(session, made, archive)
    _form(session, made, archive)
    _call(session, made, archive)
    session.flush()
    return made


def _deadline(deadline: Deadline | None, starts_on: date, zone: str, days: int) -> datetime | None:
    """Return the deadline moved to the new event, or its default if that has passed."""
    moved = _moved(deadline, starts_on, zone)
    return moved if moved is not None or deadline is None else deadline_before(starts_on, days, zone)


def _moved(deadline: Deadline | None, starts_on: date, zone: str) -> datetime | None:
    """Return the deadline as long before the event as that of the archive, at its wall time, if that is to come."""
    if deadline is None:
        return None
    moved = clock.instant(starts_on - timedelta(days=deadline.days_before), deadline.at, zone)
    return moved if moved > clock.now() else None


def _categories(session: Session, made: Restored, archive: EventArchive, tiers: frozenset[str]) -> None:
    event_id = row_id(made.event)
    for part in archive.categories:
        row = Category(event_id=event_id, **part.model_dump(exclude={"tiers", "not_with"}))
        session.add(row)
        session.flush()
        made.categories[part.code] = row_id(row)
    for part in archive.categories:
        own = made.categories[part.code]
        for other in part.not_with:
            session.add(CategoryExclusion(event_id=event_id, from_id=own, to_id=made.categories[other]))
        for tier in part.tiers:
            if tier in tiers:
                session.add(CategoryTier(event_id=event_id, tier=tier, category_id=own))


def _venues(session: Session, made: Restored, archive: EventArchive) -> None:
    """Make the cities of a mission, the venues in them, and the minutes between these."""
    event_id, first = row_id(made.event), made.event.starts_on
    for leg in archive.legs:
        row = Leg(
            event_id=event_id,
            starts_on=first + timedelta(days=leg.starts),
            ends_on=first + timedelta(days=leg.ends),
            **leg.model_dump(exclude={"starts", "ends"}),
        )
        session.add(row)
        session.flush()
        made.legs[leg.name] = row_id(row)
    for part in archive.venues:
        values = part.model_dump(exclude={"leg"})
        made.venues[part.name] = Venue(event_id=event_id, leg_id=made.legs.get(part.leg), **values)
    session.add_all(made.venues.values())
    session.flush()
    for way in archive.travel:
        low, high = sorted(row_id(made.venues[name]) for name in (way.one, way.other))
        session.add(TravelTime(event_id=event_id, low_id=low, high_id=high, minutes=way.minutes))


def _blocks(session: Session, made: Restored, archive: EventArchive) -> None:
    for part in archive.blocks:
        venue = made.venues[part.venue]
        block = Block(
            event_id=row_id(made.event),
            venue_id=row_id(venue),
            day=made.event.starts_on + timedelta(days=part.day),
            **part.model_dump(exclude={"venue", "day", "minutes", "changeover"}),
        )
        cut_block(session, block, venue.zone, minutes=part.minutes, changeover=part.changeover)
        for slot in slots_of_block(session, block):
            made.slots[part.venue, part.day, slot.starts] = row_id(slot)


def _places(session: Session, made: Restored, archive: EventArchive) -> None:
    """Make places and plans; a place is closed in the slots that are at the same time of the same day."""
    event_id = row_id(made.event)
    for part in archive.places:
        venue_id = row_id(made.venues[part.venue])
        values = part.model_dump(exclude={"venue", "closed"})
        made.places[part.code] = Place(event_id=event_id, venue_id=venue_id, **values)
    session.add_all(made.places.values())
    for plan in archive.plans:
        values = plan.model_dump(mode="json", exclude={"venue"})
        session.add(FloorPlan(event_id=event_id, venue_id=row_id(made.venues[plan.venue]), **values))
    session.flush()
    for part in archive.places:
        for closed in part.closed:
            if (slot := made.slots.get((part.venue, closed.day, closed.starts))) is not None:
                session.add(PlaceClosure(place_id=row_id(made.places[part.code]), slot_id=slot))


def _programme(session: Session, made: Restored, archive: EventArchive) -> None:
    for part in archive.programme:
        venue = made.venues[part.venue]
        day = made.event.starts_on + timedelta(days=part.day)
        starts_at, ends_at = clock.span(day, part.starts, part.ends, venue.zone)
        if starts_at >= ends_at:
            raise InvalidInput(N_("The clocks change within these hours. Choose another day."))
        session.add(
            ProgrammeItem(
                event_id=row_id(made.event),
                venue_id=row_id(venue),
                day=day,
                zone=venue.zone,
                starts_at=starts_at,
                ends_at=ends_at,
                **part.model_dump(exclude={"venue", "day"}),
            )
        )


def _form(session: Session, made: Restored, archive: EventArchive) -> None:
    if (form := archive.form) is None:
        return
    event_id = row_id(made.event)
    closes_at = _moved(form.closes, made.event.starts_on, made.event.zone)
    values = form.model_dump(exclude={"offered", "questions", "closes"})
    session.add(RegistrationForm(event_id=event_id, closes_at=closes_at, **values))
    for offered in form.offered:
        category_id = made.categories[offered.category]
        session.add(OfferedCategory(event_id=event_id, category_id=category_id, capacity=offered.capacity))
    for question in form.questions:
        session.add(RegistrationQuestion(event_id=event_id, **question.model_dump()))


def _call(session: Session, made: Restored, archive: EventArchive) -> None:
    if (call := archive.call) is None:
        return
    closes_at = _moved(call.closes, made.event.starts_on, made.event.zone)
    values = call.model_dump(exclude={"closes"})
    session.add(PresentationCall(event_id=row_id(made.event), closes_at=closes_at, **values))
