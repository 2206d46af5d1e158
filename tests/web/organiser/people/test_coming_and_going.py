"""Somebody is replaced, moves to another organisation, or withdraws before there is any schedule."""

import re
from html import unescape

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.models import Alert, EventStaff, Person, Registration, Staff
from tests.builders.forum import Forum, make_forum


def history(organiser: FlaskClient, base: str, one: Registration) -> list[str]:
    """Return what the page of a person says was done, the newest first."""
    page = organiser.get(f"{base}/people/{one.id}").text
    return [unescape(said).strip() for said in re.findall(r"</span><br>(.*?)</li>", page.partition(">History")[2])]


def test_somebody_new_comes_instead(organiser: FlaskClient, base: str, session: Session, person: Registration):
    sent = {
        "colleague": "new",
        "first_name": "Bruno",
        "last_name": "Delvaux",
        "email": "bruno@nivelyo.example",
        "organisation": "Nivelyo",
        "language": "fr",
        "agreed": "y",
        "basis": "telephone",
    }

    answer = organiser.post(f"{base}/people/{person.id}/replace", data=sent)

    alert = session.exec(select(Alert).where(Alert.registration_id == person.id)).one()
    there = session.exec(select(Registration).where(Registration.delegation_id == person.delegation_id)).all()
    came = next(one for one in there if not one.withdrawn)
    name = session.get_one(Person, person.person_id).name
    assert answer.location == f"{base}/alerts#alert-{alert.id}"
    assert sorted(one.withdrawn for one in there) == [False, True]
    assert history(organiser, base, person) == [f"{name} replaced by Bruno Delvaux (by telephone)"]
    assert f"Bruno Delvaux comes in the place of {name}" in history(organiser, base, came)


def test_a_person_moves_to_another_organisation(
    organiser: FlaskClient, base: str, session: Session, person: Registration, forum: Forum
):
    other = forum.people["Other 3"].delegation_id

    answer = organiser.post(f"{base}/people/{person.id}/move", data={"delegation": str(other)})

    moved = session.exec(select(Registration).order_by(col(Registration.id).desc())).first()
    name = session.get_one(Person, person.person_id).name
    assert (answer.status_code, person.withdrawn, moved.delegation_id) == (303, True, other)
    for one in (person, moved):
        assert history(organiser, base, one) == [f"{name} moved from Nivelyo to Other 3"]
    assert organiser.post(f"{base}/people/{person.id}/move", data={"delegation": "9" * 310}).status_code == 422


def test_a_withdrawal_before_any_schedule_leads_back_to_the_page_and_nothing_waits(
    organiser: FlaskClient, session: Session, staff: Staff
):
    forum = make_forum(session)
    forum.join("Alpha")
    session.add(EventStaff(event_id=forum.event.id, staff_id=staff.id))
    session.flush()
    base, person = f"/o/{forum.event.slug}", forum.people["Alpha"]

    answer = organiser.post(f"{base}/people/{person.id}/withdraw", data={"basis": "telephone", "note": ""})

    assert (answer.status_code, answer.location) == (303, f"{base}/people/{person.id}")
    assert "No schedule is touched." in organiser.get(answer.location).text
    assert "Nothing waits for you" in organiser.get(f"{base}/alerts").text
