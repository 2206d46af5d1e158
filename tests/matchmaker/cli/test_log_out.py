"""`matchmaker log-out`: log-ins end from the server."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.db import open_session
from matchmaker.models import Person, Staff
from tests.builders import factories as make


def epochs(session: Session, *people: Person | Staff) -> list[int]:
    session.rollback()
    session.expire_all()
    return [one.session_epoch for one in people]


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    """A look into the database of the command line."""
    with open_session(url=sqlite_url) as session:
        yield session


@pytest.fixture
def people(session: Session) -> tuple[Person | Staff, ...]:
    """The same address as a person and as staff, and two others."""
    event = make.make_event(session)
    organisation = make.make_organisation(session)
    found = (
        make.make_person(session, organisation, email="Anne@cluster.example"),
        make.make_staff(session, event, email="anne@cluster.example", email_key="anne@cluster.example"),
        make.make_person(session, organisation, email="zoe@numalis.example"),
        make.make_staff(session, event),
    )
    session.commit()
    return found


def test_the_log_ins_of_an_address_end(run, session: Session, people) -> None:
    result = run("log-out", "--email", "ANNE@cluster.example")

    assert (result.exit_code, result.output) == (0, "People whose log-ins have ended: 2.\n")
    assert epochs(session, *people) == [2, 2, 1, 1]


def test_everybodys_log_ins_end(run, session: Session, people) -> None:
    result = run("log-out", "--everybody")

    assert (result.exit_code, result.output) == (0, "People whose log-ins have ended: 4.\n")
    assert epochs(session, *people) == [2, 2, 2, 2]


@pytest.mark.parametrize("options", [(), ("--everybody", "--email", "anne@cluster.example")])
def test_one_of_the_two_must_be_said(run, options) -> None:
    assert run("log-out", *options).exit_code == 2
