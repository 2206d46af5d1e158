"""The page of a counterpart: languages of what it quotes, and its file for calendars."""

import re
from datetime import time, timedelta

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Answer, Delegation, Meeting, Person, Release, Wish, row_id
from tests.builders import factories as make
from tests.builders.calendars import meeting_details
from tests.builders.published import add_entry


def test_words_in_another_language_than_the_page_are_marked(client, session, mission, address):
    mission.prospects["Lumo"].pitch_language = "fr"
    mission.prospects["Nivelyo"].pitch_language = "en"
    person = session.get_one(Person, mission.companies["Lumo"].person_id)
    person.job_title, person.language = "Directrice", "fr"
    session.commit()

    page = client.get(address).text

    assert '<q><span lang="fr" dir="auto">Why Lumo asks.</span></q>' in page
    assert "<q>Why Nivelyo asks.</q>" in page
    assert '<span lang="fr" dir="auto">Directrice</span>' in page


def test_the_file_has_the_meetings_of_all_its_people_in_the_language_of_the_page(
    client, session, mission, address, meeting
):
    wish = session.exec(select(Wish)).one()
    colleague = make.make_registration(session, session.get_one(Delegation, wish.to_id))
    lumo = mission.companies["Lumo"].delegation_id
    other = Meeting(event_id=row_id(mission.event), low_id=min(lumo, wish.to_id), high_id=max(lumo, wish.to_id))
    session.add(other)
    session.flush()
    session.add(Wish(event_id=row_id(mission.event), from_id=lumo, to_id=wish.to_id, rank=1, answer=Answer.YES))
    later = clock.instant(make.DAY, time(15), make.ZONE)
    details = meeting_details()
    details["other"]["delegation_id"] = lumo
    add_entry(
        session,
        session.exec(select(Release)).one(),
        colleague,
        "m-colleague",
        meeting_id=other.id,
        starts_at=later,
        ends_at=later + timedelta(minutes=30),
        details=details,
    )
    mission.counterpart.language = "de"
    session.commit()

    file = client.get(f"{address}/agenda.ics").text.replace("\r\n ", "")

    uids = re.findall(r"^UID:(m-[^@]+)@", file, re.MULTILINE)
    assert sorted(uids) == sorted([meeting, "m-colleague"])
    assert "LANGUAGE=de" in file or "Termin" in file
