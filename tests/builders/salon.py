"""Anne, who organises `salon` and the tiny forum; and a database in which she has solved that one already."""

from pathlib import Path

from sqlmodel import Session, select

from matchmaker.base.db import transaction
from matchmaker.imports import load_folder
from matchmaker.models import Event, EventStaff, GivenName, Staff, row_id
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.jobs.solving import execute_run
from tests.builders import factories as make
from tests.builders.databases import sqlite_database
from tests.builders.paths import TINY

SALON, ANNE = "salon", "Anne"


def make_salon(session: Session) -> Event:
    """An event with four slots and one table, and a category `basic`."""
    event = make.make_event(session, slug=SALON, name="Salon <b>Namur</b>")
    venue = make.make_venue(session, event, name="Palais")
    make.make_slots(session, venue)
    make.make_place(session, venue, "T1")
    make.make_category(session, event)
    return event


def make_anne(session: Session, event: Event) -> Staff:
    return make.make_staff(session, event, name=ANNE, language="en")


def make_forum(session: Session, staff: Staff) -> Event:
    """The tiny forum, organised by this member of the staff."""
    forum = load_folder(session, TINY)
    session.add(EventStaff(event_id=forum.id, staff_id=staff.id))
    session.flush()
    return forum


def find_event(session: Session) -> Event:
    """`salon`, in a database made from the template; so are those below."""
    return session.exec(select(Event).where(Event.slug == SALON)).one()


def find_anne(session: Session) -> Staff:
    return session.exec(select(Staff).where(Staff.name == ANNE)).one()


def find_forum(session: Session) -> Event:
    return session.exec(select(Event).where(Event.slug != SALON)).one()


def make_template(empty: Path) -> Path:
    """Make a database beside an empty one: the tiny forum with a run of the solver that is over, and its scenario."""
    path = empty.with_name("solved.sqlite")
    with sqlite_database(empty, path) as url:
        with transaction(url) as session:
            staff = make_anne(session, make_salon(session))
            forum = make_forum(session, staff)
            run = request_run(session, forum, name=GivenName("Standard <i>rules</i>"), seconds=5, staff_id=staff.id)
            run_id = row_id(run)
        execute_run(run_id, url=url)
    return path
