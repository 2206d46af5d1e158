"""The schedule of somebody who has never logged in: its button logs in, once, and nothing of that is kept."""

import re

import pytest
from sqlmodel import Session, select

from matchmaker.base.links import ParticipantPage
from matchmaker.mail.queries.messages import read_message
from matchmaker.models import Message, MessageState, ReleaseKind
from matchmaker.people.commands.first_links import first_link
from matchmaker.people.commands.login import read_link, redeem_link
from matchmaker.publishing.commands.messages import correct_address
from tests.builders.forum import Seat, make_mailing_forum
from tests.builders.mail_client import read
from tests.builders.office import Office
from tests.builders.smtp_server import Server

TOM, ADA = "Lumo", "Nivelyo"


@pytest.fixture
def office(session: Session, database_url: str, server: Server) -> Office:
    """Tom of Lumo has never logged in, Ada of Nivelyo has; both read English."""
    forum = make_mailing_forum(session)
    forum.wish(forum.join(TOM), forum.join(ADA))
    office = Office(forum, database_url, server)
    for name in (TOM, ADA):
        office.person(name).language = "en"
    link = first_link(session, forum.event, office.person(ADA), ParticipantPage.START)
    redeem_link(session, link.url.rpartition("/")[2].partition("?")[0])
    return office


def release(office: Office, kind: ReleaseKind = ReleaseKind.FINAL) -> None:
    one, other = (office.forum.people[name].delegation_id for name in (TOM, ADA))
    delegations = office.forum.facts().delegations
    with office.later():
        office.release(Seat(delegations[one], delegations[other], slot=0), kind=kind)


def schedule(office: Office, name: str) -> Message:
    statement = select(Message).where(
        Message.registration_id == office.forum.people[name].id, Message.kind.like("%_published")
    )
    return office.forum.session.exec(statement.order_by(Message.id.desc())).first()


def text(mime: bytes) -> str:
    return str(read(mime).get_body(("plain",)).get_content())


@pytest.mark.parametrize("kind", ReleaseKind)
def test_its_button_logs_in_once_and_leads_to_the_schedule(office: Office, kind: ReleaseKind) -> None:
    release(office, kind)

    said = text(schedule(office, TOM).mime)
    secret = re.search(r"/login/([\w-]+)\?next=%2Fe%2F", said)[1]
    assert "It works once, until 12 March; afterwards it brings you a new one." in " ".join(said.split())
    with office.later():
        session = office.forum.session
        people = [read_link(session, secret), redeem_link(session, secret), redeem_link(session, secret)]
    assert people == [[office.person(TOM)], [office.person(TOM)], []]
    assert "/login/" not in text(schedule(office, ADA).mime)


def test_once_it_has_left_no_link_of_it_is_kept(office: Office) -> None:
    release(office)
    composed = schedule(office, TOM).mime
    with office.later():
        office.send()

    (sent,) = [mime for address, mime in office.server.got if mime == composed]
    kept = schedule(office, TOM)
    plain = re.sub(r"/login/[\w-]+\?next=%2Fe%2F([\w-]+)%2Fagenda", r"/e/\1/agenda", text(sent))
    assert (kept.state, text(kept.mime)) == (MessageState.SENT, plain)
    assert [part.get_content_type() for part in read(kept.mime).walk()] == [
        part.get_content_type() for part in read(sent).walk()
    ]
    assert dict(read(kept.mime).items()) == dict(read(sent).items())


def test_nobody_else_gets_or_sees_it(office: Office) -> None:
    release(office)
    waiting = schedule(office, TOM)
    shown = read_message(office.forum.session, waiting)

    with office.later():
        correct_address(office.forum.session, office.forum.people[TOM], "tom@right.example", actor="Anne")

    copy = schedule(office, TOM)
    assert (copy.recipient, waiting.state) == ("tom@right.example", MessageState.SUPERSEDED)
    assert [
        ("/login/" in one, f"/e/{office.forum.event.slug}/agenda" in one) for one in (shown.html, text(copy.mime))
    ] == [(False, True)] * 2
