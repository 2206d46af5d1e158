"""The sample mission of the demo: three cities, two zones, counterparts who are visited; loaded and solved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.base.i18n import N_
from matchmaker.imports import load_folder
from matchmaker.models import Event, EventStaff, Person, Registration, Scenario, Staff, StaffRole, row_id

FOLDER = Path(__file__).parents[2] / "fixtures" / "mission-nordic"
SLUG = "mission-nordic"
SOLVE_SECONDS = 20.0
AFTER = timedelta(weeks=3)
"""Between the forum and the mission, which begins on a Monday."""
GUESTS = ("benoit.collignon@bois-clair-systems.example", "coralie.delvigne@bois-clair-systems.example")
"""Two colleagues of a company that travels."""


@dataclass(frozen=True, slots=True)
class Mission:
    """What the demo says of the mission."""

    name: str
    day: date
    guests: tuple[str, ...]


def add_mission(forum: Event, say: Callable[[str], None], solve: Callable[[str, float], int]) -> None:
    """Load the mission for the organisers of `forum` and solve it; each step is left out if it is done."""
    with transaction() as session:
        if _event(session) is None:
            say(N_("Loading the sample mission"))
            event = load_folder(session, FOLDER, starts_on=first_monday(forum.starts_on))
            _organise(session, event, row_id(forum))
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
        people = select(Person.email).where(col(Person.email).in_(GUESTS)).order_by(col(Person.email))
        return Mission(event.name, event.starts_on, tuple(session.exec(people).all()))


def _event(session: Session) -> Event | None:
    return session.exec(select(Event).where(Event.slug == SLUG)).first()


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
