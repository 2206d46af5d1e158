"""`matchmaker log-out`: log-ins end from the server."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.db import open_session
from matchmaker.models import Person, Staff
from tests.builders import factories as make
from tests.builders.sessions import begin, whose


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
    return (
        make.make_person(session, organisation, email="Anne@cluster.example"),
        make.make_staff(session, event, email="anne@cluster.example", email_key="anne@cluster.example"),
        make.make_person(session, organisation, email="zoe@numalis.example"),
        make.make_staff(session, event),
    )


@pytest.fixture
def keys(session: Session, people) -> list[str]:
    """Of a session of each."""
    keys = [begin(session, one) for one in people]
    session.commit()
    return keys


def held(session: Session, keys: list[str]) -> list[bool]:
    """Which of the sessions hold, after the command."""
    session.rollback()
    session.expire_all()
    return [whose(session, key) is not None for key in keys]


def test_the_log_ins_of_an_address_end(run, session: Session, keys) -> None:
    result = run("log-out", "--email", "ANNE@cluster.example")

    assert (result.exit_code, result.output) == (0, "People whose log-ins have ended: 2.\n")
    assert held(session, keys) == [False, False, True, True]


def test_everybodys_log_ins_end(run, session: Session, keys) -> None:
    result = run("log-out", "--everybody")

    assert (result.exit_code, result.output) == (0, "People whose log-ins have ended: 4.\n")
    assert held(session, keys) == [False] * 4


@pytest.mark.parametrize("options", [(), ("--everybody", "--email", "anne@cluster.example")])
def test_one_of_the_two_must_be_said(run, options) -> None:
    assert run("log-out", *options).exit_code == 2
