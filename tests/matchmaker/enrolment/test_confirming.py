"""The link of the mail: from then on a registration counts, waits for an organiser, or for a place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import col, func, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.base.errors import Closed
from matchmaker.base.names import name_key
from matchmaker.enrolment.commands.admission import fill_places
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.decisions import approve
from matchmaker.enrolment.queries.tokens import read_request
from matchmaker.models import (
    Delegation,
    MemberContact,
    Message,
    Organisation,
    Person,
    Phase,
    Registration,
    RegistrationRequest,
    RequestState,
    TierPeriod,
    row_id,
)
from tests.builders import factories as make
from tests.builders.enrolment import come, make_request, open_form, path_of_request, send
from tests.builders.history import trail

ACCEPTED, PENDING, WAITING = RequestState.ACCEPTED, RequestState.PENDING, RequestState.WAITING


def registered(session, request: RegistrationRequest) -> tuple[Registration, Person, Delegation, Organisation]:
    registration = session.get_one(Registration, request.registration_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    return (
        registration,
        session.get_one(Person, registration.person_id),
        delegation,
        session.get_one(Organisation, delegation.organisation_id),
    )


def test_a_registration_is_what_an_import_would_make(session, fair):
    open_form(session, fair.event, {fair.premium.id: None, fair.guest.id: None})

    request = confirm(
        session,
        send(
            session,
            fair.event,
            vat="BE 0403.019.261",
            phone="+32 81 12 34 56",
            language="nl",
            category_id=fair.guest.id,
        ),
    ).request

    registration, person, delegation, organisation = registered(session, request)
    assert (organisation.name, organisation.name_key, organisation.vat) == ("Nivelyo SA", "nivelyo", "BE0403019261")
    assert (organisation.community_id, organisation.country) == (fair.event.community_id, "BE")
    assert (delegation.category_id, delegation.community_id) == (fair.guest.id, fair.event.community_id)
    assert (person.name, person.email_key, person.language) == ("Ada Nivelyo", "ada@nivelyo.example", "nl")
    assert (person.phone, person.job_title) == ("+32 81 12 34 56", "Engineer")
    assert (registration.event_id, registration.agreed_at is not None) == (fair.event.id, True)
    assert [entry[:3] for entry in trail(session)] == [("Ada Nivelyo", "register", "Ada Nivelyo")]
    kinds = session.exec(select(Message.kind).order_by(col(Message.id))).all()
    assert kinds == ["confirm_registration", "registered"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"organisation": "NIVELYO"}, True),
        ({"organisation": "Nivelyo S.A."}, True),
        ({"organisation": "Nivelyo GmbH"}, False),
        ({"organisation": "Another name", "vat": "0403019261"}, True),
        ({"organisation": "Nivelyo", "vat": "0202239951"}, False),
        ({"organisation": "Nivelyoo"}, False),
        ({"organisation": "Nivelyo Plus"}, False),
        ({"organisation": "Nively\u043e"}, False),
        ({"organisation": "Nive\u3164lyo"}, True),
        ({"organisation": "NiveIyo"}, False),
        ({"organisation": "Nive\u200dlyo"}, True),
    ],
    ids=str,
)
def test_an_organisation_is_found_instead_of_doubled_and_keeps_its_own_words(session, fair, typed, found):
    """What has another number or legal form, or looks the same, is another one, once an organiser has looked."""
    open_form(session, fair.event, {fair.premium.id: None})
    known = make.make_organisation(session, "Nivelyo SA", name_key="nivelyo", vat="BE0403019261", country="LU")
    make.make_organisation(session, "Nivelyo SA", make.make_community(session), name_key="nivelyo")

    request = confirm(session, send(session, fair.event, **typed)).request

    assert (request.state is PENDING) is (not found and typed["organisation"] != "Nivelyo Plus")
    approve(session, fair.event, [row_id(request)], staff=fair.anne)
    organisation = registered(session, request)[3]
    assert (organisation.id == known.id) is found
    assert (known.name, known.country, known.vat) == ("Nivelyo SA", "LU", "BE0403019261")


@pytest.mark.parametrize(
    ("website", "state"),
    [
        ("https://www.nivelyo.example/", ACCEPTED),
        ("https://nivelyo.example", ACCEPTED),
        ("https://nivelyo.example/~nivelyo", PENDING),
        ("https://elsewhere.example", PENDING),
        ("", PENDING),
    ],
)
def test_who_joins_people_that_are_known_has_the_domain_of_their_website_or_waits(session, fair, website, state):
    """Colleagues share wishes and vetoes: to type the name of their company must not be enough to read them."""
    open_form(session, fair.event, {fair.premium.id: None})
    known = make.make_organisation(session, "Nivelyo SA", name_key="nivelyo", website=website)
    make.make_person(session, known, email="ada@nivelyo.example")

    request = confirm(session, send(session, fair.event, email="grace@nivelyo.example")).request

    assert (request.state, request.registration_id is not None) == (state, state is ACCEPTED)


@pytest.mark.parametrize(
    ("kept", "state"),
    [
        ({}, ACCEPTED),
        ({"is_public": True}, PENDING),
        ({"external_id": "M-1"}, PENDING),
        ({"contact": "ada@nivelyo.example"}, PENDING),
        ({"contact": "grace@nivelyo.example"}, ACCEPTED),
        ({"tier": "Premium"}, PENDING),
    ],
)
def test_a_member_without_people_is_not_for_who_comes_first(session, fair, kept, state):
    """They would read its card, and write into the public directory."""
    open_form(session, fair.event, {fair.premium.id: None})
    columns = {name: value for name, value in kept.items() if name not in {"contact", "tier"}}
    known = row_id(make.make_organisation(session, "Nivelyo SA", name_key="nivelyo", **columns))
    if "contact" in kept:
        email = kept["contact"]
        session.add(MemberContact(organisation_id=known, name="Ada", email=email, email_key=email))
    if "tier" in kept:
        session.add(TierPeriod(organisation_id=known, tier=kept["tier"], starts_on=date(2026, 1, 1)))

    request = confirm(session, send(session, fair.event, email="grace@nivelyo.example")).request

    assert request.state == state


def test_a_colleague_takes_part_in_the_category_of_the_delegation(session, fair):
    open_form(session, fair.event, {fair.premium.id: None, fair.guest.id: None})
    come(session, fair.event, "ada", category_id=fair.premium.id)

    second = come(session, fair.event, "bob", organisation="Ada SRL", category_id=fair.guest.id)
    approve(session, fair.event, [row_id(second)], staff=fair.anne)

    delegations = session.exec(select(Delegation.category_id).where(Delegation.event_id == fair.event.id)).all()
    assert (second.state, delegations) == (ACCEPTED, [fair.premium.id])


def test_a_link_works_once_and_then_shows_how_it_stands(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    request = send(session, fair.event)

    first, second = confirm(session, request), confirm(session, request)

    assert (first.is_first, second.is_first, second.request.id) == (True, False, request.id)
    assert session.exec(select(func.count()).select_from(Registration)).one() == 1


def test_of_two_forms_of_one_address_the_first_that_is_confirmed_counts(session, fair):
    open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True)
    one, two, three = (send(session, fair.event, organisation=name) for name in ("One", "Two", "Three"))
    gone = row_id(one), row_id(three)

    confirm(session, two)

    states = dict(session.exec(select(RegistrationRequest.id, RegistrationRequest.state)).all())
    assert states == {two.id: PENDING}
    assert not set(gone) & set(states)


@pytest.mark.parametrize("change", ["expired", "closed", "over"])
def test_a_link_that_came_too_late_registers_nobody(session, fair, change):
    open_form(session, fair.event, {fair.premium.id: None})
    request = send(session, fair.event)
    if change == "expired":
        request.expires_at = clock.now()
    elif change == "closed":
        fair.event.phase = Phase.CLOSED
    else:
        fair.event.starts_on = fair.event.ends_on = clock.now().date() - timedelta(days=2)
    session.flush()

    with pytest.raises(Closed):
        confirm(session, request)

    assert (request.state, session.exec(select(Registration)).all()) == (RequestState.SENT, [])


def test_who_has_sent_the_form_in_time_confirms_it_after_the_form_has_closed(session, fair):
    form = open_form(session, fair.event, {fair.premium.id: None})
    request = send(session, fair.event)
    form.is_open = False

    assert confirm(session, request).request.state is ACCEPTED


def test_a_link_belongs_to_its_event(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    request = send(session, fair.event)
    token = path_of_request(fair.event, request).rpartition("/")[2]
    other = make.make_event(session)

    assert read_request(session, fair.event, token) == request
    wrong = [token[:-1] + ("0" if token[-1] != "0" else "1"), token.upper(), "", "x" * 5000, f"{request.key}-"]
    assert [read_request(session, fair.event, one) for one in wrong] == [None] * 5
    assert read_request(session, other, token) is None


def test_the_waiting_list_is_in_the_order_of_confirmation_and_passes_over_a_full_category(session, fair):
    form = open_form(session, fair.event, {fair.premium.id: 1, fair.guest.id: 1})
    states = [come(session, fair.event, name, category_id=fair.premium.id).state for name in ("ada", "bob", "cai")]
    states += [come(session, fair.event, "dan", category_id=fair.guest.id).state]
    assert states == [ACCEPTED, WAITING, WAITING, ACCEPTED]
    form.capacity = 2
    eve = come(session, fair.event, "eve", category_id=fair.guest.id)
    leaves = session.exec(select(Registration).join(Person).where(Person.first_name == "Dan")).one()

    leaves.withdrawn_at = clock.now()
    session.flush()

    assert (fill_places(session, row_id(fair.event)), eve.state) == (1, ACCEPTED)
    assert fill_places(session, row_id(fair.event)) == 0
    assert [entry[:3] for entry in trail(session)][-1] == ("by itself", "admit", "Eve Nivelyo")


def test_the_waiting_list_asks_again_whether_an_organiser_must_look(session, fair):
    """The organisation has become known meanwhile; or the first of the list has made it known."""
    form = open_form(session, fair.event, {fair.premium.id: None}, capacity=0)
    eve, bob, cai = (
        come(session, fair.event, name, organisation=organisation)
        for name, organisation in (("eve", "Later Corp"), ("bob", "New Corp"), ("cai", "New Corp"))
    )
    assert (eve.state, bob.state, cai.state) == (WAITING, WAITING, WAITING)
    make.make_person(
        session,
        make.make_organisation(session, "Later Corp", name_key=name_key("Later Corp")),
        email="boss@later.example",
    )
    form.capacity = 3

    assert fill_places(session, row_id(fair.event)) == 1

    assert (eve.state, bob.state, cai.state) == (PENDING, ACCEPTED, PENDING)
    told = session.exec(select(Message).where(Message.recipient == eve.email).order_by(col(Message.id).desc())).first()
    assert told.subject.startswith("Your registration is with the organisers")


def test_of_several_who_confirm_at_once_one_gets_the_last_place(session, fair, database_url):
    open_form(session, fair.event, {fair.premium.id: None}, capacity=1)
    ids = [
        row_id(
            make_request(
                session,
                fair.event,
                RequestState.SENT,
                email=f"p{number}@p{number}.example",
                organisation=f"P{number}",
                category_id=fair.premium.id,
            )
        )
        for number in range(4)
    ]
    session.commit()

    def use(request_id: int) -> str:
        with transaction(database_url) as own:
            return confirm(own, own.get_one(RegistrationRequest, request_id)).request.state

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(use, ids))

    assert outcomes == ["accepted", "waiting", "waiting", "waiting"]
