"""Colleagues on the open form, to be invited: lines for them, and what is said of each."""

import pytest
from sqlmodel import select

from matchmaker.models import Event, RegistrationRequest
from tests.builders import factories as make
from tests.builders.enrolment import FILLED, open_form, path_of_request
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


BOB = {"colleague_1_email": "bob@nivelyo.example", "colleague_1_language": "nl"}


def test_colleagues_are_named_line_by_line_and_empty_lines_are_left_out(english, session, event, premium):
    open_form(session, event, {premium.id: None})
    page = english.get("/r/namur")
    assert (page.text.count('<details class="colleague">'), "Add a colleague" in text(page)) == (5, True)
    others = {"colleague_2_language": "fr", "colleague_3_email": "cai@x.example", "colleague_3_language": "de"}

    sent = english.post("/r/namur", data=FILLED | BOB | others)

    assert sent.status_code == 303
    request = session.exec(select(RegistrationRequest)).one()
    assert request.colleagues == [
        {"email": "bob@nivelyo.example", "language": "nl"},
        {"email": "cai@x.example", "language": "de"},
    ]
    assert "Invited once you are registered bob@nivelyo.example, cai@x.example" in text(
        english.get(path_of_request(event, request))
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colleague_1_email": "bob"}, "Colleague 1, e-mail address: This does not look like an e-mail address"),
        ({"colleague_1_language": "xx"}, "Colleague 1, language of the mail: Choose one from the list."),
        ({"colleague_1_email": FILLED["email"]}, "Colleague 1: This address stands on the form already."),
        ({"colleague_6_email": "x@x.example"}, "At most 5 colleagues at once."),
        ({f"colleague_{'9' * 310}_email": "x@x.example"}, "At most 5 colleagues at once."),
        ({"colleague_١_email": "x@x.example"}, "At most 5 colleagues at once."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_colleague_that_cannot_be_invited_is_named(english, session, event, premium, wrong, said):
    open_form(session, event, {premium.id: None})

    refused = english.post("/r/namur", data=FILLED | BOB | wrong)

    answer = (refused.status_code, said in text(refused), session.exec(select(RegistrationRequest)).all())
    assert answer == (422, True, [])
    assert refused.text.count('<details class="colleague" open>') == 1
