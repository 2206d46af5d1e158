"""The sample mission of the demo: three cities, two zones, counterparts who are visited; loaded and solved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.base.i18n import N_
from matchmaker.demo.evening import SILENT, invite_to_the_evening
from matchmaker.imports import load_folder
from matchmaker.models import (
    AttachePage,
    Category,
    CategoryExclusion,
    Counterpart,
    Event,
    EventStaff,
    Guest,
    GuestList,
    Leg,
    Organisation,
    Person,
    Registration,
    Scenario,
    Staff,
    StaffRole,
    required,
    row_id,
)
from matchmaker.prospects.commands.attaches import AttacheContact, add_attache
from matchmaker.prospects.queries.links import attache_address, counterpart_address
from matchmaker.receptions.queries.links import guest_address
from matchmaker.wishes.rules.exclusions import MeetingPreset, preset_exclusions

FOLDER = Path(__file__).parents[2] / "fixtures" / "mission-nordic"
SLUG = "mission-nordic"
SOLVE_SECONDS = 20.0
AFTER = timedelta(weeks=3)
"""Between the forum and the mission, which begins on a Monday."""
GUESTS = ("benoit.collignon@bois-clair-systems.example", "coralie.delvigne@bois-clair-systems.example")
"""Two colleagues of a company that travels."""
INTERPRETER = "kaja.nimb@interpretes-du-sund.example"
ATTACHES = (
    ("Copenhague", "Pia Laurentsen", "pia.laurentsen@bureau-economique-de-copenhague.example", "+45 55 01 02 03"),
    ("Helsinki", "Olivier Ylivieska", "olivier.ylivieska@bureau-economique-de-helsinki.example", "+358 9 5550 1234"),
    ("Tallinn", "Maarja Zinsen", "", "+372 555 0123"),
)
"""Who keeps the counterparts of each city on a page without an account, and where mails reach them; they come along."""
ASKED = "Sinilampi Silmä"
"""A counterpart that two companies would like to meet."""


@dataclass(frozen=True, slots=True)
class Mission:
    """What the demo says of the mission."""

    name: str
    day: date
    guests: tuple[str, ...]
    interpreter: str
    """The address of one who comes along; empty if somebody has removed them."""
    pages: tuple[str, ...]
    """Paths of pages without an account: of an attaché, of a counterpart, and of a guest of the reception."""


def add_mission(forum: Event, say: Callable[[str], None], solve: Callable[[str, float], int]) -> None:
    """Load the mission for the organisers of `forum` and solve it; each step is left out if it is done."""
    with transaction() as session:
        if _event(session) is None:
            say(N_("Loading the sample mission"))
            event = load_folder(session, FOLDER, starts_on=first_monday(forum.starts_on))
            _organise(session, event, row_id(forum))
            _meet_across(session, event)
            _keep_cities(session, event)
            invite_to_the_evening(session, event)
            for registration in session.exec(select(Registration).where(Registration.event_id == event.id)).all():
                # what came with the files is no news to anybody
                registration.wishes_told_at = clock.now()
    with open_session(read_only=True) as session:
        scenario = session.exec(
            select(Scenario.id).join(Event, col(Event.id) == col(Scenario.event_id)).where(Event.slug == SLUG)
        ).first()
    if scenario is None:
        say(N_("Planning its visits, with the time to travel between them"))
        solve(SLUG, SOLVE_SECONDS)


def first_monday(forum: date) -> date:
    """Return the Monday on which the mission begins, some weeks after the forum."""
    day = forum + AFTER
    return day + timedelta(days=-day.weekday() % 7)


def describe_mission() -> Mission | None:
    """Return what there is to see; None if somebody has removed the mission."""
    with open_session(read_only=True) as session:
        event = _event(session)
        if event is None:
            return None
        people = select(Person.email).where(col(Person.email).in_((*GUESTS, INTERPRETER))).order_by(col(Person.email))
        found = session.exec(people).all()
        guests = tuple(email for email in found if email in GUESTS)
        interpreter = INTERPRETER if INTERPRETER in found else ""
        return Mission(event.name, event.starts_on, guests, interpreter, _pages(session, event))


def _event(session: Session) -> Event | None:
    return session.exec(select(Event).where(Event.slug == SLUG)).first()


def _keep_cities(session: Session, event: Event) -> None:
    """Give each city its attaché."""
    legs = {leg.name: row_id(leg) for leg in session.exec(select(Leg).where(Leg.event_id == event.id)).all()}
    for city, name, email, phone in ATTACHES:
        contact = AttacheContact(name=name, function="Attaché économique et commercial", email=email, phone=phone)
        add_attache(session, event, legs[city], contact, by=event.contact_name)


def _pages(session: Session, event: Event) -> tuple[str, ...]:
    """Return paths: the page of an attaché, of a counterpart in the same city, of a guest; those that are there."""
    attaches = select(AttachePage).where(
        AttachePage.event_id == event.id, AttachePage.name == ATTACHES[1][1], col(AttachePage.ended_at).is_(None)
    )
    asked = select(Counterpart).join(Organisation, col(Organisation.id) == col(Counterpart.organisation_id))
    found = [attache_address(page) for page in session.exec(attaches).all()]
    named = asked.where(Counterpart.event_id == event.id, Organisation.name == ASKED)
    found += [counterpart_address(row) for row in session.exec(named).all()]
    invited = (
        select(Guest)
        .join(GuestList, col(GuestList.id) == col(Guest.list_id))
        .where(GuestList.event_id == event.id, Guest.email_key == SILENT, col(Guest.ended_at).is_(None))
    )
    found += [guest_address(row) for row in session.exec(invited).all()]
    return tuple(urlsplit(one).path for one in found)


def _meet_across(session: Session, event: Event) -> None:
    """Let companies meet counterparts and nobody else: a counterpart does not read who else is visited."""
    categories = select(Category.id).where(Category.event_id == event.id, col(Category.has_meetings).is_(True))
    numbers = [required(number) for number in session.exec(categories).all()]
    session.add_all(
        CategoryExclusion(event_id=row_id(event), from_id=one, to_id=other)
        for one, other in sorted(preset_exclusions(MeetingPreset.ACROSS, numbers))
    )
    session.flush()


def _organise(session: Session, event: Event, forum_id: int) -> None:
    """Let the organisers of the forum organise the mission too."""
    staff = (
        select(Staff.id)
        .join(EventStaff, col(EventStaff.staff_id) == col(Staff.id))
        .where(EventStaff.event_id == forum_id, EventStaff.role == StaffRole.ORGANISER)
    )
    for number in session.exec(staff).all():
        session.add(EventStaff(event_id=row_id(event), staff_id=number or 0, role=StaffRole.ORGANISER))
    session.flush()
