"""A counterpart that receives at an office which is not there yet: organisers read it before they publish."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.models import Delegation, Demand, MeetsAt, Place, PlaceKind, Scenario, Staff, row_id
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.prospects import SmallMission, small_mission
from tests.builders.receiving import let_agree

SAID = {
    "fr": "1 interlocuteur reçoit à son bureau, que vous n’avez pas encore ajouté",
    "en": "1 counterpart receives at its office, which you have not added yet",
    "nl": "1 gesprekspartner ontvangt op kantoor, dat u nog niet hebt toegevoegd",
    "de": "1 Gesprächspartner empfängt im eigenen Büro, das Sie noch nicht hinzugefügt haben",
}


@pytest.fixture
def mission(client, session, as_organiser) -> SmallMission:
    """Satama has agreed and receives at its office; a table of the hotel is all that there is."""
    mission = small_mission(session)
    let_agree(mission)
    mission.counterpart.meets_at = MeetsAt.OFFICE
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(9), number=2)
    make.make_place(session, venue)
    as_organiser(client, make.make_staff(session, mission.event, language="en"))
    session.commit()
    return mission


@pytest.fixture
def pages(session, mission) -> list[str]:
    """The dashboard, the schedules, one of them and the difference before it is published."""
    baseline = make_baseline(session, mission.event)
    session.commit()
    scenario = f"scenarios/{session.get_one(Scenario, baseline.id).id}"
    return [f"/o/{mission.event.slug}/{page}" for page in ("", "schedule", scenario, f"{scenario}/publish")]


def test_each_page_before_publication_says_it_and_leads_to_the_offices(client, session, mission, pages):
    shown = [client.get(page) for page in pages]
    satama = session.exec(
        select(Delegation).where(Delegation.organisation_id == mission.counterpart.organisation_id)
    ).one()
    office = make.make_place(session, make.make_venue(session, mission.event), kind=PlaceKind.OFFICE)
    session.get_one(Place, office.id).owner_id = row_id(satama)
    session.commit()
    after = [client.get(page) for page in pages]

    assert [SAID["en"] in text(page) for page in shown] == [True] * 4
    assert all(f'<a href="/o/{mission.event.slug}/offices">1 counterpart' in page.text for page in shown)
    assert [SAID["en"] in text(page) for page in after] == [False] * 4


@pytest.mark.parametrize("language", SAID)
def test_it_is_said_in_the_language_of_the_reader(client, session, mission, language):
    session.exec(select(Staff)).one().language = language
    session.commit()

    assert SAID[language] in text(client.get(f"/o/{mission.event.slug}/"))


def test_who_receives_nowhere_in_particular_is_not_counted(client, session, mission):
    mission.counterpart.meets_at = MeetsAt.EITHER
    session.commit()

    assert SAID["en"] not in text(client.get(f"/o/{mission.event.slug}/"))


def test_the_form_of_the_office_begins_with_what_was_said_of_it(client, session, mission):
    row = mission.counterpart
    row.address = "Rantatie 2, 00260 Helsinki"
    at = {"leg_id": mission.leg.id, "zone": mission.leg.zone, "postcode": "00260", "district": "Nord"}
    make.make_venue(session, mission.event, **at)
    number = mission.prospects["Nivelyo"].delegation_id
    session.add(Demand(leg_id=row_id(mission.leg), delegation_id=number, minutes=60))
    session.commit()
    path = f"/o/{mission.event.slug}/offices/new?city={mission.leg.id}&counterpart={row.id}"

    page = client.get(path)
    form = fields(page, "postcode")

    names = ("address", "postcode", "district", "starts", "ends", "minutes", "position")
    said = ("Rantatie 2", "00260", "Nord", "09:00", "10:00", "60", "")
    assert [form[name] for name in names] == [[one] for one in said]
    assert (form["days"], '<option value="Nord">' in page.text) == ([make.DAY.isoformat()], True)
