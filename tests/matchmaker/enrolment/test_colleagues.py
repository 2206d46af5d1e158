"""Colleagues invite colleagues: the organisation is that of who invites, places and approval are those of everybody."""

from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, TooMany
from matchmaker.enrolment.commands.inviting import MOST_OPEN, invite_colleague
from matchmaker.enrolment.commands.joining import join_colleague
from matchmaker.enrolment.queries.colleagues import read_colleagues
from matchmaker.enrolment.queries.form import read_open_form
from matchmaker.enrolment.queries.tokens import invitation_url, read_invitation, read_request
from matchmaker.models import ColleagueInvitation, Delegation, Message, Person, Registration, RequestState
from matchmaker.people.commands.tries import INVITATIONS
from tests.builders import factories as make
from tests.builders.enrolment import newcomer, open_form
from tests.builders.history import trail


@pytest.fixture
def ada(session, fair) -> Registration:
    """Somebody of Nivelyo who takes part as a guest."""
    organisation = make.make_organisation(session, "Nivelyo SA", name_key="nivelyo", vat="BE0403019261")
    delegation = make.make_delegation(session, fair.event, fair.guest, organisation)
    person = make.make_person(session, organisation, first_name="Ada", last_name="Nivelyo", email="ada@nivelyo.example")
    return make.make_registration(session, delegation, person)


def invitations(session) -> list[ColleagueInvitation]:
    return list(session.exec(select(ColleagueInvitation).order_by(col(ColleagueInvitation.id))).all())


def last_mail(session) -> Message:
    return session.exec(select(Message).order_by(col(Message.id).desc())).first()


def join(session, fair, **values):
    (invitation,) = invitations(session)
    form = read_open_form(session, fair.event.slug)
    return join_colleague(session, form, invitation, newcomer(first_name="Bob", **values)).request


def test_a_colleague_joins_the_organisation_of_who_has_invited_them(session, fair, ada):
    open_form(session, fair.event, {fair.premium.id: None})

    invite_colleague(session, ada, "bob@gmail.com", language="en")
    invite_colleague(session, ada, "Bob@gmail.com", language="en")

    (invitation,) = invitations(session)
    assert last_mail(session).subject == f"A colleague invites you: {fair.event.name}"
    assert [entry[:3] for entry in trail(session)] == [("Ada Nivelyo", "invite_colleague", "Ada Nivelyo")] * 2
    token = invitation_url(fair.event, invitation).rpartition("/")[2]
    assert read_invitation(session, fair.event, token) == invitation
    assert (read_request(session, fair.event, token), read_invitation(session, fair.event, token[:-1])) == (None, None)

    # what is typed for another organisation or address does not count
    bob = join(session, fair, organisation="Elsewhere", email="eve@eve.example", category_id=fair.premium.id)

    registration = session.get_one(Registration, bob.registration_id)
    assert (bob.state, registration.delegation_id) == (RequestState.ACCEPTED, ada.delegation_id)
    assert session.get_one(Person, registration.person_id).email == "bob@gmail.com"
    found = read_colleagues(session, session.get_one(Delegation, ada.delegation_id))
    assert ([person.first_name for person in found.people], list(found.invited)) == (["Ada", "Bob"], [])
    with pytest.raises(Closed):
        join(session, fair)


@pytest.mark.parametrize(
    ("settings", "state"),
    [({"needs_approval": True}, RequestState.PENDING), ({"capacity": 1}, RequestState.WAITING)],
    ids=["approval", "full"],
)
def test_an_invitation_is_no_way_around_approval_or_capacity(session, fair, ada, settings, state):
    open_form(session, fair.event, {fair.guest.id: None}, **settings)
    invite_colleague(session, ada, "bob@nivelyo.example", language="en")

    assert join(session, fair).state is state


@pytest.mark.parametrize("change", ["old", "withdrawn", "closed"])
def test_an_invitation_that_no_longer_holds_registers_nobody(session, fair, ada, change):
    form = open_form(session, fair.event, {fair.guest.id: None})
    invite_colleague(session, ada, "bob@nivelyo.example", language="en")
    if change == "old":
        invitations(session)[0].expires_at = clock.now() - timedelta(minutes=1)
    elif change == "withdrawn":
        ada.withdrawn_at = clock.now()
    else:
        form.is_open = False
    session.flush()

    with pytest.raises(Closed):
        join(session, fair)


def test_somebody_sends_so_many_mails_and_no_more(session, fair, ada):
    open_form(session, fair.event, {fair.guest.id: None})
    for _ in range(INVITATIONS.mails):
        invite_colleague(session, ada, "bob@nivelyo.example", language="en")

    with pytest.raises(TooMany):
        invite_colleague(session, ada, "bob@nivelyo.example", language="en")


def test_strangers_are_not_written_to_in_numbers(session, fair, ada):
    open_form(session, fair.event, {fair.guest.id: None})
    for number in range(MOST_OPEN):
        invite_colleague(session, ada, f"p{number}@nivelyo.example", language="en")

    with pytest.raises(TooMany):
        invite_colleague(session, ada, "one.more@nivelyo.example", language="en")
    with pytest.raises(InvalidInput):
        invite_colleague(session, ada, "nobody", language="en")


def test_who_is_registered_already_is_told_so_by_mail_alone(session, fair, ada):
    open_form(session, fair.event, {fair.guest.id: None})
    other = make.make_registration(session, make.make_delegation(session, fair.event, fair.guest))

    invite_colleague(session, ada, session.get_one(Person, other.person_id).email, language="en")

    assert last_mail(session).kind == "already_registered"
    assert len(invitations(session)) == 1  # as for an address that nobody knows: the page tells no difference


def test_a_mailbox_gets_no_more_than_a_few_mails_whatever_is_asked_for(session, fair, ada):
    open_form(session, fair.event, {fair.guest.id: None})
    other = make.make_registration(session, make.make_delegation(session, fair.event, fair.guest))
    registered = session.get_one(Person, other.person_id).email

    for number in range(8):
        invite_colleague(session, ada, f"flooded+{number}@third.example", language="en")
        invite_colleague(session, ada, registered, language="en")

    assert session.exec(select(Message.kind, func.count()).group_by(Message.kind).order_by(Message.kind)).all() == [
        ("already_registered", 5),
        ("colleague_invited", 5),
    ]
