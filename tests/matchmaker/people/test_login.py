"""Log-in links, on both databases."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.config import get_config
from matchmaker.mail.queries.mailbox import read_mail
from matchmaker.models import LoginLink, Message, Organisation
from matchmaker.people.commands import login
from matchmaker.people.commands.login import mail_link, read_link, redeem_link
from tests.builders.factories import make_category, make_delegation, make_event, make_person, make_registration


@pytest.fixture
def person(session):
    event = make_event(session, slug="namur", name="Forum Namur")
    delegation = make_delegation(session, event, make_category(session, event))
    organisation = session.get_one(Organisation, delegation.organisation_id)
    person = make_person(session, organisation, email="Elodie@Nivelyo.example", language="nl")
    make_registration(session, delegation, person)
    return person


def secret_mailed(session) -> str:
    message = session.exec(select(Message).order_by(Message.id.desc())).first()
    [link] = read_mail(session, message.id).links
    return link.removeprefix(f"{get_config().base_url}/login/")


def test_a_link_is_mailed_to_the_address_as_registered_in_a_language_with_texts(session, person):
    mail_link(session, " eLODIE@nivelyo.EXAMPLE")

    message = session.exec(select(Message)).one()
    assert message.recipient == "Elodie@Nivelyo.example"
    assert message.subject == "Uw inloglink"


def test_an_unknown_address_leaves_no_trace(session, person):
    mail_link(session, "nobody@nivelyo.example")

    assert session.exec(select(Message)).all() == []
    assert session.exec(select(LoginLink)).all() == []


def test_somebody_without_a_registration_gets_no_link(session, person):
    alone = make_person(session, session.get_one(Organisation, person.organisation_id))

    mail_link(session, alone.email)

    assert session.exec(select(Message)).all() == []


def test_only_a_hash_of_the_secret_is_kept(session, person):
    mail_link(session, person.email)
    secret = secret_mailed(session)

    [link] = session.exec(select(LoginLink)).all()
    assert len(secret) >= 43
    assert secret not in link.secret_hash


def test_a_secret_is_read_often_and_redeemed_once(session, person):
    mail_link(session, person.email)
    secret = secret_mailed(session)

    seen = [read_link(session, secret), read_link(session, secret)]
    used = [redeem_link(session, secret), redeem_link(session, secret)]

    assert seen == [[person], [person]]
    assert used == [[person], []]
    assert read_link(session, secret) == []


def test_a_secret_dies_after_its_minutes(session, person):
    mail_link(session, person.email)
    secret = secret_mailed(session)

    with time_machine.travel(clock.now() + timedelta(minutes=login.LINK_MINUTES, seconds=1)):
        assert read_link(session, secret) == []
        assert redeem_link(session, secret) == []


def test_a_mailbox_gets_no_more_links_than_it_can_need(session, person):
    for _ in range(12):
        mail_link(session, person.email)

    assert len(session.exec(select(Message)).all()) == 10
    assert read_link(session, secret_mailed(session)) == [person]
