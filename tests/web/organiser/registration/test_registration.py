"""The organiser's pages about the open form: settings with their impact, questions, those who wait."""

import pytest
from sqlmodel import select

from matchmaker.enrolment.queries.form import all_questions, read_settings
from matchmaker.models import (
    AnswerAudience,
    EventStaff,
    QuestionKind,
    Registration,
    RequestDigest,
    RequestState,
    StaffRole,
)
from tests.builders import factories as make
from tests.builders.enrolment import ask, come, make_request, open_form, send
from tests.builders.history import trail
from tests.builders.pages import shown, text

BASE = "/o/namur/registration"
CHOICE = {"kind": "choice", "label_fr": "Repas", "options_fr": "Viande\nPoisson"}


@pytest.fixture
def event(session):
    return make.make_event(session, slug="namur")


@pytest.fixture
def premium(session, event):
    return make.make_category(session, event, "premium")


@pytest.fixture
def anne(client, session, event, premium, as_organiser):
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return as_organiser(client, make.make_staff(session, event, name="Anne", language="en"))


def save(client, **values):
    page = client.get(BASE)
    unasked = {"use_job_title": "", "use_vat": "", "use_phone": ""}
    return client.post(BASE, data={"shown": shown(page), "has_waiting_list": "y"} | unasked | values)


def test_the_form_is_opened(anne, session, event, premium):
    assert "Closed: nobody registers by themselves." in text(anne.get(BASE))

    saved = save(
        anne,
        is_open="y",
        capacity="80",
        use_phone="required",
        introduction_fr="Bonjour",
        **{f"offer_{premium.id}": "y"},
    )

    assert (saved.status_code, saved.location) == (303, BASE)
    form = read_settings(session, event)
    assert (form.is_open, form.capacity, form.fields, form.introductions) == (
        *(True, 80, {"phone": "required"}, {"fr": "Bonjour"}),
    )
    page = text(anne.get(BASE))
    assert "Open. 0 of 80 places are promised: 0 registered, 0 invited." in page
    assert anne.get("/r/namur").status_code == 200


def test_the_impact_is_said_before_anything_is_saved(anne, session, event, premium):
    open_form(session, event, {premium.id: None})
    for name in ("ada", "bob", "cai", "dan"):
        come(session, event, name)
    session.commit()
    values = {"is_open": "y", "capacity": "1", f"offer_{premium.id}": "y", f"places_{premium.id}": "3"}

    first = save(anne, **values)
    session.expire_all()
    assert (first.status_code, read_settings(session, event).capacity) == (422, None)
    assert "3 people would be above the capacity." in text(first)
    assert "Premium: 1 person would be above the capacity." in text(first)

    second = anne.post(
        BASE, data=values | {"has_waiting_list": "y", "shown": shown(first), "seen": shown(first, "seen")}
    )

    session.expire_all()
    assert (second.status_code, read_settings(session, event).capacity) == (303, 1)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"capacity": "1" * 310}, 422),
        ({"capacity": "-1"}, 422),
        ({"closes": "0001-01-01T00:00"}, 422),
        ({"use_vat": "always"}, 422),
        ({"is_open": "y"}, 422),
        ({"shown": "older"}, 409),
        ({"introduction_fr": "x" * 2001}, 422),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_sentence(anne, session, event, wrong, status):
    refused = save(anne, **wrong)

    assert (refused.status_code, "error-summary" in refused.text) == (status, True)
    assert read_settings(session, event).fields == {"job_title": "optional", "vat": "optional"}


def test_two_answers_that_read_alike_are_refused(anne):
    refused = anne.post(f"{BASE}/questions/new", data=CHOICE | {"options_fr": "Viande\nPoisson\nviande"})

    assert (refused.status_code, "The answer “viande” stands there twice." in text(refused)) == (422, True)


def test_only_confirmed_forms_have_answered_a_question(anne, session, event, premium):
    meal = ask(session, event)
    open_form(session, event, {premium.id: None})
    page = f"{BASE}/questions/{meal.id}"
    send(session, event, answers={meal.id: "Fish"})
    session.commit()
    before = text(anne.get(page))

    come(session, event, "bob", answers={meal.id: "Meat"})
    session.commit()

    assert "Answered only on forms that wait for their confirmation" in before
    assert "1 person has answered: choices can be added at the end only." in text(anne.get(page))
    assert anne.post(f"{page}/retire", follow_redirects=True).status_code == 200
    assert [one.id for one in all_questions(session, event)] == [meal.id]


def test_a_question_is_made_changed_and_retired(anne, session, event, premium):
    made = anne.post(f"{BASE}/questions/new", data=CHOICE)
    (meal,) = all_questions(session, event)
    page = anne.get(f"{BASE}/questions/{meal.id}")
    changed = anne.post(
        f"{BASE}/questions/{meal.id}",
        data={"kind": "text", "label_fr": "<b>Repas", "seen_by": "met", "shown": shown(page)},
    )
    stale = anne.post(f"{BASE}/questions/{meal.id}", data={"kind": "text", "label_fr": "X", "shown": shown(page)})

    assert [answer.status_code for answer in (made, changed, stale)] == [303, 303, 409]
    assert "&lt;b&gt;Repas" in anne.get(BASE).text
    session.expire_all()
    assert (meal.kind, meal.options, meal.seen_by) == (QuestionKind.TEXT, {}, AnswerAudience.MET)
    assert anne.post(f"{BASE}/questions/{meal.id}/retire").status_code == 303
    session.expire_all()
    assert list(all_questions(session, event)) == []
    assert anne.post(f"{BASE}/questions/new", data={"kind": "text"}).status_code == 422


def test_those_who_wait_are_approved_and_refused(anne, session, event, premium):
    open_form(session, event, {premium.id: None}, needs_approval=True)
    meal = ask(session, event, labels={"en": "Meal"})
    ada, bob = (come(session, event, name, answers={meal.id: "=Fish"}) for name in ("ada", "bob"))
    session.commit()

    page = text(anne.get(f"{BASE}/requests"))
    approved = anne.post(f"{BASE}/requests", data={"do": "approve", "request": str(ada.id)}, follow_redirects=True)
    refused = anne.post(
        f"{BASE}/requests",
        data={"do": "refuse", "request": [str(bob.id), "9" * 300, "x"], "word": "Full"},
        follow_redirects=True,
    )

    assert "Ada Nivelyo , Ada SRL" in page
    assert "=Fish" in page
    assert "1 person is registered and told by mail." in approved.text
    assert "1 registration refused; the person is told by mail." in refused.text
    session.expire_all()
    assert (ada.state, bob.state) == (RequestState.ACCEPTED, RequestState.REFUSED)
    nobody = anne.post(f"{BASE}/requests", data={"do": "approve"}, follow_redirects=True)
    assert "Choose somebody first." in nobody.text


def test_all_are_downloaded_with_their_answers(anne, session, event, premium):
    open_form(session, event, {premium.id: None})
    meal = ask(session, event, labels={"en": "Meal"})
    come(session, event, "ada", answers={meal.id: "=1+1"})
    session.commit()

    file = anne.get(f"{BASE}/requests.csv").data.decode("utf-8-sig").splitlines()

    assert file[0].endswith(";Category;Meal")
    assert file[1].endswith(";Premium;'=1+1")
    assert trail(session)[-1][:2] == ("Anne", "download_requests")


def test_the_navigation_counts_those_who_wait_for_an_organiser(anne, session, event, premium):
    make_request(session, event, RequestState.PENDING)
    make_request(session, event, RequestState.WAITING, email="bob@bob.example")
    session.commit()

    page = anne.get(f"{BASE}/requests").text

    assert '<span>Registration</span><span class="side-count">1</span>' in page


def test_answers_that_others_may_see_stand_on_the_page_of_the_company(session, event, premium, enter):
    open_form(session, event, {premium.id: None})
    shown_to_all = ask(session, event, labels={"en": "Topic"}, seen_by=AnswerAudience.PARTICIPANTS)
    hidden = ask(session, event, labels={"en": "Meal"})
    ada = come(session, event, "ada", answers={shown_to_all.id: "<b>Drones", hidden.id: "No nuts"})
    reader = make.make_registration(session, make.make_delegation(session, event, premium))
    delegation_id = session.get_one(Registration, ada.registration_id).delegation_id
    session.commit()

    page = enter(reader).get(f"/e/namur/directory/{delegation_id}").text

    assert ["&lt;b&gt;Drones" in page, "No nuts" in page] == [True, False]


def test_a_link_is_made_closed_and_opened_again(anne, session, event, premium):
    open_form(session, event, {premium.id: None})
    paul = make.make_staff(session, event, StaffRole.PARTNER_FIGURES, name="Paul")
    partner = session.exec(select(EventStaff.id).where(EventStaff.staff_id == paul.id)).one()
    session.commit()
    assert "No link yet" in text(anne.get(f"{BASE}/links"))

    nobody = anne.post(f"{BASE}/links", data={"name": "Members", "category": "", "partner": ""})
    made = anne.post(f"{BASE}/links", data={"name": "Members", "category": premium.id, "partner": partner})

    assert (nobody.status_code, made.status_code) == (422, 303)
    number = made.location.partition("#link-")[2]
    page = anne.get(f"{BASE}/links").text
    assert "Premium · members of Paul · 0 registered" in " ".join(page.split())
    address = page.split('value="http')[1].split('"')[0].partition("/r/")[2]
    assert anne.get(f"/r/{address}").status_code == 200
    assert anne.get(f"/r/{address}x").status_code == 404
    for again, said in (({}, "The registration is closed"), ({"again": "1"}, "Register")):
        anne.post(f"{BASE}/links/{number}/close", data=again)
        assert said in text(anne.get(f"/r/{address}"))


def test_a_form_for_links_alone_says_so_to_others(anne, session, event, premium):
    saved = save(anne, is_open="y", by_link_only="y", digest="never", **{f"offer_{premium.id}": "y"})

    form = read_settings(session, event)
    assert (saved.status_code, form.by_link_only, form.digest) == (303, True, RequestDigest.NEVER)
    assert "Registration is by invitation" in text(anne.get("/r/namur"))
    assert anne.post("/r/namur", data={"first_name": "Ada"}).status_code == 422
