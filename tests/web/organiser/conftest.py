"""A forum with its organiser logged in."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker import jobs
from matchmaker.base.config import Config, get_config
from matchmaker.imports import load_folder
from matchmaker.models import Event, EventStaff, SolveRun, Staff
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.jobs.solving import execute_run
from tests.builders import factories as make
from tests.builders.invited import Invited, invite
from tests.builders.paths import TINY


@pytest.fixture(autouse=True)
def empty_queues() -> Iterator[None]:
    """Queues live in the memory of the process: leave nothing to the next test."""
    yield
    jobs.solve_queue.flush()
    jobs.quick_queue.flush()


@pytest.fixture
def event(session: Session) -> Event:
    """A forum called `salon` with four slots and one table, and a category `basic`."""
    event = make.make_event(session, slug="salon", name="Salon <b>Namur</b>")
    venue = make.make_venue(session, event, name="Palais")
    make.make_slots(session, venue)
    make.make_place(session, venue, "T1")
    make.make_category(session, event)
    return event


@pytest.fixture
def staff(session: Session, event: Event) -> Staff:
    """The organiser of `salon`; reads English."""
    return make.make_staff(session, event, name="Anne", language="en")


@pytest.fixture
def organiser(
    client: FlaskClient, staff: Staff, as_organiser: Callable[[FlaskClient, Staff], FlaskClient]
) -> FlaskClient:
    """A browser in which the organiser of `salon` is logged in."""
    return as_organiser(client, staff)


@pytest.fixture
def forum(session: Session, staff: Staff) -> Event:
    """The tiny forum of eight companies, organised by the same member of the staff."""
    forum = load_folder(session, TINY)
    session.add(EventStaff(event_id=forum.id, staff_id=staff.id))
    session.flush()
    return forum


@pytest.fixture
def solved(session: Session, forum: Event, staff: Staff) -> SolveRun:
    """A run of the solver on the tiny forum that is over; its scenario is called `Standard <i>rules</i>`."""
    run = request_run(session, forum, name="Standard <i>rules</i>", seconds=5, staff_id=staff.id)
    session.commit()
    execute_run(run.id)
    session.expire_all()
    return run


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
