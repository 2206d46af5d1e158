"""Sheets for the road: who is on a transfer, and the meetings of a city by hour."""

import pytest
from sqlmodel import select

from matchmaker.models import Counterpart, Delegation, Leg, Person, ReleaseEntry, Role
from matchmaker.programmes.queries.personal import read_programme
from matchmaker.programmes.queries.sheets import read_city, read_interpreters, read_rides
from matchmaker.programmes.typesetting import set_paper
from matchmaker.programmes.words.personal import personal_paper
from matchmaker.programmes.words.sheets import city_paper, interpreters_paper, rides_paper
from tests.builders.papers import catalogue, whole


def leg(forum, name):
    return forum.session.exec(select(Leg).where(Leg.name == name)).one()


def test_those_on_board_stand_below_their_transfer_with_the_number_that_organisers_know(week):
    person = week.session.get_one(Person, week.people["Nivelyo"].person_id)
    person.phone = "+32 470"
    week.session.flush()

    pdf = set_paper(rides_paper(read_rides(week.session, week.event), "fr"))

    said = "Départ à 18 h 05 · heure locale (Helsinki) · rendez-vous à 16 h 15 · Terminal 2 · En avion · "
    assert said + "arrivée à Zaventem à 19 h 50 (heure locale, Bruxelles)" in whole(pdf)
    assert f"{person.name} Nivelyo +32 470" in whole(pdf)
    assert catalogue(pdf)["ua"] is True


def test_meetings_of_a_city_stand_once_from_the_side_of_the_company_by_hour(week):
    session = week.session
    host = session.get_one(Delegation, week.people["Satama"].delegation_id)
    there = Counterpart(
        event_id=week.event.id,
        leg_id=leg(week, "Helsinki").id,
        organisation_id=host.organisation_id,
        phone="+358 9 1",
        door="Porte B",
    )
    session.add(there)
    session.flush()

    sheet = read_city(session, week.event, leg(week, "Helsinki"))

    assert [(one.starts.hour, one.company, one.counterpart) for one in sheet.visits][1:] == [(11, "Nivelyo", "Satama")]
    assert (len(sheet.visits), sheet.visits[1].phone, sheet.visits[1].door) == (2, "+358 9 1", "Porte B")
    assert "Satama" in whole(set_paper(city_paper(sheet, "de")))


def test_a_city_without_meetings_says_so(week):
    sheet = read_city(week.session, week.event, leg(week, "Tallinn"))

    assert "In dieser Stadt ist kein Termin veröffentlicht." in whole(set_paper(city_paper(sheet, "de")))


@pytest.fixture
def interpreter(week):
    """Kaisa interprets at the visit of Nivelyo: her line names both sides, that of Nivelyo names her."""
    session = week.session
    week.join("Interpreters of the bay", role=Role.INTERPRETER)
    kaisa = week.people["Interpreters of the bay"]
    person = session.get_one(Person, kaisa.person_id)
    person.first_name, person.last_name, person.languages = "Kaisa", "Niemi", ["fi", "fr"]
    line = session.exec(
        select(ReleaseEntry).where(ReleaseEntry.registration_id == week.people["Nivelyo"].id).order_by("starts_at")
    ).all()[1]
    own, other = line.details["own"], line.details["other"]
    both = {"delegation_id": 0, "organisation": "Nivelyo – Satama", "people": [*own["people"], *other["people"]]}
    details = line.details | {"other": both, "sides": [own, other], "role": "interpreter"}
    values = line.model_dump(exclude={"id", "registration_id", "details"})
    session.add(ReleaseEntry(registration_id=kaisa.id, details=details, **values))
    named = {"registration_id": kaisa.id, "name": person.name, "job_title": "", "languages": ["fi", "fr"]}
    line.details = line.details | {"along": [named | {"role": "interpreter"}]}
    session.flush()
    return week


def test_an_interpreter_reads_both_sides_of_each_meeting(interpreter):
    sheet = read_interpreters(interpreter.session, interpreter.event)

    assert [(one.name, [(visit.company, visit.counterpart) for visit in one.visits]) for one in sheet.interpreters] == [
        ("Kaisa Niemi", [("Nivelyo", "Satama")])
    ]
    paper = whole(set_paper(interpreters_paper(sheet, "fr")))
    assert "Kaisa Niemi finnois–français · 1 rendez-vous · Toutes les heures sont locales (Helsinki)." in paper


def test_who_comes_along_stands_on_the_sheet_of_the_city_and_in_both_programmes(interpreter):
    session, event = interpreter.session, interpreter.event
    city = read_city(session, event, leg(interpreter, "Helsinki"))
    programmes = [
        read_programme(session, event, interpreter.people[name], "fr")
        for name in ("Nivelyo", "Interpreters of the bay")
    ]

    ours, hers = (whole(set_paper(personal_paper([one], "fr"))) for one in programmes)

    assert [visit.along for visit in city.visits] == [(), ("Kaisa Niemi",)]
    assert "Également : Kaisa Niemi · FI, FR" in ours
    assert [card.name for card in programmes[1].cards.values()] == ["Nivelyo", "Satama"]
    assert "Nivelyo – Satama" in hers


@pytest.mark.parametrize(
    ("shares", "said"), [(True, "Kaisa Niemi Interprète +358 40 555"), (False, "Kaisa Niemi Interprète")]
)
def test_who_comes_along_helps_with_a_telephone_that_they_share(interpreter, shares, said):
    session, kaisa = interpreter.session, interpreter.people["Interpreters of the bay"]
    session.get_one(Person, kaisa.person_id).phone = "+358 40 555"
    kaisa.share_phone = shares
    session.flush()

    programme = read_programme(session, interpreter.event, interpreter.people["Nivelyo"], "fr")

    text = whole(set_paper(personal_paper([programme], "fr")))
    assert (said in text, "+358 40 555" in text) == (True, shares)


def test_an_interpreter_reads_when_to_leave_for_a_meeting(interpreter):
    kaisa = interpreter.people["Interpreters of the bay"]
    line = interpreter.session.exec(select(ReleaseEntry).where(ReleaseEntry.registration_id == kaisa.id)).one()
    way = {"minutes": 30, "source": "estimated", "origin": "Kaisla", "goal": "Satama"}
    line.details = line.details | {"way": way}
    interpreter.session.flush()

    sheet = read_interpreters(interpreter.session, interpreter.event)

    assert "départ à 10 h 30 depuis Kaisla : 30 min" in whole(set_paper(interpreters_paper(sheet, "fr")))


def test_before_a_release_there_is_no_sheet(forum):
    assert read_rides(forum.session, forum.event) is None
    assert read_interpreters(forum.session, forum.event) is None
