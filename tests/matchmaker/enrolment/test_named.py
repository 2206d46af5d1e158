"""Colleagues named on the open form: invited once its sender is registered, and nothing is done in their name."""

import pytest
from sqlmodel import col, func, select

from matchmaker.base.errors import InvalidInput
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.decisions import approve, give_up
from matchmaker.enrolment.commands.sending import Colleague
from matchmaker.enrolment.queries.colleagues import read_colleagues
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.models import (
    CLIENT,
    ColleagueInvitation,
    Delegation,
    Message,
    Organisation,
    Person,
    Registration,
    RegistrationAnswer,
    RegistrationRequest,
    RequestState,
)
from matchmaker.people.commands.tries import INVITATIONS_TOGETHER, INVITED
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form, send

ACCEPTED, PENDING, WAITING = RequestState.ACCEPTED, RequestState.PENDING, RequestState.WAITING


def colleague(name: str) -> Colleague:
    return Colleague(email=name if "@" in name else f"{name}@ada.example", language="nl")


def requests(session) -> list[tuple[str, RequestState]]:
    rows = session.exec(select(RegistrationRequest).order_by(col(RegistrationRequest.id))).all()
    return [(row.first_name, row.state) for row in rows]


def invited(session) -> list[tuple[str, str]]:
    rows = session.exec(select(ColleagueInvitation).order_by(col(ColleagueInvitation.id))).all()
    return [(row.email, row.language) for row in rows]


def mails(session) -> list[tuple[str, str]]:
    rows = session.exec(select(Message).order_by(col(Message.id))).all()
    return [(row.kind, row.recipient) for row in rows]


def test_colleagues_are_invited_once_the_sender_is_registered(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})
    ask(session, fair.event)

    request = send(session, fair.event, email="ada@ada.example", colleagues=[colleague("bob"), colleague("cai")])
    before = (invited(session), mails(session))
    confirm(session, request)

    assert before == ([], [("confirm_registration", "ada@ada.example")])
    assert invited(session) == [("bob@ada.example", "nl"), ("cai@ada.example", "nl")]
    assert mails(session)[1:] == [
        ("colleague_invited", "bob@ada.example"),
        ("colleague_invited", "cai@ada.example"),
        ("registered", "ada@ada.example"),
    ]
    assert requests(session) == [("Ada", ACCEPTED)]
    assert (request.colleagues, session.exec(select(RegistrationAnswer)).all()) == ([], [])
    assert read_places(session, fair.event, read_settings(session, fair.event)).event.taken == 1


@pytest.mark.parametrize(
    ("settings", "state"),
    [({"needs_approval": True}, PENDING), ({"capacity": 0}, WAITING)],
    ids=["approval", "full"],
)
def test_nobody_is_invited_by_somebody_who_waits(session, fair, settings, state):
    form = open_form(session, fair.event, {fair.guest.id: None}, **settings)

    ada, eve = (come(session, fair.event, name, colleagues=[colleague("bob")]) for name in ("ada", "eve"))
    assert ([one.state for one in (ada, eve)], invited(session)) == ([state, state], [])
    give_up(session, eve)
    form.capacity = None
    approve(session, fair.event, [ada.id], staff=fair.anne)

    assert (invited(session), eve.colleagues) == ([("bob@ada.example", "nl")], [])


def test_a_second_form_of_somebody_who_waits_adds_its_colleagues_to_the_first(session, fair):
    open_form(session, fair.event, {fair.guest.id: None}, capacity=0)
    ada = come(session, fair.event, "ada", colleagues=[colleague("bob")])

    for organisation in (ada.organisation, "Another Company"):
        named = [colleague("BOB"), colleague("cai" if organisation == ada.organisation else "dan")]
        confirm(session, send(session, fair.event, email=ada.email, organisation=organisation, colleagues=named))

    assert [one["email"] for one in ada.colleagues] == ["bob@ada.example", "cai@ada.example"]


def test_a_closed_form_invites_nobody_and_the_mail_says_so(session, fair):
    form = open_form(session, fair.event, {fair.guest.id: None}, needs_approval=True)
    ada = come(session, fair.event, "ada", language="en", colleagues=[colleague("bob")])
    form.is_open = False

    approve(session, fair.event, [ada.id], staff=fair.anne)

    assert (ada.state, invited(session)) == (ACCEPTED, [])
    letter = session.exec(select(Message).where(Message.kind == "registered")).one().mime.decode()
    assert "could not be invited" in letter.replace("=\r\n", "")


def test_who_is_registered_elsewhere_keeps_that_and_the_sender_does_not_learn_it(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})
    vera = make.make_registration(session, make.make_delegation(session, fair.event, fair.guest))
    address = session.get_one(Person, vera.person_id).email
    make_request(session, fair.event, PENDING, email="cai@ada.example", first_name="Cai")

    ada = come(session, fair.event, "ada", colleagues=[colleague(address), colleague("cai"), colleague("dan")])

    assert requests(session) == [("Cai", PENDING), ("Ada", ACCEPTED)]
    delegation = session.get_one(Delegation, session.get_one(Registration, ada.registration_id).delegation_id)
    found = read_colleagues(session, delegation)
    assert {one.email for one in found.invited} == {address, "cai@ada.example", "dan@ada.example"}
    assert session.exec(select(func.count()).select_from(Registration)).one() == 2


def test_somebody_who_was_named_registers_for_their_own_organisation(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})
    come(session, fair.event, "evil", colleagues=[colleague("ceo@bigcorp.example")])

    ceo = come(session, fair.event, "ceo", email="ceo@bigcorp.example", organisation="Bigcorp SA")

    delegation = session.get_one(Delegation, session.get_one(Registration, ceo.registration_id).delegation_id)
    assert session.get_one(Organisation, delegation.organisation_id).name == "Bigcorp SA"


@pytest.mark.parametrize("registered", ["before the form", "before its confirmation"])
def test_a_sender_who_is_registered_already_reads_that_nobody_was_invited(session, fair, registered):
    open_form(session, fair.event, {fair.guest.id: None})
    form = {"email": "ada@ada.example", "language": "en", "colleagues": [colleague("bob")]}
    request = send(session, fair.event, **form) if registered == "before its confirmation" else None
    person = make.make_person(session, make.make_organisation(session), email="ada@ada.example")
    delegation = make.make_delegation(session, fair.event, fair.guest, session.get_one(Organisation, 1))
    make.make_registration(session, delegation, person)

    if request is None:
        send(session, fair.event, **form)
    else:
        confirm(session, request)

    letter = session.exec(select(Message).where(Message.kind == "already_registered")).one().mime.decode()
    assert "were not invited" in letter.replace("=\r\n", "")
    assert invited(session) == []


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([colleague("a@b@c")], "Colleague 1: “a@b@c” is not an e-mail address."),
        ([colleague("bob"), colleague("BOB")], "Colleague 2: This address stands on the form already."),
        ([colleague("ADA@nivelyo.example")], "Colleague 1: This address stands on the form already."),
        ([colleague(f"p{number}") for number in range(6)], "At most 5 colleagues at once."),
    ],
)
def test_a_refusal_names_the_colleague(session, fair, people, sentence):
    open_form(session, fair.event, {fair.guest.id: None})

    with pytest.raises(InvalidInput, match=sentence):
        send(session, fair.event, colleagues=people)

    assert (requests(session), mails(session)) == ([], [])


def test_a_mailbox_gets_no_more_than_a_few_invitations(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})

    for number in range(3):
        flooded = [colleague(f"flooded+{number}{line}@third.example") for line in range(3)]
        come(session, fair.event, f"sender{number}", colleagues=flooded)

    assert sum("flooded" in recipient for _, recipient in mails(session)) == INVITED.mails


@pytest.mark.parametrize(
    ("network", "domain", "invitations"),
    [("192.0.2.0", "", INVITATIONS_TOGETHER.mails), ("", "", 25), ("", "one.example", INVITATIONS_TOGETHER.mails)],
)
def test_many_senders_of_one_network_or_domain_have_no_more_than_one_may_have(
    session, fair, network, domain, invitations
):
    open_form(session, fair.event, {fair.guest.id: None})
    session.info[CLIENT] = network

    for number in range(5):
        named = [colleague(f"p{number}{line}@third{number}.example") for line in range(5)]
        come(session, fair.event, f"s{number}", email=f"s{number}@{domain or f's{number}.example'}", colleagues=named)

    assert len(invited(session)) == invitations


def test_a_name_that_holds_an_address_does_not_stand_in_the_mail_to_a_colleague(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})

    come(session, fair.event, "ada", organisation="evil-pay.example", colleagues=[colleague("bob@third.example")])

    letter = session.exec(select(Message).where(Message.kind == "colleague_invited")).one().mime.decode()
    letter = letter.replace("=\r\n", "")
    assert ("Ada Nivelyo neemt deel" in letter, "evil-pay" in letter) == (True, False)
