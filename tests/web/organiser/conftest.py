"""A forum with its organiser logged in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.base.config import Config, get_config
from matchmaker.models import Event, EventStaff, SolveRun, Staff
from tests.builders import factories as make
from tests.builders import salon
from tests.builders.databases import sqlite_database
from tests.builders.invited import Invited, invite


@pytest.fixture(autouse=True)
def empty_queues() -> Iterator[None]:
    """Queues live in the memory of the process: leave nothing to the next test."""
    yield
    jobs.solve_queue.flush()
    jobs.desk_queue.flush()
    jobs.quick_queue.flush()


@pytest.fixture(scope="session")
def solved_template(sqlite_template: Path) -> Path:
    """A database to copy from, in which the tiny forum is solved: that takes ten times as long as a page."""
    return salon.make_template(sqlite_template)


@pytest.fixture
def begins_solved(request: pytest.FixtureRequest) -> bool:
    """Whether a test asks for the solved forum, and begins with its database."""
    return {"forum", "solved"} <= set(request.fixturenames)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, sqlite_template: Path, begins_solved: bool) -> Iterator[str]:
    """The address of a database: an empty one, or that with the solved forum."""
    template = request.getfixturevalue("solved_template") if begins_solved else sqlite_template
    with sqlite_database(template, sqlite_template.with_name("test.sqlite")) as url:
        yield url


@pytest.fixture
def event(session: Session, begins_solved: bool) -> Event:
    """A forum called `salon` with four slots and one table, and a category `basic`."""
    return salon.find_event(session) if begins_solved else salon.make_salon(session)


@pytest.fixture
def staff(session: Session, event: Event, begins_solved: bool) -> Staff:
    """The organiser of `salon`; reads English."""
    return salon.find_anne(session) if begins_solved else salon.make_anne(session, event)


@pytest.fixture
def organiser(
    client: FlaskClient, staff: Staff, as_organiser: Callable[[FlaskClient, Staff], FlaskClient]
) -> FlaskClient:
    """A browser in which the organiser of `salon` is logged in."""
    return as_organiser(client, staff)


@pytest.fixture
def forum(session: Session, staff: Staff, begins_solved: bool) -> Event:
    """The tiny forum of eight companies, organised by the same member of the staff."""
    return salon.find_forum(session) if begins_solved else salon.make_forum(session, staff)


@pytest.fixture
def solved(session: Session, forum: Event, staff: Staff) -> SolveRun:
    """A run of the solver on the tiny forum that is over; its scenario is called `Standard <i>rules</i>`."""
    return session.exec(select(SolveRun)).one()


@pytest.fixture
def invited(session: Session, staff: Staff, config: Config, monkeypatch: pytest.MonkeyPatch) -> Invited:
    """Two companies invited by mail, whose forum the member of the staff organises."""
    monkeypatch.setenv("MATCHMAKER_REPLY_ADDRESS", "rdv@rdv.example")
    monkeypatch.setenv("MATCHMAKER_CALENDAR_DOMAIN", "rdv.example")
    get_config.cache_clear()
    found = invite(session)
    session.add(EventStaff(event_id=found.event.id, staff_id=staff.id))
    session.flush()
    return found


@pytest.fixture
def crowd(session: Session, event: Event):
    """Alpha wishes to meet Beta, who has not agreed yet; their names are hostile."""
    basic = make.make_category(session, event, "premium", weight=3, guarantee=4, wish_limit=12)
    alpha = make.make_organisation(session, "Alpha & <i>Co</i>")
    beta = make.make_organisation(session, "Beta")
    first = make.make_delegation(session, event, basic, alpha)
    second = make.make_delegation(session, event, basic, beta)
    make.make_registration(
        session, first, make.make_person(session, alpha, first_name="<b>Zoé</b>", last_name="Martin")
    )
    make.make_registration(session, second, make.make_person(session, beta, last_name="Roland"), agreed_at=None)
    make.make_wish(session, first, second)
    return first, second


@pytest.fixture
def base(forum: Event, solved: SolveRun) -> str:
    """The address of the solved scenario."""
    return f"/o/{forum.slug}/scenarios/{solved.scenario_id}"
