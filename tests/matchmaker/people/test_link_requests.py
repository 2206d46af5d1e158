"""Links that were asked for: noted for any address, mailed once, forgotten when too old."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.models import Event, LinkKind, LinkRequest, Message, Organisation
from matchmaker.people.commands.link_requests import request_link
from matchmaker.people.jobs import answer_requests
from tests.builders.factories import (
    make_category,
    make_delegation,
    make_event,
    make_person,
    make_registration,
    make_staff,
)

KNOWN, STAFF, UNKNOWN = "ada@nivelyo.example", "anne@cluster.example", "nobody@x.example"


def make_known(session: Session) -> Event:
    event = make_event(session)
    delegation = make_delegation(session, event, make_category(session, event))
    organisation = session.get_one(Organisation, delegation.organisation_id)
    make_registration(session, delegation, make_person(session, organisation, email=KNOWN))
    make_staff(session, email=STAFF, email_key=STAFF)
    return event


def ask(session: Session, event: Event) -> None:
    for email in (KNOWN, UNKNOWN):
        request_link(session, LinkKind.LOG_IN, email, event=event, next_path="/e/namur/wishes")
    for email in (STAFF, UNKNOWN):
        request_link(session, LinkKind.PASSWORD, email)
    session.commit()


def recipients(session: Session) -> list[str]:
    session.expire_all()
    return sorted(session.exec(select(Message.recipient)).all())


def test_each_is_mailed_once_by_several_workers_and_none_to_an_unknown_address(session: Session, database_url: str):
    ask(session, make_known(session))
    noted = session.exec(select(LinkRequest.email_key, LinkRequest.kind).order_by(LinkRequest.id)).all()
    session.rollback()  # SQLite has one writer at a time

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: answer_requests(url=database_url), range(3)))

    assert noted == [
        (KNOWN, LinkKind.LOG_IN),
        (UNKNOWN, LinkKind.LOG_IN),
        (STAFF, LinkKind.PASSWORD),
        (UNKNOWN, LinkKind.PASSWORD),
    ]
    assert (recipients(session), session.exec(select(LinkRequest)).all()) == ([KNOWN, STAFF], [])


def test_what_waited_longer_than_its_link_would_live_is_forgotten(session: Session, database_url: str):
    ask(session, make_known(session))

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        answer_requests(url=database_url)

    assert (recipients(session), session.exec(select(LinkRequest)).all()) == ([], [])
