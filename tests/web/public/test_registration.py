"""The pages of the open form: filled in, sent, confirmed, seen again."""

from urllib.parse import urlsplit

import pytest
from sqlmodel import col, select

from matchmaker.enrolment.queries.tokens import invitation_url
from matchmaker.models import (
    AnswerAudience,
    ColleagueInvitation,
    Event,
    Message,
    Organisation,
    Phase,
    QuestionKind,
    Registration,
    RegistrationRequest,
    RequestState,
)
from tests.builders import factories as make
from tests.builders.enrolment import FILLED, ask, come, make_request, open_form, path_of_request
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


def newest(session) -> RegistrationRequest:
    session.expire_all()
    return session.exec(select(RegistrationRequest).order_by(col(RegistrationRequest.id).desc())).first()


def test_somebody_registers_by_themselves_and_is_logged_in(english, session, event, premium):
    open_form(session, event, {premium.id: None})
    assert "Forum Namur" in text(english.get("/r/namur"))

    sent = english.post("/r/namur", data=FILLED)
    assert (sent.status_code, sent.location) == (303, "/r/namur/sent")
    assert "no mail can leave at the moment" in text(english.get("/r/namur/sent"))
    path = path_of_request(event, newest(session))
    assert "Nivelyo SA" in text(english.get(path))
    assert session.exec(select(Registration)).all() == []

    confirmed = english.post(path)

    assert (confirmed.status_code, confirmed.location) == (303, "/e/namur/")
    assert "You are registered. Welcome, Ada." in english.get("/e/namur/", follow_redirects=True).text
    assert english.post(path).location == path
    assert "You are registered" in text(english.get(path))


@pytest.mark.parametrize("known", [False, True])
def test_a_stranger_does_not_learn_who_is_known(english, session, event, premium, known):
    open_form(session, event, {premium.id: None})
    if known:
        delegation = make.make_delegation(session, event, premium, make.make_organisation(session, "Nivelyo SA"))
        organisation = session.get_one(Organisation, delegation.organisation_id)
        make.make_registration(session, delegation, make.make_person(session, organisation, email=FILLED["email"]))

    sent = english.post("/r/namur", data=FILLED)

    assert (sent.status_code, sent.location, sent.text) == (
        303,
        "/r/namur/sent",
        english.post("/r/namur", data=FILLED).text,
    )
    assert "Nivelyo" not in english.get("/r/namur/sent").text
    assert len(session.exec(select(Message)).all()) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_name": " "},
        {"last_name": "x" * 101},
        {"email": "ada"},
        {"organisation": ""},
        {"vat": "1" * 310},
        {"vat": "BE0403019262"},
        {"phone": "x"},
        {"country": "XX"},
        {"language": "xx"},
        {"agreed": ""},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_said_beside_its_field(english, session, event, premium, wrong):
    open_form(session, event, {premium.id: None}, fields={"vat": "optional", "phone": "optional"})

    refused = english.post("/r/namur", data=FILLED | wrong)

    assert (refused.status_code, f'id="{next(iter(wrong))}-error"' in refused.text) == (422, True)
    assert session.exec(select(RegistrationRequest)).all() == []


def test_fields_and_questions_are_those_that_the_organiser_asks(english, session, event, premium):
    open_form(session, event, {premium.id: None}, fields={"job_title": "required"}, introductions={"fr": "Bonjour <b>"})
    options = {"en": ["Meat", "Fish"]}
    meal = ask(
        session, event, kind=QuestionKind.CHOICE, options=options, is_required=True, seen_by=AnswerAudience.PARTICIPANTS
    )

    page = english.get("/r/namur")
    refused = english.post("/r/namur", data=FILLED)
    sent = english.post("/r/namur", data=FILLED | {"job_title": "Engineer", f"question_{meal.id}": "1"})

    assert [f'name="{name}"' in page.text for name in ("job_title", "phone", "vat", "category")] == [
        True,
        False,
        False,
        False,
    ]
    assert "Bonjour &lt;b&gt;" in page.text
    assert "Other participants see your answer." in text(page)
    assert [f'id="{name}-error"' in refused.text for name in ("job_title", f"question_{meal.id}")] == [True, True]
    assert sent.status_code == 303


def test_with_several_categories_one_is_chosen(english, session, event, premium):
    guest = make.make_category(session, event, "guest", position=1)
    open_form(session, event, {premium.id: None, guest.id: None})

    page, refused = english.get("/r/namur"), english.post("/r/namur", data=FILLED)
    assert ("checked" in page.text, refused.status_code, newest(session)) == (False, 422, None)

    english.post("/r/namur", data=FILLED | {"category": str(guest.id)})

    assert newest(session).category_id == guest.id


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"is_open": False}, "The registration is closed"),
        ({"capacity": 0, "has_waiting_list": False}, "All places are taken"),
        ({"capacity": 0}, "Go on the waiting list"),
        ({"capacity": 3}, "3 places are left."),
        ({"capacity": 99}, "If all places are taken before your turn, you come on the waiting list"),
        ({"needs_approval": True}, "The organisers look at each registration."),
    ],
    ids=["closed", "full", "list", "few", "later", "approval"],
)
def test_the_page_says_how_things_stand(english, session, event, premium, settings, said):
    open_form(session, event, {premium.id: None}, **settings)

    assert said in text(english.get("/r/namur"))


def test_a_form_that_is_closed_between_opening_and_sending_says_so(english, session, event, premium):
    form = open_form(session, event, {premium.id: None})
    english.get("/r/namur")
    form.is_open = False
    session.commit()

    refused = english.post("/r/namur", data=FILLED)

    assert (refused.status_code, newest(session)) == (409, None)


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_an_event_that_is_not_public_has_no_form(client, session, event, premium, phase):
    open_form(session, event, {premium.id: None})
    request = make_request(session, event, RequestState.PENDING)
    event.phase = phase
    session.flush()

    paths = ("/r/namur", "/r/namur/sent", "/r/nowhere", "/r/namur/x")
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert client.get(path_of_request(event, request)).status_code == (404 if phase is Phase.DRAFT else 200)


def test_too_many_forms_of_one_address_are_refused(client, session, event, premium):
    open_form(session, event, {premium.id: None})

    answers = [client.post("/r/namur", data=FILLED | {"organisation": str(number)}).status_code for number in range(7)]

    assert answers == [303] * 5 + [429] * 2


def test_forms_in_somebodys_name_neither_fill_the_mailbox_nor_shut_out_its_owner(english, session, event, premium):
    open_form(session, event, {premium.id: None})
    strangers = [
        english.post(
            "/r/namur", data=FILLED | {"organisation": "Evil"}, environ_base={"REMOTE_ADDR": f"198.51.{one}.1"}
        )
        for one in range(6)
    ]
    first = session.exec(select(RegistrationRequest)).first()

    own = english.post("/r/namur", data=FILLED)

    assert [one.status_code for one in (*strangers, own)] == [303] * 7
    assert len(session.exec(select(Message)).all()) == 5
    path = path_of_request(event, newest(session))
    page = english.get(path_of_request(event, first))
    assert f'href="{path}"' in page.text
    assert "Other forms with your address Ada Nivelyo, Nivelyo SA Ada Nivelyo, Evil" in text(page)
    assert english.post(path).location == "/e/namur/"


def test_who_is_logged_in_may_send_the_form_too(session, event, premium, enter):
    open_form(session, event, {premium.id: None})
    mine = make.make_registration(session, make.make_delegation(session, event, premium))

    assert enter(mine).post("/r/namur", data=FILLED).status_code == 303


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RequestState.PENDING, "Your registration is with the organisers"),
        (RequestState.WAITING, "Your place on the list: 1."),
        (RequestState.REFUSED, "Your registration was not accepted"),
        (RequestState.GIVEN_UP, "You have taken your registration back"),
    ],
)
def test_the_link_shows_how_it_stands(english, session, event, premium, state, said):
    open_form(session, event, {premium.id: None})
    path = path_of_request(event, make_request(session, event, state))

    assert said in text(english.get(path))
    assert english.post(path).location == path


def test_a_link_that_is_too_old_leads_back_to_the_form(english, session, event, premium):
    open_form(session, event, {premium.id: None})
    request = make_request(session, event, RequestState.SENT)
    request.expires_at = request.created_at
    session.commit()
    path = path_of_request(event, request)

    seen, used = english.get(path), english.post(path)

    assert (seen.status_code, used.status_code) == (410, 409)
    assert "This link is too old" in text(seen)
    assert session.exec(select(Registration)).all() == []


def test_who_waits_takes_it_back(english, session, event, premium):
    open_form(session, event, {premium.id: None}, capacity=0)
    path = path_of_request(event, come(session, event, "ada"))

    assert english.post(f"{path}/give-up").location == path

    assert newest(session).state is RequestState.GIVEN_UP
    assert english.get(path).headers["Referrer-Policy"] == "no-referrer"


def test_a_colleague_is_invited_on_a_page_and_registers_by_the_link(english, session, event, premium, enter):
    open_form(session, event, {premium.id: None})
    ada = come(session, event, "ada")
    session.commit()
    reader = enter(session.get_one(Registration, ada.registration_id))

    invited = reader.post("/e/namur/colleagues", data={"email": "bob@ada.example", "language": "en"})
    again = reader.post("/e/namur/colleagues", data={"email": "bob", "language": "en"})

    assert (invited.status_code, again.status_code) == (303, 422)
    assert "bob@ada.example" in text(reader.get("/e/namur/colleagues"))
    path = urlsplit(invitation_url(event, session.exec(select(ColleagueInvitation)).one())).path
    page = english.get(path)
    assert "Ada Nivelyo invites you to come too, for Ada SRL." in text(page)
    assert 'name="organisation"' not in page.text
    refused = english.post(path, data={"first_name": "Bob"})
    joined = english.post(path, data={"first_name": "Bob", "last_name": "Nivelyo", "language": "en", "agreed": "y"})
    assert (refused.status_code, joined.status_code, joined.location) == (422, 303, "/e/namur/")
    used = english.post(path, data={"first_name": "B", "last_name": "N", "language": "en", "agreed": "y"})
    assert used.status_code == 409
    assert english.get("/r/namur/with/x").status_code == 404


def test_a_closed_registration_offers_no_invitation(session, event, premium, enter):
    mine = make.make_registration(session, make.make_delegation(session, event, premium))

    reader = enter(mine)

    assert "Invite a colleague" not in text(reader.get("/e/namur/colleagues"))
    assert reader.post("/e/namur/colleagues", data={"email": "bob@x.example", "language": "en"}).status_code == 409
