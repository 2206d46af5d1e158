"""Rows for tests: each function makes one thing, with the least that it needs and no surprises.

Everything is flushed, so that ids exist; nothing is committed.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TypeVar

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import (
    Absence,
    Answer,
    Audience,
    Block,
    Category,
    CategoryExclusion,
    Community,
    CommunityRole,
    CommunityStaff,
    Delegation,
    Event,
    EventStaff,
    FloorPlan,
    Leg,
    Organisation,
    Person,
    Place,
    PlaceKind,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    Slot,
    Staff,
    StaffRole,
    Strength,
    Venue,
    Wish,
)

DAY = date(2027, 3, 11)
ZONE = "Europe/Brussels"
_numbers = count(1)
Row = TypeVar("Row")


def _add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def make_community(session: Session, **values) -> Community:
    number = next(_numbers)
    return _add(session, Community(**{"slug": f"cluster-{number}", "name": f"Cluster {number}"} | values))


def home(session: Session) -> Community:
    """The first community: what tests make belongs to it unless they say otherwise."""
    first = session.exec(select(Community).order_by(col(Community.id))).first()
    return first or make_community(session)


def make_event(session: Session, community: Community | None = None, **values) -> Event:
    """A one-day forum whose wishes close far in the future."""
    number = next(_numbers)
    defaults = {
        "community_id": (community or home(session)).id,
        "slug": f"forum-{number}",
        "name": f"Forum {number}",
        "city": "Namur",
        "zone": ZONE,
        "starts_on": DAY,
        "ends_on": DAY,
        "wishes_close_at": datetime(2099, 1, 1, tzinfo=UTC),
        "answers_close_at": datetime(2099, 1, 8, tzinfo=UTC),
        "contact_name": "Welcome desk",
        "contact_email": "desk@cluster.example",
    }
    return _add(session, Event(**defaults | values))


def make_category(session: Session, event: Event, code: str = "basic", **values) -> Category:
    defaults = {"names": {"fr": code.title(), "en": code.title()}}
    return _add(session, Category(event_id=event.id, code=code, **defaults | values))


def make_exclusion(session: Session, category: Category, other: Category) -> CategoryExclusion:
    """Delegations of `category` may not wish for those of `other`."""
    return _add(session, CategoryExclusion(event_id=category.event_id, from_id=category.id, to_id=other.id))


def make_organisation(session: Session, name: str = "", community: Community | None = None, **values) -> Organisation:
    name = name or f"Organisation {next(_numbers)}"
    defaults = {"community_id": (community or home(session)).id, "name_key": name.casefold()}
    return _add(session, Organisation(name=name, search_text=name.casefold(), **defaults | values))


def make_person(session: Session, organisation: Organisation, **values) -> Person:
    number = next(_numbers)
    defaults = {
        "first_name": "Ada",
        "last_name": f"Person{number}",
        "email": f"ada{number}@org.example",
        "languages": ["fr", "en"],
    }
    person = Person(organisation_id=organisation.id, **defaults | {"email_key": ""} | values)
    person.email_key = person.email.casefold()
    return _add(session, person)


def make_delegation(
    session: Session, event: Event, category: Category, organisation: Organisation | None = None, **values
) -> Delegation:
    organisation = organisation or make_organisation(session, community_id=event.community_id)
    return _add(
        session,
        Delegation(
            community_id=event.community_id,
            event_id=event.id,
            organisation_id=organisation.id,
            category_id=category.id,
            **values,
        ),
    )


def make_registration(session: Session, delegation: Delegation, person: Person | None = None, **values) -> Registration:
    """A delegate who has agreed to the terms."""
    if person is None:
        person = make_person(session, session.get_one(Organisation, delegation.organisation_id))
    defaults = {"agreed_at": clock.now()}
    return _add(
        session,
        Registration(
            event_id=delegation.event_id, person_id=person.id, delegation_id=delegation.id, **defaults | values
        ),
    )


def make_leg(session: Session, event: Event, name: str, zone: str, **values) -> Leg:
    """A city of a mission on the day of the event."""
    days = {"starts_on": DAY, "ends_on": DAY}
    return _add(session, Leg(event_id=event.id, name=name, zone=zone, **days | values))


def make_venue(session: Session, event: Event, **values) -> Venue:
    defaults = {"name": f"Palais {next(_numbers)}", "city": "Namur", "zone": ZONE, "address": "Rue Haute 1"}
    return _add(session, Venue(event_id=event.id, **defaults | values))


def make_plan(session: Session, venue: Venue, *codes: str, name: str = "Hall") -> FloorPlan:
    """A room with tables in one row."""
    spots = {code: [1 + 3 * number, 1] for number, code in enumerate(codes)}
    plan = FloorPlan(event_id=venue.event_id, venue_id=venue.id, name=name, columns=40, rows=10, spots=spots)
    return _add(session, plan)


def make_slots(
    session: Session, venue: Venue, *, starts: time = time(9), number: int = 4, minutes: int = 25, day: date = DAY
) -> list[Slot]:
    """A block of `number` slots with 5 minutes between them."""
    first = datetime.combine(day, starts)
    begins = [first + timedelta(minutes=place * (minutes + 5)) for place in range(number)]
    spans = [(begin.time(), (begin + timedelta(minutes=minutes)).time()) for begin in begins]
    block = _add(
        session,
        Block(
            event_id=venue.event_id,
            venue_id=venue.id,
            code=f"block-{next(_numbers)}",
            day=day,
            starts=starts,
            ends=spans[-1][1],
        ),
    )
    return [
        _add(
            session,
            Slot(
                event_id=venue.event_id,
                block_id=block.id,
                venue_id=venue.id,
                day=day,
                starts=begin,
                ends=end,
                zone=venue.zone,
                starts_at=clock.instant(day, begin, venue.zone),
                ends_at=clock.instant(day, end, venue.zone),
            ),
        )
        for begin, end in spans
    ]


def make_place(session: Session, venue: Venue, code: str = "", **values) -> Place:
    """A table, or a booth if it has an owner."""
    kind = PlaceKind.BOOTH if values.get("owner_id") else PlaceKind.TABLE
    code = code or f"T{next(_numbers)}"
    return _add(session, Place(event_id=venue.event_id, venue_id=venue.id, code=code, **{"kind": kind} | values))


def make_wish(session: Session, sender: Delegation, receiver: Delegation, **values) -> Wish:
    """A wish; a consent in `answer` is shown to the one who wished."""
    answer = values.get("answer", Answer.NONE)
    defaults = {"strength": Strength.WANT, "rank": 1, "shown": Answer.NONE if answer is Answer.NO else answer}
    return _add(session, Wish(event_id=sender.event_id, from_id=sender.id, to_id=receiver.id, **defaults | values))


def make_programme_item(
    session: Session, venue: Venue, *, starts: time, ends: time, day: date = DAY, **values
) -> ProgrammeItem:
    """An item for everybody; one that ends before it begins goes past midnight."""
    number, last_day = next(_numbers), day if starts < ends else day + timedelta(days=1)
    defaults = {
        "code": f"item-{number}",
        "kind": ProgrammeKind.TALK,
        "audience": Audience.EVERYONE,
        "titles": {"fr": f"Exposé {number}", "en": f"Talk {number}"},
    }
    return _add(
        session,
        ProgrammeItem(
            event_id=venue.event_id,
            venue_id=venue.id,
            day=day,
            starts=starts,
            ends=ends,
            zone=venue.zone,
            starts_at=clock.instant(day, starts, venue.zone),
            ends_at=clock.instant(last_day, ends, venue.zone),
            **defaults | values,
        ),
    )


def make_absence(session: Session, registration: Registration, starts: time, ends: time, **values) -> Absence:
    return _add(session, Absence(registration_id=registration.id, starts=starts, ends=ends, **{"day": DAY} | values))


def make_community_role(
    session: Session,
    staff: Staff,
    community: Community | None = None,
    role: CommunityRole = CommunityRole.ADMINISTRATOR,
) -> CommunityStaff:
    community = community or home(session)
    return _add(session, CommunityStaff(community_id=community.id, staff_id=staff.id, role=role))


def make_staff(session: Session, event: Event | None = None, role: StaffRole = StaffRole.ORGANISER, **values) -> Staff:
    """A staff member; organiser of `event` if one is given. Nobody can log in with this password hash."""
    email = f"staff{next(_numbers)}@cluster.example"
    defaults = {"email": email, "email_key": email, "name": "Anne Staff", "password_hash": "!"}
    staff = _add(session, Staff(**defaults | values))
    if event is not None:
        _add(session, EventStaff(event_id=event.id, staff_id=staff.id, role=role))
    return staff
