"""A corrected address is no way to take somebody over: the old one is told, log-ins and subscriptions end."""

from email import message_from_bytes, policy

import pytest
from sqlmodel import select

from matchmaker import feeds
from matchmaker.base import clock
from matchmaker.models import AuditEntry, CalendarChoice, Message, MessageState, Person, Registration
from matchmaker.publishing.commands.messages import correct_address
from tests.builders import factories as make
from tests.builders.sessions import begin, whose

OLD, NEW = "zoe@old.example", "zoe@new.example"


@pytest.fixture
def registration(session):
    """Zoé, who reads German, at one event; she takes part in another one of the same community."""
    events = [make.make_event(session, name=name) for name in ("Forum", "Mission")]
    organisation = make.make_organisation(session)
    zoe = make.make_person(session, organisation, first_name="Zoé", email=OLD, language="de")
    first, _ = [
        make.make_registration(
            session, make.make_delegation(session, event, make.make_category(session, event), organisation), zoe
        )
        for event in events
    ]
    return first


@pytest.fixture
def anne(session, registration):
    return make.make_staff(session, name="Anne")


def mails(session, kind: str) -> list[tuple[str, str]]:
    found = session.exec(select(Message).where(Message.kind == kind).order_by(Message.id)).all()
    return [
        (row.recipient, message_from_bytes(row.mime, policy=policy.default).get_body(("plain",)).get_content())
        for row in found
    ]


def test_the_old_address_is_told_in_the_persons_language_and_not_where_to(session, registration, anne):
    correct_address(session, registration, NEW, actor=anne.name)

    [(recipient, text)] = mails(session, "address_left")
    assert recipient == OLD
    assert "Die Veranstalter von Forum" in text
    assert "antworten Sie bitte sofort" in text
    assert NEW not in text
    [message] = session.exec(select(Message).where(Message.kind == "address_left"))
    assert message_from_bytes(message.mime, policy=policy.default)["Reply-To"] == "Welcome desk <desk@cluster.example>"


def test_log_ins_and_subscriptions_of_the_person_end_at_all_events(session, registration, anne):
    person = session.get_one(Person, registration.person_id)
    key, tokens = begin(session, person), [feeds.feed_token(one) for one in all_of(session, person)]
    assert all(feeds.current_source(session, feeds.read_token(token)) for token in tokens)

    correct_address(session, registration, NEW, actor=anne.name)

    assert whose(session, key) is None
    assert not any(feeds.current_source(session, feeds.read_token(token)) for token in tokens)


def test_who_subscribes_is_told_at_the_new_address(session, registration, anne):
    registration.calendar, registration.calendar_chosen_at = CalendarChoice.FEED, clock.now()

    assert correct_address(session, registration, NEW, actor=anne.name) == 1

    [(recipient, text)] = mails(session, "subscription_ended")
    assert (recipient, "/calendar" in text) == (NEW, True)


def test_the_history_says_who_did_it_and_no_address(session, registration, anne):
    correct_address(session, registration, NEW, actor=anne.name)

    entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "correct_address")).one()
    assert (entry.actor, entry.event_id, entry.registration_id) == ("Anne", registration.event_id, registration.id)
    assert entry.details == {}


def test_what_the_old_address_was_told_never_follows_to_a_newer_one(session, registration, anne):
    for address in (NEW, OLD, "mallory@third.example"):
        correct_address(session, registration, address, actor=anne.name)

    assert [recipient for recipient, _ in mails(session, "address_left")] == [OLD, NEW, OLD]
    assert {row.state for row in session.exec(select(Message))} == {MessageState.QUEUED}


def test_another_spelling_of_the_same_address_ends_nothing(session, registration, anne):
    person = session.get_one(Person, registration.person_id)
    key = begin(session, person)
    correct_address(session, registration, OLD.title(), actor=anne.name)

    assert mails(session, "address_left") == []
    assert whose(session, key) == person


def all_of(session, person):
    return session.exec(select(Registration).where(Registration.person_id == person.id)).all()
