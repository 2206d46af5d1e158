"""Several people of one organisation on one form: lines for colleagues, and what is said of each."""

import pytest
from sqlmodel import col, select

from matchmaker.models import Event, QuestionKind, RegistrationRequest
from tests.builders import factories as make
from tests.builders.enrolment import FILLED, ask, open_form, path_of_request
from tests.builders.pages import text


@pytest.fixture
def event(session) -> Event:
    return make.make_event(session, slug="namur", name="Forum Namur")


@pytest.fixture
def premium(session, event):
    return make.make_category(session, event, "premium")


@pytest.fixture
def english(client):
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


BOB = {
    "colleague_1_first_name": "Bob",
    "colleague_1_last_name": "Nivelyo",
    "colleague_1_email": "bob@nivelyo.example",
    "colleague_1_language": "nl",
}


def test_colleagues_are_added_line_by_line_and_empty_lines_are_left_out(english, session, event, premium):
    open_form(session, event, {premium.id: None})
    page = english.get("/r/namur")
    assert (page.text.count('<details class="colleague">'), "Add a colleague" in text(page)) == (5, True)
    third = {name.replace("_1_", "_3_"): value for name, value in BOB.items()} | {"colleague_3_email": "cai@x.example"}

    sent = english.post("/r/namur", data=FILLED | BOB | third | {"colleague_2_language": "fr"})

    assert sent.status_code == 303
    rows = session.exec(select(RegistrationRequest).order_by(col(RegistrationRequest.id))).all()
    assert [(row.email, row.language) for row in rows[1:]] == [("bob@nivelyo.example", "nl"), ("cai@x.example", "nl")]
    assert "Bob Nivelyo" in text(english.get(path_of_request(event, rows[0])))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colleague_1_email": ""}, "Colleague 1: Please enter the e-mail address."),
        ({"colleague_1_last_name": "x" * 101}, "Colleague 1: Field cannot be longer than 100 characters."),
        ({"colleague_1_language": "xx"}, "Colleague 1: Not a valid choice."),
        ({"colleague_1_email": FILLED["email"]}, "Colleague 1: This address stands on the form already."),
        ({"question": "1"}, "Colleague 1: Please answer this question."),
        ({"colleague_6_email": "x@x.example"}, "At most 5 colleagues at once."),
        ({f"colleague_{'9' * 310}_email": "x@x.example"}, "At most 5 colleagues at once."),
        ({"colleague_١_email": "x@x.example"}, "At most 5 colleagues at once."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_colleague_that_cannot_be_registered_is_named(english, session, event, premium, wrong, said):
    open_form(session, event, {premium.id: None})
    if "question" in wrong:
        meal = ask(session, event, kind=QuestionKind.TEXT, is_required=True)
        wrong = {f"question_{meal.id}": "Meat"}

    refused = english.post("/r/namur", data=FILLED | BOB | wrong)

    assert (refused.status_code, said in text(refused), session.exec(select(RegistrationRequest)).all()) == (
        422,
        True,
        [],
    )
    assert refused.text.count('<details class="colleague" open>') == 1
