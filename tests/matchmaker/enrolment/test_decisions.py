"""Those who wait: approved, refused, taken back by themselves."""

import pytest
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.enrolment.commands.admission import fill_places
from matchmaker.enrolment.commands.decisions import Approved, approve, give_up, refuse
from matchmaker.enrolment.queries.requests import CONFIRMED, read_requests
from matchmaker.enrolment.words import requests_table
from matchmaker.models import Message, Person, Phase, QuestionKind, Registration, RequestState, row_id
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form
from tests.builders.history import trail

ACCEPTED, PENDING, WAITING = RequestState.ACCEPTED, RequestState.PENDING, RequestState.WAITING


def last_mail(session, email: str) -> Message:
    return session.exec(select(Message).where(Message.recipient == email).order_by(col(Message.id).desc())).first()


def test_who_is_approved_is_registered_as_far_as_there_are_places(session, fair):
    open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True, capacity=1)
    ada, bob = (come(session, fair.event, name, language="en") for name in ("ada", "bob"))

    outcome = approve(session, fair.event, [row_id(bob), row_id(ada), 999_999], staff=fair.anne)

    assert (outcome, ada.state, bob.state) == (Approved(1, 1, 1), ACCEPTED, WAITING)
    assert last_mail(session, "ada@ada.example").kind == "registered"
    assert last_mail(session, "bob@bob.example").subject.startswith("You are on the waiting list")
    assert [entry[:3] for entry in trail(session)][-1] == ("Anne", "admit", "Ada Nivelyo")
    assert approve(session, fair.event, [row_id(bob)], staff=fair.anne) == Approved(0, 0, 1)
    assert approve(session, fair.event, [row_id(bob)], staff=fair.anne, above=True) == Approved(1, 0, 0)
    assert approve(session, fair.event, [row_id(bob)], staff=fair.anne) == Approved(0, 0, 1)


def test_who_was_approved_needs_no_second_look_for_a_place(session, fair):
    form = open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True, capacity=0)
    ada = come(session, fair.event, "ada")
    approve(session, fair.event, [row_id(ada)], staff=fair.anne)
    form.capacity = 1

    assert (fill_places(session, row_id(fair.event)), ada.state) == (1, ACCEPTED)


def test_a_refusal_says_a_word_and_can_be_taken_back(session, fair):
    open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True)
    ada = come(session, fair.event, "ada", language="en")

    assert refuse(session, fair.event, [row_id(ada)], word="Members only <b>\u202e", staff=fair.anne) == 1

    letter = last_mail(session, "ada@ada.example")
    assert (ada.state, letter.subject.partition(":")[0]) == (RequestState.REFUSED, "Your registration was not accepted")
    with pytest.raises(Stale):
        refuse(session, fair.event, [row_id(ada)], staff=fair.anne)
    assert approve(session, fair.event, [row_id(ada)], staff=fair.anne) == Approved(1, 0, 0)


def test_who_gives_up_makes_room_for_the_next(session, fair):
    open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True)
    ada = come(session, fair.event, "ada")

    give_up(session, ada)
    give_up(session, ada)

    assert ada.state is RequestState.GIVEN_UP
    assert [entry[1] for entry in trail(session)] == ["ask_to_register", "give_up_registration"]
    assert come(session, fair.event, "ada").state is PENDING


def test_what_is_decided_cannot_be_given_up(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})

    with pytest.raises(Stale):
        give_up(session, come(session, fair.event, "ada"))


def test_who_has_been_registered_meanwhile_is_not_registered_twice(session, fair):
    open_form(session, fair.event, {fair.premium.id: None}, needs_approval=True)
    ada = come(session, fair.event, "ada")
    known = make.make_registration(session, make.make_delegation(session, fair.event, fair.guest))
    person = session.get_one(Person, known.person_id)
    person.email = person.email_key = ada.email_key

    approve(session, fair.event, [row_id(ada)], staff=fair.anne)

    assert (ada.state, ada.registration_id) == (ACCEPTED, known.id)
    assert len(session.exec(select(Registration)).all()) == 1


def test_requests_of_another_event_are_nobody_here(session, fair):
    away = make.make_event(session)
    there = make_request(session, away, PENDING)

    assert approve(session, fair.event, [row_id(there)], staff=fair.anne) == Approved(0, 0, 1)
    with pytest.raises(Stale):
        refuse(session, fair.event, [row_id(there)], staff=fair.anne)
    assert there.state is PENDING


def test_a_delegation_that_has_withdrawn_is_named(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    gone = make.make_organisation(session, "Ada SRL", name_key="ada")
    make.make_delegation(session, fair.event, fair.premium, gone, withdrawn_at=clock.now())
    ada = come(session, fair.event, "ada")

    with pytest.raises(InvalidInput) as refused:
        approve(session, fair.event, [row_id(ada)], staff=fair.anne)

    assert (ada.state, refused.value.params) == (PENDING, {"organisation": "Ada SRL"})


def test_nobody_chosen_or_a_closed_event_is_said(session, fair):
    with pytest.raises(InvalidInput):
        approve(session, fair.event, [], staff=fair.anne)
    fair.event.phase = Phase.CLOSED
    session.flush()
    with pytest.raises(Closed):
        approve(session, fair.event, [1], staff=fair.anne)


def test_all_who_have_confirmed_are_a_table_with_their_answers(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    meal = ask(
        session, fair.event, kind=QuestionKind.CHOICE, labels={"fr": "Repas"}, options={"fr": ["Viande", "Poisson"]}
    )
    train = ask(session, fair.event, kind=QuestionKind.TICK, labels={"fr": "En train"})
    come(session, fair.event, "ada", answers={meal.id: "1", train.id: "yes"}, vat="0403019261")
    make_request(session, fair.event, RequestState.SENT, email="no@body.example")

    table = requests_table(read_requests(session, fair.event, "fr", CONFIRMED), [meal, train], fair.event, "fr")

    assert table.headings[-3:] == ["Catégorie", "Repas", "En train"]
    ((state, confirmed, *rest),) = table.rows
    assert (state, bool(confirmed)) == ("inscrit", True)
    assert rest == [
        *("Ada", "Nivelyo", "ada@ada.example", "", "Engineer", "en", "Ada SRL", "BE", "BE0403019261"),
        *("Premium", "Poisson", "oui"),
    ]
