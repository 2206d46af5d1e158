"""The page of a counterpart: who of its people goes, who has withdrawn, how long it takes, where and whom to call."""

from datetime import time, timedelta

import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import (
    AttachePage,
    Delegation,
    Meeting,
    Organisation,
    Phase,
    Registration,
    Release,
    ReleaseEntry,
    Wish,
    row_id,
)
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.published import add_entry


def test_who_has_withdrawn_reads_it_and_the_file_has_nothing_of_it(client, session, mission, address, meeting):
    theirs = session.exec(select(Wish)).one().to_id
    session.exec(select(Registration).where(Registration.delegation_id == theirs)).one().withdrawn_at = clock.now()
    session.commit()

    page = text(client.get(address))

    assert ("You take part no longer" in page, "Confirmed" in page, "agenda.ics" in page) == (True, False, False)
    assert "Aino Virtanen takes part no longer. The organisers know it" in page
    assert f"{address}/meetings/{meeting}" not in client.get(address).text
    assert client.get(f"{address}/agenda.ics").status_code == 404


def test_each_meeting_of_two_people_says_who_goes_on_the_page_and_in_the_file(
    client, session, mission, address, meeting
):
    alone = text(client.get(address))
    wish = session.exec(select(Wish)).one()
    satama = session.get_one(Organisation, mission.counterpart.organisation_id)
    person = make.make_person(session, satama, first_name="Eero", last_name="Salo")
    eero = make.make_registration(session, session.get_one(Delegation, wish.to_id), person)
    lumo = mission.companies["Lumo"].delegation_id
    met = Meeting(event_id=row_id(mission.event), low_id=min(lumo, wish.to_id), high_id=max(lumo, wish.to_id))
    session.add(met)
    session.flush()
    add_entry(session, session.exec(select(Release)).one(), eero, "m-eero", meeting_id=met.id, starts=time(10))
    session.commit()

    page, file = text(client.get(address)), client.get(f"{address}/agenda.ics").text.replace("\r\n ", "")

    assert ("For Aino Virtanen." in alone, "For Aino Virtanen." in page, "For Eero Salo." in page) == (
        False,
        True,
        True,
    )
    titles = sorted(line for line in file.splitlines() if line.startswith("SUMMARY"))
    assert [
        title.endswith(f"({name})") for title, name in zip(titles, ("Aino Virtanen", "Eero Salo"), strict=True)
    ] == [
        True,
        True,
    ]


def test_it_says_how_long_it_takes_from_where_they_come_which_hotel_and_whom_to_call(
    client, session, mission, address, attache
):
    hotel = {"leg_id": mission.leg.id, "zone": mission.leg.zone, "hub": True, "name": "Kaisla", "address": "Rantatie 2"}
    make.make_venue(session, mission.event, **hotel, city="Helsinki")
    page = session.exec(select(AttachePage)).one()
    page.phone, page.email = "+358 9 5550 1234", "pia@bureau.example"
    session.commit()

    asked, place = client.get(address), text(client.get(f"{address}/place"))

    for said in ("A meeting takes 25 minutes.", "Belgium", "Their hotel: Kaisla, Rantatie 2, Helsinki"):
        assert said in text(asked)
    assert 'href="tel:+358955501234"' in asked.text
    assert "I come to their hotel (Kaisla, Rantatie 2)" in place


def test_what_should_be_different_leads_to_hours_place_and_colleague(client, session, mission, address, meeting):
    page = client.get(f"{address}/meetings/{meeting}")
    mission.event.phase = Phase.CLOSED
    session.commit()
    closed = client.get(f"{address}/meetings/{meeting}")

    links = [f'href="{address}/{end}"' for end in ("hours", "place", "place#instead")]
    assert [link in page.text for link in links] == [True] * 3
    assert [link in closed.text for link in links] == [False] * 3


def test_who_is_late_reads_at_what_time_they_are_expected(client, session, address, meeting):
    (entry, *_others) = session.exec(select(ReleaseEntry).where(ReleaseEntry.uid == meeting)).all()
    path = f"{address}/meetings/{meeting}"
    with time_machine.travel(entry.starts_at - timedelta(minutes=30), tick=False):
        client.post(f"{path}/late", data={"minutes": "10", "shown": fields(client.get(path))["shown"]})
        page = text(client.get(address))

    assert "You have said that you are 10 minutes late: they know, and expect you at 09:40." in page
