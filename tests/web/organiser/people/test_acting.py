"""Acting for a participant: who may, what is noted and told, and what stays for the person alone."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.models import (
    AuditEntry,
    Event,
    EventStaff,
    Message,
    Registration,
    Staff,
    StaffRole,
    Wish,
)
from matchmaker.wishes.commands.vetoes import add_veto
from tests.builders.crowded import make_published_forum
from tests.builders.forum import Forum
from tests.builders.history import trail
from web.auth.acting import ACTS, PAGES


@pytest.fixture
def pages(forum: Forum) -> str:
    return f"/e/{forum.event.slug}"


@pytest.fixture
def actor(organiser: FlaskClient, forum: Forum, person: Registration) -> FlaskClient:
    """The organiser who acts for Nivelyo's delegate."""
    organiser.post(f"/o/{forum.event.slug}/people/{person.id}/act", data={"basis": "telephone"})
    return organiser


def test_what_is_allowed_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {f"participant.{name}" for name in (*PAGES, *ACTS)} <= endpoints


def test_a_bar_on_every_page_says_so_and_leads_back(actor: FlaskClient, pages: str, forum: Forum, person: Registration):
    for page in ("agenda", "wishes", "interest", "availability", "directory", "card", "company", "agenda/wrong"):
        text = actor.get(f"{pages}/{page}").text
        assert "You act for" in text, page
        assert f'action="/o/{forum.event.slug}/acting/end"' in text, page

    back = actor.post(f"/o/{forum.event.slug}/acting/end")

    assert back.location == f"/o/{forum.event.slug}/people/{person.id}"
    assert actor.get(f"{pages}/agenda").status_code == 404


def test_what_is_done_is_noted_with_both_names_and_told_once(
    actor: FlaskClient, pages: str, session: Session, forum: Forum, person: Registration
):
    ids = [forum.people[f"Other {number}"].delegation_id for number in (4, 5)]

    answers = [actor.post(f"{pages}/wishes", data={"to": str(number)}).status_code for number in ids]

    assert answers == [303, 303]
    assert {wish.to_id for wish in session.exec(select(Wish).where(Wish.from_id == person.delegation_id))} >= set(ids)
    entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "act_for")).all()
    assert [(one.actor, one.registration_id, one.details) for one in entries] == [
        ("Anne", person.id, {"what": "wishes", "basis": "telephone"})
    ] * 2
    mails = session.exec(select(Message).where(Message.kind == "on_behalf")).all()
    assert [mail.registration_id for mail in mails] == [person.id]
    history = actor.get(f"/o/{forum.event.slug}/people/{person.id}").text
    assert "wishes (by telephone)" in history


def test_a_refused_form_is_not_noted(actor: FlaskClient, pages: str, session: Session):
    answer = actor.post(f"{pages}/card", data={"job_title": ""})

    assert answer.status_code == 422
    assert [row for row in trail(session) if row[1] == "act_for"] == []


def test_looking_marks_nothing_as_seen_and_keeps_ones_own_language(
    actor: FlaskClient, pages: str, session: Session, person: Registration
):
    page = actor.get(f"{pages}/agenda").text
    card = {"job_title": "CEO", "languages": ["fr"], "language": "nl"}

    actor.post(f"{pages}/card", data=card)

    session.refresh(person)
    assert (person.seen_release, "You act for" in page) == (0, True)
    assert "You act for" in actor.get(f"{pages}/agenda").text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "sessions"),
        ("post", "sessions"),
        ("post", "sessions/link"),
        ("get", "calendar"),
        ("post", "calendar/choice"),
        ("post", "calendar/new-address"),
        ("get", "directory/{other}/veto"),
        ("post", "directory/{other}/veto"),
        ("post", "directory/{other}/veto/remove"),
        ("post", "welcome"),
        ("post", "withdraw"),
        ("post", "agenda/noted"),
    ],
)
def test_what_is_for_the_person_alone_is_refused(
    actor: FlaskClient, pages: str, session: Session, forum: Forum, method: str, path: str
):
    other = forum.people["Other 1"].delegation_id
    before = len(trail(session))

    answer = getattr(actor, method)(f"{pages}/{path.format(other=other)}")

    assert (answer.status_code, len(trail(session))) == (404, before)


def test_never_meet_is_offered_nowhere_and_only_the_directory_says_it(
    actor: FlaskClient, pages: str, session: Session, forum: Forum, person: Registration
):
    other = forum.people["Other 4"].delegation_id
    address = f"{pages}/directory/{other}"
    assert "/veto" not in actor.get(address).text
    add_veto(session, person, other)

    shown = {page: actor.get(page).text for page in (address, f"{pages}/wishes", f"{pages}/directory")}

    assert [("/veto" in text, "Never meet" in text) for text in shown.values()][1:] == [(False, False), (False, True)]
    assert ("/veto" in shown[address], "You asked never to meet them" in shown[address]) == (False, False)


def test_it_opens_no_other_event_and_nobody_of_one(
    organiser: FlaskClient, session: Session, forum: Forum, event: Event, person: Registration
):
    elsewhere = make_published_forum(session, 6)
    foreign = elsewhere.people["Nivelyo"]

    assert organiser.get(f"/o/{forum.event.slug}/people/{foreign.id}/act").status_code == 404
    organiser.post(f"/o/{forum.event.slug}/people/{person.id}/act", data={"basis": "telephone"})
    assert organiser.get(f"/e/{elsewhere.event.slug}/agenda").status_code == 404
    assert organiser.get(f"/e/{event.slug}/agenda").status_code == 404


def test_it_ends_with_the_role(actor: FlaskClient, pages: str, session: Session, forum: Forum, staff: Staff):
    role = session.exec(
        select(EventStaff).where(EventStaff.event_id == forum.event.id, col(EventStaff.staff_id) == staff.id)
    ).one()
    role.role = StaffRole.PARTNER_OWN
    session.flush()

    assert actor.get(f"{pages}/agenda").status_code == 404


def test_it_ends_with_the_log_in(actor: FlaskClient, pages: str):
    actor.post("/logout")
    assert actor.get(f"{pages}/agenda").location.startswith("/login")


def test_only_for_somebody_who_has_accepted_the_terms(
    organiser: FlaskClient, session: Session, forum: Forum, person: Registration
):
    person.agreed_at = None
    session.flush()

    answer = organiser.post(f"/o/{forum.event.slug}/people/{person.id}/act", data={"basis": "telephone"})

    assert answer.location == f"/o/{forum.event.slug}/people/{person.id}"
    assert organiser.get(f"/e/{forum.event.slug}/agenda").status_code == 404
