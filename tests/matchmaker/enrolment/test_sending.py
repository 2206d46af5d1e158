"""The open form is sent: one mail, whoever is known, and nothing that counts yet."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.enrolment.queries.form import read_open_form
from matchmaker.models import (
    Message,
    Person,
    Phase,
    QuestionKind,
    Registration,
    RegistrationAnswer,
    RegistrationRequest,
    RequestState,
)
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form, path_of_request, send

YESTERDAY = clock.now() - timedelta(days=1)


def mails(session) -> list[tuple[str, str]]:
    return [
        (message.kind, message.recipient) for message in session.exec(select(Message).order_by(col(Message.id))).all()
    ]


def test_a_form_is_kept_until_it_is_confirmed_and_one_link_is_mailed(session, fair):
    open_form(session, fair.event, {fair.premium.id: None, fair.guest.id: None})

    request = send(
        session,
        fair.event,
        email="Ada@Nivelyo.example",
        vat="0403.019.261",
        category_id=fair.guest.id,
        first_name=" Ada\u202e ",
    )

    assert (request.state, request.email_key, request.first_name) == (RequestState.SENT, "ada@nivelyo.example", "Ada")
    assert (request.vat, request.category_id, request.terms) == ("BE0403019261", fair.guest.id, "2026-11/mutual")
    assert mails(session) == [("confirm_registration", "Ada@nivelyo.example")]
    assert session.exec(select(Registration)).all() == []


def test_the_mail_repeats_nothing_that_was_typed(session, fair):
    """Anybody can type the address of a stranger, and an advertisement as their name."""
    open_form(session, fair.event, {fair.premium.id: None})

    request = send(session, fair.event, first_name="Cheap pills", organisation="Buy at spam.example", language="en")

    letter = session.exec(select(Message)).one().mime.decode()
    assert path_of_request(fair.event, request) in letter.replace("=\r\n", "")
    assert "spam.example" not in letter
    assert "Cheap pills" not in letter


@pytest.mark.parametrize("withdrawn", [False, True])
def test_who_is_registered_gets_another_mail_and_nothing_changes(session, fair, withdrawn):
    open_form(session, fair.event, {fair.premium.id: None})
    delegation = make.make_delegation(session, fair.event, fair.premium)
    registration = make.make_registration(session, delegation, withdrawn_at=clock.now() if withdrawn else None)
    known = session.get_one(Person, registration.person_id)

    assert send(session, fair.event, email=known.email.upper()) is None

    assert [kind for kind, _ in mails(session)] == ["already_registered"]


@pytest.mark.parametrize("state", [RequestState.PENDING, RequestState.WAITING, RequestState.REFUSED])
def test_who_waits_already_is_told_how_it_stands(session, fair, state):
    open_form(session, fair.event, {fair.premium.id: None})
    make_request(session, fair.event, state)

    send(session, fair.event)

    assert len(session.exec(select(RegistrationRequest)).all()) == 1
    assert mails(session) == [("registration_state", "ada@nivelyo.example")]


def test_an_address_of_another_community_is_unknown_here(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    away = make.make_event(session, make.make_community(session))
    there = make.make_registration(session, make.make_delegation(session, away, make.make_category(session, away)))

    send(session, fair.event, email=session.get_one(Person, there.person_id).email)

    assert [kind for kind, _ in mails(session)] == ["confirm_registration"]


@pytest.mark.parametrize(
    ("settings", "values"),
    [({"is_open": False}, {}), ({"closes_at": YESTERDAY}, {}), ({"capacity": 0, "has_waiting_list": False}, {})],
    ids=["closed", "deadline", "full"],
)
def test_a_closed_form_takes_nothing(session, fair, settings, values):
    open_form(session, fair.event, {fair.premium.id: None}, **settings)

    with pytest.raises(Closed):
        send(session, fair.event, **values)

    assert mails(session) == []


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_the_form_of_an_event_that_is_not_public_is_not_there(session, fair, phase):
    open_form(session, fair.event, {fair.premium.id: None})
    fair.event.phase = phase
    session.flush()

    with pytest.raises(NotFound):
        read_open_form(session, fair.event.slug)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": " \u202e "},
        {"last_name": ""},
        {"last_name": "at WWW.spam.example"},
        {"organisation": "https://spam.example"},
        {"organisation": "\u200b"},
        {"email": "ada"},
        {"email": "adà@nivelyo.example"},
        {"vat": "BE0403019262"},
        {"vat": "1" * 310},
        {"phone": "call me"},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused(session, fair, wrong):
    open_form(session, fair.event, {fair.premium.id: None})

    with pytest.raises(InvalidInput):
        send(session, fair.event, **wrong)

    assert mails(session) == []


def test_a_category_that_is_not_offered_becomes_the_first_that_is(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})

    assert send(session, fair.event, category_id=fair.premium.id).category_id == fair.guest.id


def test_answers_are_kept_with_the_request(session, fair):
    open_form(session, fair.event, {fair.premium.id: None})
    meal = ask(session, fair.event, kind=QuestionKind.CHOICE, options={"fr": ["Viande", "Poisson"]}, is_required=True)
    train = ask(session, fair.event, kind=QuestionKind.TICK)
    word = ask(session, fair.event)

    request = come(session, fair.event, "ada", answers={meal.id: "1", train.id: "", word.id: " =1+1\x07 "})

    answers = session.exec(select(RegistrationAnswer).where(RegistrationAnswer.request_id == request.id)).all()
    assert {answer.question_id: answer.value for answer in answers} == {meal.id: "1", word.id: "=1+1"}


@pytest.mark.parametrize("answer", ["", "2", "-1", "١", "x"])
def test_an_answer_that_is_none_of_the_choice_is_refused(session, fair, answer):
    open_form(session, fair.event, {fair.premium.id: None})
    meal = ask(session, fair.event, kind=QuestionKind.CHOICE, options={"fr": ["Viande", "Poisson"]}, is_required=True)

    with pytest.raises(InvalidInput):
        send(session, fair.event, answers={meal.id: answer})


@pytest.mark.parametrize(
    "typed",
    [
        {"last_name": "evil-pay.example"},
        {"last_name": "pay//now"},
        {"last_name": "evil-pay.\u200dexample"},
        {"last_name": "evil\u00ad.\u00adexample"},
        {"last_name": "evil-pay.\u2800example"},  # blank of Braille
        {"last_name": "evil\u06d4com"},  # Arabic full stop
        {"last_name": "http:\u2044\u2044evil"},  # slashes of fractions
        {"last_name": "evil.भारत"},
        {"last_name": "1.1.1.1"},
        {"last_name": "💩.example"},
        {"first_name": "hxxps:\\\\evil"},
        {"first_name": "ada@evil"},
        {"first_name": "ｗｗｗ．evil．example"},
        {"first_name": "evil。example"},
        {"first_name": "evil.", "last_name": "example"},
        {"last_name": "Call +32 / 900 11 22 33"},
        {"first_name": "0900-١١", "last_name": "22.33"},  # digits of other scripts count
        {"organisation": "See WWW.evil.example"},
        {"organisation": "evil.example/x"},
        {"organisation": "https://evil.example"},
    ],
    ids=str,
)
def test_names_that_stand_in_mails_to_others_hold_no_address(session, fair, typed):
    open_form(session, fair.event, {fair.premium.id: None})

    with pytest.raises(InvalidInput, match="A name holds no web address"):
        send(session, fair.event, **typed)

    assert mails(session) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": "J.R.R."},
        {"first_name": "Prof.", "last_name": "Ada 3"},
        {"organisation": "1234567 Canada"},
        {"first_name": "Dr. Anne-Lise", "last_name": "O’Brien"},
        {"last_name": "Müller/Schmidt"},
        {"organisation": "Tonelvo.com"},
        {"organisation": "Nordlund A/S"},
        {"organisation": "WWW.shop.example"},
    ],
    ids=str,
)
def test_names_with_points_are_names_and_so_is_what_the_community_knows(session, fair, typed):
    open_form(session, fair.event, {fair.premium.id: None})
    make.make_organisation(session, "www.shop.example", name_key="www shop example")

    send(session, fair.event, **typed)

    assert [kind for kind, _ in mails(session)] == ["confirm_registration"]
