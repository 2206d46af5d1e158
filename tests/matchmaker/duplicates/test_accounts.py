"""A merge hands no account over in silence: log-ins, links and feeds end, and both mailboxes are told."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.duplicates.commands.merging import merge
from matchmaker.duplicates.commands.undo import undo_merge
from matchmaker.duplicates.queries.addresses import address_choices, corrects_addresses
from matchmaker.duplicates.queries.comparison import compare
from matchmaker.models import (
    Community,
    EventStaff,
    LoginMethod,
    LoginSession,
    Merge,
    MergeKind,
    Message,
    Person,
    Registration,
    StaffRole,
)
from matchmaker.people.commands.login import LINK_VALID, issue_link, read_link
from tests.builders import factories as make


@pytest.fixture
def two(session: Session) -> tuple[Person, Person]:
    """Two of one name, each registered for an event of its own and logged in."""
    company = make.make_organisation(session, "Victim Corp", make.home(session))
    people = []
    for address in ("vic@victim.example", "vic@evil.example"):
        event = make.make_event(session)
        person = make.make_person(session, company, first_name="Vic", last_name="Tim", email=address)
        delegation = make.make_delegation(session, event, make.make_category(session, event), company)
        make.make_registration(session, delegation, person)
        log_in(session, person)
        people.append(person)
    return people[0], people[1]


def log_in(session: Session, person: Person) -> None:
    number = len(session.exec(select(LoginSession.id)).all())
    session.add(LoginSession(person_id=person.id, key_hash=f"key {number}", method=LoginMethod.LINK))
    session.flush()


def merged(session: Session, one: Person, other: Person, *, moves_addresses: bool = True, **chosen: int) -> Merge:
    community, ids = session.get_one(Community, make.home(session).id), (one.id, other.id)
    shown = compare(session, community, MergeKind.PERSON, ids).token
    return merge(
        session,
        community,
        MergeKind.PERSON,
        ids,
        chosen=chosen,
        shown=shown,
        moves_addresses=moves_addresses,
        actor="Anne",
    )


def live(session: Session) -> int:
    return len(session.exec(select(LoginSession.id).where(col(LoginSession.ended_at).is_(None))).all())


def epochs(session: Session) -> list[int]:
    """The epochs of the addresses of feeds."""
    return list(session.exec(select(Registration.feed_epoch).order_by(col(Registration.id))))


def told(session: Session) -> list[tuple[str, str]]:
    return sorted(session.exec(select(Message.kind, Message.recipient)).all())


def test_log_ins_links_and_feeds_of_both_end_and_both_addresses_are_told(session, two):
    secrets = [issue_link(session, one.email, None, expires_at=clock.now() + LINK_VALID) for one in two]
    before = epochs(session)

    merged(session, *two, email=two[1].id)

    assert live(session) == 0
    assert [read_link(session, secret) for secret in secrets] == [[], []]
    assert epochs(session) == [epoch + 1 for epoch in before]
    assert told(session) == [("merged", "vic@evil.example"), ("merged", "vic@victim.example")]


def test_an_undo_ends_what_was_begun_while_both_were_one(session, two):
    done = merged(session, *two, email=two[1].id)
    log_in(session, two[0])
    secret = issue_link(session, "vic@evil.example", None, expires_at=clock.now() + LINK_VALID)
    before = epochs(session)

    undo_merge(session, make.home(session), done.id, actor="Anne")

    assert (live(session), read_link(session, secret)) == (0, [])
    assert epochs(session) == [epoch + 1 for epoch in before]
    assert told(session)[2:] == [("parted", "vic@evil.example"), ("parted", "vic@victim.example")]


def test_without_the_right_to_correct_an_address_that_of_the_account_in_use_stays(session, two):
    one, other = two
    with pytest.raises(InvalidInput):  # both are in use
        merged(session, one, other, moves_addresses=False)
    for row in session.exec(select(LoginSession).where(LoginSession.person_id == one.id)):
        session.delete(row)
    session.flush()
    with pytest.raises(InvalidInput):
        merged(session, one, other, moves_addresses=False, email=one.id)

    merged(session, one, other, moves_addresses=False)

    assert one.email == "vic@evil.example"  # the only one whose mailbox has proved itself


def test_who_organises_an_event_of_each_may_choose(session, two):
    found = compare(session, make.home(session), MergeKind.PERSON, (two[0].id, two[1].id))
    assert (address_choices(found, may_move=False), address_choices(found, may_move=True)) == (
        (),
        (two[0].id, two[1].id),
    )
    events = session.exec(select(Registration.event_id).order_by(col(Registration.id))).all()
    answers = []
    staff = make.make_staff(session)
    for event_id in events:
        session.add(EventStaff(event_id=event_id, staff_id=staff.id, role=StaffRole.ORGANISER))
        session.flush()
        answers.append(corrects_addresses(session, found, staff.id))

    assert answers == [False, True]


def test_what_was_typed_while_both_were_one_does_not_stay_with_the_other(session, two):
    done = merged(session, *two)
    two[0].phone, two[0].updated_at = "+32477123456", clock.now() + timedelta(minutes=1)
    session.flush()

    with pytest.raises(Stale):
        undo_merge(session, make.home(session), done.id, actor="Anne")
