"""The pages of one person and of one organisation, as organisers see and use them."""

from datetime import time

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    Message,
    Organisation,
    Person,
    Registration,
)
from tests.builders.forum import Forum
from tests.builders.history import trail


def test_a_person_is_on_one_page(organiser: FlaskClient, base: str, person: Registration, forum: Forum):
    page = organiser.get(f"{base}/people/{person.id}").text

    for words in ("Other 0", "1 meeting.", "Has not seen release 1 yet.", "Who wishes to meet Nivelyo", "Came later"):
        assert words in page
    assert f'href="{base}/organisations/{person.delegation_id}"' in page
    assert "Nivelyo" in organiser.get(f"{base}/organisations/{person.delegation_id}").text


def test_a_correction_is_saved_once_and_a_stale_one_shows_the_newer_state(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    address = f"{base}/people/{person.id}/edit"
    page = organiser.get(address).text
    shown = page.split('name="shown" type="hidden" value="')[1].split('"')[0]
    sent = {
        "shown": shown,
        "first_name": "Élodie",
        "last_name": "Marchal",
        "job_title": "Director",
        "phone": "+32 470 00 02 01",
        "role": "head",
        "language": "nl",
        "languages": ["fr", "nl"],
    }

    saved, twice = organiser.post(address, data=sent), organiser.post(address, data=sent)
    stale = organiser.post(address, data=sent | {"last_name": "Martin"})

    found = session.get_one(Person, person.person_id)
    assert (saved.status_code, twice.status_code, stale.status_code) == (303, 303, 409)
    assert (found.name, found.language, found.languages, person.role) == ("Élodie Marchal", "nl", ["fr", "nl"], "head")
    assert ('value="Martin"' in stale.text, "</span> Marchal</p>" in stale.text) == (True, True)
    assert trail(session)[-1][:3] == ("Anne", "save_person", "Élodie Marchal")


def test_a_role_without_meetings_is_refused_to_who_has_some(organiser: FlaskClient, base: str, person: Registration):
    address = f"{base}/people/{person.id}/edit"
    shown = organiser.get(address).text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    sent = {"shown": shown, "last_name": "Marchal", "role": "interpreter", "language": "fr", "languages": ["fr"]}

    answer = organiser.post(address, data=sent)

    assert answer.status_code == 422
    assert "This person has published meetings" in answer.text


def test_limits_of_an_organisation(organiser: FlaskClient, base: str, session: Session, person: Registration):
    address = f"{base}/organisations/{person.delegation_id}/edit"
    shown = organiser.get(address).text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    delegation = session.get_one(Delegation, person.delegation_id)
    sent = {"shown": shown, "category_id": delegation.category_id, "guarantee": "5", "max_meetings": "3"}

    assert "More meetings are promised" in organiser.post(address, data=sent).text
    assert organiser.post(address, data=sent | {"guarantee": "2"}).status_code == 303
    assert (delegation.guarantee, delegation.max_meetings, delegation.wish_limit) == (2, 3, None)
    assert organiser.post(address, data=sent | {"guarantee": "9" * 310}).status_code == 409
    page = organiser.get(address).text
    now = {"shown": page.split('name="shown" type="hidden" value="')[1].split('"')[0]}
    assert organiser.post(address, data=sent | now | {"guarantee": "9" * 310}).status_code == 422


def test_an_address_is_corrected_and_the_old_one_told(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    old = session.get_one(Person, person.person_id).email
    answer = organiser.post(f"{base}/people/{person.id}/address", data={"email": "new@nivelyo.example"})

    assert answer.status_code == 303
    assert session.get_one(Person, person.person_id).email == "new@nivelyo.example"
    assert session.exec(select(Message.recipient).where(Message.kind == "address_left")).all() == [old]


def test_a_withdrawal_by_telephone_says_first_what_it_touches(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    address = f"{base}/people/{person.id}/withdraw"

    assert "1 meeting is touched, 1 person of the other sides waits for it." in organiser.get(address).text
    answer = organiser.post(address, data={"basis": "telephone", "note": "Ill"})

    alert = session.exec(select(Alert).where(Alert.registration_id == person.id)).one()
    assert answer.location == f"{base}/alerts#alert-{alert.id}"
    assert (alert.kind, alert.note, person.withdrawn) == (AlertKind.WITHDRAWN, "Ill", True)
    history = organiser.get(f"{base}/history").text
    assert "withdrew from the event (by telephone)" in history


def test_an_organiser_takes_a_withdrawal_back_also_once_it_was_acted_on(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    home, address = f"{base}/people/{person.id}", f"{base}/people/{person.id}/return"
    for state in (AlertState.OPEN, AlertState.HANDLED):
        organiser.post(f"{home}/withdraw", data={"basis": "telephone"})
        alert = session.exec(select(Alert).where(Alert.state == AlertState.OPEN)).one()
        if state is AlertState.HANDLED:
            organiser.post(f"{base}/alerts/{alert.id}/handled")
        assert (f'href="{address}"' in organiser.get(home).text, alert.state) == (True, state)
        assert "What is still published stands again:" in organiser.get(address).text

        answers = [organiser.post(address, data={"basis": "mail"}).status_code for _ in range(2)]

        assert (answers, person.withdrawn, alert.state) == ([303, 303], False, AlertState.TAKEN_BACK)
    name = session.get_one(Person, person.person_id).name
    assert [row[:3] for row in trail(session) if row[1] == "withdraw_taken_back"] == [
        ("Anne", "withdraw_taken_back", name)
    ] * 2
    assert len(session.exec(select(Message).where(Message.kind == "withdrawal_taken_back")).all()) == 2
    assert "takes part." in organiser.get(address).text


def test_an_organisation_comes_back_with_those_who_left_with_it(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    home = f"{base}/organisations/{person.delegation_id}"
    organiser.post(f"{home}/withdraw", data={"basis": "mail"})
    gone = organiser.get(home).text
    assert (f'href="{home}/return"' in gone, f'href="{home}/withdraw"' in gone) == (True, False)

    assert organiser.post(f"{home}/return", data={"basis": "telephone"}).status_code == 303

    delegation = session.get_one(Delegation, person.delegation_id)
    assert (delegation.withdrawn, person.withdrawn) == (False, False)
    organiser.post(f"{base}/people/{person.id}/withdraw", data={"basis": "mail"})
    assert f'href="{home}/withdraw"' not in organiser.get(home).text  # nobody is left who could withdraw


def test_an_organisation_withdraws_with_all_its_people(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    answer = organiser.post(f"{base}/organisations/{person.delegation_id}/withdraw", data={"basis": "mail"})

    delegation = session.get_one(Delegation, person.delegation_id)
    assert (answer.status_code, delegation.withdrawn, person.withdrawn) == (303, True, True)
    assert "withdrawn" in organiser.get(f"{base}/organisations/{person.delegation_id}").text


def test_other_times_are_noted_once_what_they_touch_was_shown(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    address, sent = f"{base}/people/{person.id}/stay", {"arrives": "10:00", "leaves": "16:30", "basis": "telephone"}

    first = organiser.post(address, data=sent)
    touched = first.text.split('name="touched" type="hidden" value="')[1].split('"')[0]
    assert ("1 meeting is touched," in first.text, first.status_code, person.arrives) == (True, 200, None)
    second = organiser.post(address, data=sent | {"touched": touched})

    assert (second.status_code, person.arrives, person.leaves) == (303, time(10), time(16, 30))
    alert = session.exec(select(Alert).where(Alert.registration_id == person.id)).one()
    assert alert.kind is AlertKind.LATE
    mail = session.exec(select(Message).where(Message.kind == "on_behalf")).one()
    assert "16 h 30" in mail.mime.decode("utf-8", "replace") or mail.registration_id == person.id


def test_who_leaves_early_cannot_come_to_what_is_later(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    sent = {"leaves": "09:10", "basis": "telephone"}
    address = f"{base}/people/{person.id}/stay"
    touched = organiser.post(address, data=sent).text.split('name="touched" type="hidden" value="')[1].split('"')[0]

    organiser.post(address, data=sent | {"touched": touched})

    alert = session.exec(select(Alert).where(Alert.registration_id == person.id)).one()
    assert (alert.kind, alert.sure) == (AlertKind.CANCELLED, True)


def test_times_outside_the_event_are_refused(organiser: FlaskClient, base: str, person: Registration):
    answer = organiser.post(
        f"{base}/people/{person.id}/stay", data={"arrives": "16:00", "leaves": "10:00", "basis": "telephone"}
    )

    assert answer.status_code == 422
    assert "The departure must be later than the arrival." in answer.text


def test_terms_are_accepted_for_somebody_on_a_basis(organiser: FlaskClient, base: str, session: Session, forum: Forum):
    silent = forum.people["Other 1"]
    silent.agreed_at = None
    address = f"{base}/people/{silent.id}/agree"

    answers = [organiser.post(address, data={"basis": "paper"}).status_code for _ in range(2)]

    assert (answers, silent.agreed_at is not None) == ([303, 303], True)
    assert [row[:2] for row in trail(session) if row[1] == "agree_for"] == [("Anne", "agree_for")]
    assert len(session.exec(select(Message).where(Message.kind == "on_behalf")).all()) == 1
    assert organiser.post(address, data={"basis": "nonsense"}).status_code == 422


def test_a_person_is_added_by_the_rules_of_an_import(
    organiser: FlaskClient, base: str, session: Session, person: Registration
):
    sent = {
        "first_name": "Bruno",
        "last_name": "=Delvaux\u202e",
        "email": "bruno@nivelyo.example",
        "organisation": "NIVELYO",
        "language": "fr",
        "basis": "telephone",
        "agreed": "y",
    }

    answer = organiser.post(f"{base}/people/new", data=sent)

    added = session.exec(select(Registration).order_by(col(Registration.id).desc())).first()
    assert answer.location == f"{base}/people/{added.id}"
    assert (added.delegation_id, added.agreed_at is not None) == (person.delegation_id, True)
    assert session.get_one(Person, added.person_id).name == "Bruno =Delvaux"
    again = organiser.post(f"{base}/people/new", data=sent)
    assert (again.status_code, "registered already" in again.text) == (422, True)


def test_who_a_new_person_is_may_be_a_question(
    organiser: FlaskClient, base: str, session: Session, person: Registration, forum: Forum
):
    known = session.get_one(Person, person.person_id)
    sent = {
        "first_name": known.first_name,
        "last_name": known.last_name,
        "email": known.email,
        "organisation": "Other 2",
        "language": "fr",
        "basis": "telephone",
    }

    asked = organiser.post(f"{base}/people/new", data=sent)
    assert "This person takes part for “Nivelyo” already." in asked.text
    both = organiser.post(f"{base}/people/new", data=sent | {"answer": "both"})

    assert (asked.status_code, both.status_code, person.withdrawn) == (422, 303, False)


def test_a_category_is_needed_for_a_new_organisation(organiser: FlaskClient, base: str, session: Session):
    sent = {"last_name": "New", "first_name": "Ada", "email": "ada@new.example", "organisation": "Brand New"}
    sent |= {"language": "fr", "basis": "telephone"}

    assert organiser.post(f"{base}/people/new", data=sent).status_code == 422
    assert organiser.post(f"{base}/people/new", data=sent | {"category": "basic"}).status_code == 303
    assert session.exec(select(Organisation).where(Organisation.name == "Brand New")).one()
