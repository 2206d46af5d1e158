"""Organisers hear of each request once, as often as they have chosen."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.enrolment.commands.digests import queue_digest
from matchmaker.enrolment.jobs import tell_organisers
from matchmaker.models import Message, RequestDigest, RequestState, StaffRole
from tests.builders import factories as make
from tests.builders.enrolment import make_request, open_form

MORNING = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
"""Half past eight in Brussels."""
HOUR = timedelta(hours=1)


def told(session, fair, now) -> list[str]:
    """Queue what is due at `now`, and return the subjects that are new."""
    before = len(session.exec(select(Message.id)).all())
    queue_digest(session, fair.event, now)
    return [one.subject for one in session.exec(select(Message).order_by(Message.id)).all()[before:]]


def wait(session, fair, name: str) -> None:
    make_request(session, fair.event, RequestState.PENDING, email=f"{name}@x.example", first_name=name)


def test_once_a_day_in_the_morning(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})
    wait(session, fair, "Ada")

    assert told(session, fair, MORNING - HOUR) == []
    assert told(session, fair, MORNING) == [f"A registration waits for you: {fair.event.name}"]
    wait(session, fair, "Bea")
    assert told(session, fair, MORNING + 9 * HOUR) == []
    assert told(session, fair, MORNING + 24 * HOUR) == [f"2 registrations wait for you: {fair.event.name}"]
    assert told(session, fair, MORNING + 48 * HOUR) == []


def test_at_once_and_then_every_hour(session, fair):
    open_form(session, fair.event, {fair.guest.id: None}, digest=RequestDigest.HOURLY)
    wait(session, fair, "Ada")

    assert len(told(session, fair, MORNING - 6 * HOUR)) == 1
    wait(session, fair, "Bea")
    assert told(session, fair, MORNING - 6 * HOUR + HOUR / 2) == []
    assert len(told(session, fair, MORNING - 5 * HOUR)) == 1


@pytest.mark.parametrize("state", [RequestState.SENT, RequestState.WAITING, RequestState.REFUSED])
def test_only_what_an_organiser_decides_is_told(session, fair, state):
    open_form(session, fair.event, {fair.guest.id: None})
    make_request(session, fair.event, state)

    assert told(session, fair, MORNING) == []


def test_nobody_is_told_who_wants_no_mail(session, fair):
    open_form(session, fair.event, {fair.guest.id: None}, digest=RequestDigest.NEVER)
    wait(session, fair, "Ada")

    assert told(session, fair, MORNING) == []


def test_each_organiser_is_told_and_nobody_else(session, fair, database_url):
    open_form(session, fair.event, {fair.guest.id: None}, digest=RequestDigest.HOURLY)
    make.make_staff(session, fair.event, name="Ben")
    make.make_staff(session, fair.event, StaffRole.PARTNER_ALL)
    wait(session, fair, "Ada")
    session.commit()

    assert tell_organisers(database_url) == 2
    assert tell_organisers(database_url) == 0
    with transaction(database_url) as other:
        assert len(other.exec(select(Message)).all()) == 2
