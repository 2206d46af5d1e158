"""Whose contact is given to whom: confirmed, ticked, and nobody else's."""

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.contacts import contacts_of
from matchmaker.models import Delegation, EntryState, Person, Registration, ReleaseKind
from tests.builders import factories
from tests.builders.calendars import meeting_details
from tests.builders.published import add_entry, make_registration, publish

FINAL, PROVISIONAL = ReleaseKind.FINAL, ReleaseKind.PROVISIONAL


@pytest.fixture
def ada(session: Session) -> Registration:
    return make_registration(session)


@pytest.fixture
def pierre(session: Session, ada: Registration) -> Registration:
    """Somebody of another delegation of the event, with everything on the card and nothing ticked."""
    delegation = session.get_one(Delegation, ada.delegation_id)
    event, category = delegation.event_id, delegation.category_id
    organisation = factories.make_organisation(session, "Wallosoft")
    theirs = Delegation(
        community_id=organisation.community_id, event_id=event, organisation_id=organisation.id, category_id=category
    )
    session.add(theirs)
    session.flush()
    values = {"email": "p@w.example", "phone": "+32 470 12 34 56", "linkedin": "https://linkedin.com/in/p"}
    return factories.make_registration(session, theirs, factories.make_person(session, organisation, **values))


def meet(session: Session, ada: Registration, other: Registration, number: int = 1, kind=FINAL, **values) -> None:
    person = {"registration_id": other.id, "name": "x", "job_title": "", "languages": []}
    details = meeting_details(other={"delegation_id": other.delegation_id, "organisation": "x", "people": [person]})
    add_entry(session, publish(session, ada.event_id, number, kind), ada, details=details, **values)


def test_nothing_but_what_the_schedule_says_is_given_until_it_is_ticked(session, ada, pierre) -> None:
    meet(session, ada, pierre)

    contact = contacts_of(session, ada)[pierre.id]

    assert (contact.name, contact.organisation) == (session.get_one(Person, pierre.person_id).name, "Wallosoft")
    assert (contact.email, contact.phone, contact.linkedin, contact.shares) == ("", "", "", False)


@pytest.mark.parametrize("field", ["email", "phone", "linkedin"])
def test_each_tick_gives_exactly_its_field(session, ada, pierre, field: str) -> None:
    setattr(pierre, f"share_{field}", True)
    meet(session, ada, pierre)

    contact = contacts_of(session, ada)[pierre.id]

    assert [name for name in ("email", "phone", "linkedin") if getattr(contact, name)] == [field]


def test_a_provisional_meeting_gives_no_contact(session, ada, pierre) -> None:
    meet(session, ada, pierre, kind=PROVISIONAL)

    assert contacts_of(session, ada) == {}


def test_the_latest_final_release_counts(session, ada, pierre) -> None:
    meet(session, ada, pierre)
    publish(session, ada.event_id, 2, PROVISIONAL)
    while_provisional = contacts_of(session, ada).keys()
    publish(session, ada.event_id, 3)

    assert list(while_provisional) == [pierre.id]
    assert contacts_of(session, ada) == {}


def test_a_cancelled_meeting_gives_no_contact(session, ada, pierre) -> None:
    meet(session, ada, pierre, state=EntryState.CANCELLED, cancelled_at=clock.now())

    assert contacts_of(session, ada) == {}


def test_meeting_is_not_being_met_by_a_third(session, ada, pierre) -> None:
    colleague = factories.make_registration(session, session.get_one(Delegation, ada.delegation_id))
    meet(session, ada, pierre)

    assert contacts_of(session, colleague) == {}


@pytest.mark.parametrize("who", ["ada", "pierre", "theirs"])
def test_whoever_withdrew_neither_gives_nor_gets_contacts(session, ada, pierre, who: str) -> None:
    meet(session, ada, pierre)
    rows = {"ada": ada, "pierre": pierre, "theirs": session.get_one(Delegation, pierre.delegation_id)}
    rows[who].withdrawn_at = clock.now()
    session.flush()

    assert contacts_of(session, ada) == {}


def test_the_uid_is_the_person_s_in_every_event(session, ada, pierre) -> None:
    meet(session, ada, pierre)
    first = contacts_of(session, ada)[pierre.id].uid

    again = make_registration(session)
    twin = factories.make_registration(
        session, session.get_one(Delegation, again.delegation_id), session.get_one(Person, pierre.person_id)
    )
    meet(session, again, twin)

    assert contacts_of(session, again)[twin.id].uid == first
    assert first.startswith("urn:uuid:")
