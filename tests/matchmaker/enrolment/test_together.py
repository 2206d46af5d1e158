"""Several people of one organisation on one form: who fills it in confirms it, all of them count."""

import pytest
from sqlmodel import col, select

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.enrolment.commands.admission import fill_places
from matchmaker.enrolment.commands.confirming import confirm
from matchmaker.enrolment.commands.decisions import approve
from matchmaker.enrolment.commands.sending import Colleague
from matchmaker.enrolment.queries.form import read_settings
from matchmaker.enrolment.queries.numbers import read_places
from matchmaker.enrolment.queries.requests import colleagues_on, read_requests
from matchmaker.models import (
    Delegation,
    Message,
    Person,
    QuestionKind,
    Registration,
    RegistrationAnswer,
    RegistrationRequest,
    RequestState,
)
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form, send
from tests.builders.history import trail

ACCEPTED, PENDING, WAITING, SENT = (
    RequestState.ACCEPTED,
    RequestState.PENDING,
    RequestState.WAITING,
    RequestState.SENT,
)


def colleague(name: str, **values) -> Colleague:
    mine = {"first_name": name.title(), "last_name": "Nivelyo", "email": f"{name}@ada.example", "language": "nl"}
    return Colleague(**mine | {"answers": {}} | values)


def states(session) -> list[tuple[str, RequestState]]:
    rows = session.exec(select(RegistrationRequest).order_by(col(RegistrationRequest.id))).all()
    return [(row.first_name, row.state) for row in rows]


def mails(session) -> list[tuple[str, str]]:
    rows = session.exec(select(Message).order_by(col(Message.id))).all()
    return [(row.kind, row.recipient) for row in rows]


def test_all_people_of_a_form_are_registered_once_its_sender_confirms_it(session, fair):
    open_form(session, fair.event, {fair.premium.id: None, fair.guest.id: None})
    meal = ask(session, fair.event, kind=QuestionKind.CHOICE, options={"fr": ["Viande", "Poisson"]}, is_required=True)
    people = [colleague("bob", answers={meal.id: "1"}), colleague("cai", answers={meal.id: "0"})]

    request = send(
        session,
        fair.event,
        email="ada@ada.example",
        category_id=fair.guest.id,
        answers={meal.id: "0"},
        colleagues=people,
    )
    before = (states(session), mails(session))
    confirm(session, request)

    assert before == (
        [("Ada", SENT), ("Bob", SENT), ("Cai", SENT)],
        [("confirm_registration", "ada@ada.example")],
    )
    assert states(session) == [("Ada", ACCEPTED), ("Bob", ACCEPTED), ("Cai", ACCEPTED)]
    registered = session.exec(
        select(Person.first_name, Person.language, Registration.agreed_at, Registration.delegation_id)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .order_by(col(Registration.id))
    ).all()
    assert [(name, language, agreed is not None) for name, language, agreed, _ in registered] == [
        ("Ada", "en", True),
        ("Bob", "nl", False),
        ("Cai", "nl", False),
    ]
    delegation = session.exec(select(Delegation)).one()
    assert ({row[3] for row in registered}, delegation.category_id) == ({delegation.id}, fair.guest.id)
    assert mails(session)[1:] == [("registered", f"{name}@ada.example") for name in ("ada", "bob", "cai")]
    answers = session.exec(select(RegistrationAnswer.value).order_by(col(RegistrationAnswer.id))).all()
    assert answers == ["0", "1", "0"]
    assert [entry[:3] for entry in trail(session)] == [
        ("Ada Nivelyo", "register", f"{name} Nivelyo") for name in ("Ada", "Bob", "Cai")
    ]
    places = read_places(session, fair.event, read_settings(session, fair.event))
    assert (places.event.taken, places.registered) == (3, 1)


def test_the_mail_to_a_colleague_says_who_has_registered_them(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})

    come(session, fair.event, "ada", colleagues=[colleague("bob", language="en")])

    letter = session.exec(select(Message).order_by(col(Message.id).desc())).first()
    assert letter.subject.startswith("Ada Nivelyo has registered you")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"needs_approval": True}, [PENDING, PENDING, PENDING]),
        ({"capacity": 2}, [ACCEPTED, ACCEPTED, WAITING]),
        ({"capacity": 0}, [WAITING, WAITING, WAITING]),
        ({"capacity": 3, "has_waiting_list": False}, [ACCEPTED, ACCEPTED, ACCEPTED]),
    ],
    ids=["approval", "two places", "full", "just enough"],
)
def test_approval_places_and_waiting_list_count_every_person(session, fair, settings, expected):
    form = open_form(session, fair.event, {fair.guest.id: None}, **settings)

    come(session, fair.event, "ada", colleagues=[colleague("bob"), colleague("cai")])

    assert [state for _, state in states(session)] == expected
    form.capacity = None
    lines = read_requests(session, fair.event, "en", (PENDING, WAITING, ACCEPTED))
    assert [line.sent_by for line in lines] == ["", "Ada Nivelyo", "Ada Nivelyo"]
    fill_places(session, fair.event.id)
    waiting = [line.request.id for line in lines if line.request.state is PENDING]
    if waiting:
        approve(session, fair.event, waiting, staff=fair.anne)
    assert {state for _, state in states(session)} == {ACCEPTED}
    assert len(session.exec(select(Delegation)).all()) == 1


def test_without_a_waiting_list_all_find_a_place_or_nobody(session, fair):
    form = open_form(session, fair.event, {fair.guest.id: None}, capacity=3, has_waiting_list=False)
    request = send(session, fair.event, email="ada@ada.example", colleagues=[colleague("bob"), colleague("cai")])
    form.capacity = 2
    session.flush()

    with pytest.raises(Closed, match="not enough places"):
        confirm(session, request)

    assert {state for _, state in states(session)} == {SENT}


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([colleague("bob"), colleague("cai", first_name=" ")], "Colleague 2: We need their first name"),
        ([colleague("bob", email="bob")], "Colleague 1: “bob” is not an e-mail address."),
        ([colleague("bob", last_name="www.spam.example")], "Colleague 1: A name holds no web address."),
        ([colleague("bob"), colleague("bob")], "Colleague 2: This address stands on the form already."),
        ([colleague("bob", email="ADA@nivelyo.example")], "Colleague 1: This address stands on the form already."),
        ([colleague("bob", answers={})], "Colleague 1: Please answer this question."),
        ([colleague(f"p{number}") for number in range(6)], "At most 5 colleagues at once."),
        ([colleague("bob"), colleague("cai"), colleague("dan")], "Colleague 3: No place is left for them."),
    ],
)
def test_a_refusal_names_the_colleague(session, fair, people, sentence):
    open_form(session, fair.event, {fair.guest.id: None}, capacity=3, has_waiting_list=False)
    answers = {ask(session, fair.event, is_required=True).id: "Fish"} if "question" in sentence else {}

    with pytest.raises(InvalidInput, match=sentence):
        send(session, fair.event, answers=answers, colleagues=people)

    assert (states(session), mails(session)) == ([], [])


def test_who_is_registered_or_waits_already_keeps_that(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})
    known = make.make_registration(session, make.make_delegation(session, fair.event, fair.guest))
    email = session.get_one(Person, known.person_id).email
    make_request(session, fair.event, PENDING, email="cai@ada.example", first_name="Cai")

    request = come(session, fair.event, "ada", colleagues=[colleague("bob", email=email), colleague("cai")])

    assert states(session) == [("Cai", PENDING), ("Ada", ACCEPTED), ("Bob", ACCEPTED)]
    assert [one.registration_id for one in colleagues_on(session, request)] == [known.id]
    assert len(session.exec(select(Registration)).all()) == 2


def test_a_mailbox_gets_no_more_than_a_few_such_mails(session, fair):
    open_form(session, fair.event, {fair.guest.id: None})

    for number in range(3):
        flooded = [colleague(f"p{line}", email=f"flooded+{number}{line}@third.example") for line in range(3)]
        come(session, fair.event, f"sender{number}", colleagues=flooded)

    assert sum("flooded" in recipient for _, recipient in mails(session)) == 5
