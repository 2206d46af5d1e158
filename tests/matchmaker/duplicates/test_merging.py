"""Merging duplicates, and its undo: nothing of either is lost, and nothing is written by halves."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.duplicates.commands.merging import merge, tell_apart
from matchmaker.duplicates.commands.undo import forget_merges, undo_merge
from matchmaker.duplicates.queries.comparison import compare
from matchmaker.duplicates.queries.shared import SharedOutcome
from matchmaker.duplicates.queries.suggestions import read_duplicates
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.mail.letters.links import LoginMail
from matchmaker.models import (
    Community,
    Delegation,
    Event,
    LoginMethod,
    LoginSession,
    Merge,
    MergeKind,
    Message,
    Organisation,
    Person,
    Registration,
    Scenario,
    ScenarioKind,
    Wish,
)
from matchmaker.people.commands.login import mail_link
from tests.builders import factories as make
from tests.builders.history import trail

PERSON, ORGANISATION = MergeKind.PERSON, MergeKind.ORGANISATION


@pytest.fixture
def community(session: Session) -> Community:
    return make.home(session)


def at(session: Session, event: Event, company: Organisation) -> Delegation:
    """The delegation of a company at an event."""
    return make.make_delegation(session, event, make.make_category(session, event, f"c{company.id}"), company)


def joined(session: Session, community: Community, kind: MergeKind, one, other, **chosen: int) -> Merge:
    ids = (one.id, other.id)
    shown = compare(session, community, kind, ids).token
    return merge(session, community, kind, ids, chosen=chosen, shown=shown, moves_addresses=True, actor="Anne")


def everything(session: Session) -> dict[str, list]:
    """Every row that a merge may touch, as values."""
    session.flush()
    session.expire_all()
    tables = (Organisation, Person, Delegation, Registration, Wish, LoginSession)
    unlike = {"updated_at", "search_text", "public_text", "ended_at", "feed_epoch"}
    return {
        table.__tablename__: [
            row.model_dump(exclude=unlike) for row in session.exec(select(table).order_by(col(table.id)))
        ]
        for table in tables
    }


def test_two_addresses_of_a_person_become_one_with_both_histories_and_apart_again(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one = make.make_person(session, company, first_name="Élodie", last_name="Marchal", email="em@nivelyo.example")
    other = make.make_person(
        session, company, first_name="E.", last_name="Marchal", email="elodie@nivelyo.example", phone="+32 81 11 22 33"
    )
    early, late = make.make_event(session), make.make_event(session)
    first = make.make_registration(session, at(session, early, company), one, agreed_at=None)
    both = at(session, late, company)
    mine = make.make_registration(session, both, one, agreed_at=None)
    twin = make.make_registration(session, both, other)
    session.add(LoginSession(person_id=other.id, key_hash="k", method=LoginMethod.LINK))
    before = everything(session)

    done = joined(session, community, PERSON, one, other, email=other.id)

    rows = session.exec(select(Registration.id, Registration.person_id).order_by(col(Registration.id))).all()
    assert rows == [(first.id, one.id), (twin.id, one.id)]
    assert (one.name, one.email, one.phone) == ("Élodie Marchal", "elodie@nivelyo.example", "+32 81 11 22 33")
    assert (other.merged_into_id, other.email) == (one.id, "em@nivelyo.example")
    assert session.exec(select(LoginSession.person_id)).all() == [one.id]
    assert trail(session)[-1][:3] == ("Anne", "merge_people", "Élodie Marchal")

    undo_merge(session, community, done.id, actor="Bruno")

    assert everything(session) == before
    assert mine.id in {row.id for row in session.exec(select(Registration))}
    with pytest.raises(Stale):
        undo_merge(session, community, done.id, actor="Bruno")


def test_two_spellings_of_an_organisation_become_one(session, community):
    one = make.make_organisation(session, "Nivelyo", vat="BE0403170701")
    other = make.make_organisation(session, "Nivélyo SA", external_id="M7", website="https://nivelyo.example")
    event = make.make_event(session)
    ours, theirs = (at(session, event, company) for company in (one, other))
    third, fourth = (at(session, event, make.make_organisation(session)) for _ in range(2))
    for sender, receiver, rank in ((ours, third, 1), (theirs, third, 1), (theirs, fourth, 2), (ours, theirs, 2)):
        make.make_wish(session, sender, receiver, rank=rank)
    make.make_wish(session, fourth, ours)
    shared_address = [
        make.make_person(session, company, first_name="Élodie", last_name="Marchal", email="em@nivelyo.example")
        for company in (one, other)
    ]
    make.make_registration(session, theirs, shared_address[1])
    before = everything(session)
    found = compare(session, community, ORGANISATION, (one.id, other.id))
    assert [(each.outcome, each.wishes_kept, each.wishes_dropped) for each in found.shared] == [
        (SharedOutcome.JOINED, 3, 2)
    ]

    done = joined(session, community, ORGANISATION, one, other)

    assert (one.external_id, one.website, other.external_id) == ("M7", "https://nivelyo.example", None)
    assert [row.name for row in session.exec(select(Organisation).where(col(Organisation.merged_into_id).is_(None)))][
        :1
    ]
    delegation = session.exec(select(Delegation).where(Delegation.organisation_id == one.id)).one()
    wishes = session.exec(select(Wish).order_by(col(Wish.from_id), col(Wish.rank))).all()
    assert {(wish.from_id, wish.to_id, wish.rank) for wish in wishes} == {
        (delegation.id, third.id, 1),
        (delegation.id, fourth.id, 2),
        (fourth.id, delegation.id, 1),
    }
    assert session.exec(select(Registration.person_id)).all() == [shared_address[0].id]

    undo_merge(session, community, done.id, actor="Anne")

    assert everything(session) == before


def test_where_a_schedule_names_both_they_are_merged_once_one_has_withdrawn(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one, other = (make.make_person(session, company, last_name="Marchal") for _ in range(2))
    event = make.make_event(session)
    delegation = at(session, event, company)
    kept, gone = (make.make_registration(session, delegation, person) for person in (one, other))
    session.add(Scenario(event_id=event.id, kind=ScenarioKind.SOLVED, name="One", status="optimal"))
    session.flush()

    with pytest.raises(InvalidInput):
        joined(session, community, PERSON, one, other)
    kept.withdrawn_at = clock.now()
    session.flush()
    joined(session, community, PERSON, one, other)

    assert one.merged_into_id == other.id  # the one who takes part stays
    assert (kept.person_id, gone.person_id) == (one.id, other.id)


def test_a_merge_is_refused_for_what_is_not_shown_or_not_ours(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one, other = (make.make_person(session, company, last_name="Marchal") for _ in range(2))
    stranger = make.make_person(session, make.make_organisation(session, "Far", make.make_community(session)))
    elsewhere = make.make_person(session, make.make_organisation(session, "Near"))
    shown = compare(session, community, PERSON, (one.id, other.id)).token

    for number, error in ((stranger.id, NotFound), (one.id, NotFound), (elsewhere.id, InvalidInput)):
        with pytest.raises(error):
            compare(session, community, PERSON, (one.id, number))
    other.job_title = "CEO"
    session.flush()
    with pytest.raises(Stale):
        merge(
            session, community, PERSON, (one.id, other.id), chosen={}, shown=shown, moves_addresses=True, actor="Anne"
        )
    done = joined(session, community, PERSON, one, other)
    with pytest.raises(Stale):
        compare(session, community, PERSON, (one.id, other.id))
    with pytest.raises(NotFound):
        undo_merge(session, make.make_community(session), done.id, actor="Anne")


def test_a_merge_is_not_undone_once_what_it_joined_has_changed(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one, other = (make.make_person(session, company, last_name="Marchal") for _ in range(2))
    done = joined(session, community, PERSON, one, other, email=other.id)
    one.email, one.email_key = "new@nivelyo.example", "new@nivelyo.example"
    session.flush()

    with pytest.raises(Stale):
        undo_merge(session, community, done.id, actor="Anne")


def test_a_merge_is_not_undone_into_another_row_that_has_got_the_id(session, community):
    one, other = (make.make_organisation(session, "Nivelyo") for _ in range(2))
    done = joined(session, community, ORGANISATION, one, other)
    other.community_id = make.make_community(session).id
    session.flush()

    with pytest.raises(Stale):
        undo_merge(session, community, done.id, actor="Anne")


def test_a_merge_too_old_to_be_undone_is_forgotten(session, community):
    pairs = [(make.make_organisation(session, name), make.make_organisation(session, name)) for name in ("Old", "New")]
    old, new = (joined(session, community, ORGANISATION, one, other) for one, other in pairs)
    old.at = clock.now() - UNDONE_WITHIN - timedelta(seconds=1)
    session.flush()

    with pytest.raises(NotFound):
        undo_merge(session, community, old.id, actor="Anne")
    forget_merges(session)
    assert session.exec(select(Merge.id)).all() == [new.id]
    assert undo_merge(session, community, new.id, actor="Anne").undone_at is not None


def test_two_people_who_share_an_address_keep_their_organisations_apart(session, community):
    one, other = make.make_organisation(session, "Nivelyo"), make.make_organisation(session, "Nivelyo SA")
    make.make_person(session, one, first_name="Ada", last_name="Byron", email="info@nivelyo.example")
    make.make_person(session, other, first_name="Marc", last_name="Dumont", email="info@nivelyo.example")

    assert compare(session, community, ORGANISATION, (one.id, other.id)).namesakes == ("info@nivelyo.example",)


def test_those_who_are_two_are_not_suggested_again(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one, other = (make.make_person(session, company, first_name="Ada", last_name="Byron") for _ in range(2))
    assert read_duplicates(session, community.id).number == 1

    for _ in range(2):
        tell_apart(session, community, PERSON, (other.id, one.id), actor="Anne")

    found = read_duplicates(session, community.id)
    assert (found.number, found.distinct) == (0, 1)


def test_a_former_address_sends_the_link_to_that_of_today(session, community):
    company = make.make_organisation(session, "Nivelyo")
    one, other = (make.make_person(session, company, last_name="Marchal") for _ in range(2))
    make.make_registration(session, at(session, make.make_event(session), company), one)
    joined(session, community, PERSON, one, other)

    mail_link(session, other.email)

    assert session.exec(select(Message.recipient).where(Message.kind == LoginMail.kind)).all() == [one.email]
