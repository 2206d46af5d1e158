"""My times of an interpreter: when they are away, in words that are true for them."""

from datetime import time

import pytest
from sqlmodel import select

from matchmaker.models import Absence, EventKind, ReleaseKind, Role
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.releases import meeting, release


@pytest.fixture
def kaisa(session, forum):
    """Somebody who interprets at a mission."""
    forum.event.kind = EventKind.MISSION
    office = make.make_category(session, forum.event, "along", has_meetings=False)
    delegation = make.make_delegation(session, forum.event, office, make.make_organisation(session, "Kaisa Niemi"))
    registration = make.make_registration(session, delegation, role=Role.INTERPRETER)
    session.commit()
    return registration


def test_who_interprets_says_when_they_are_away_and_takes_it_back(session, forum, enter, kaisa):
    page, path = enter(kaisa), f"/e/{forum.event.slug}/availability"
    form = fields(page.get(path), "day") | {"starts": "09:00", "ends": "12:30"}

    saved = page.post(f"{path}/away", data=form, follow_redirects=True)
    away = session.exec(select(Absence)).one()
    kept = (away.registration_id, away.starts, away.ends)
    refused = page.post(f"{path}/away", data=form | {"ends": "08:00"})
    taken_back = page.post(f"{path}/away/remove", data={"absence": str(away.id)}, follow_redirects=True)

    assert kept == (kaisa.id, time(9), time(12, 30))
    assert "Saved. You are not booked at that time." in saved.text
    assert "09:00–12:30" in text(saved)
    assert (refused.status_code, "08:00" in refused.text) == (422, True)
    assert "Nothing said: you can be booked at any hour." in text(taken_back)


def test_a_published_meeting_at_that_time_is_told(session, forum, enter, kaisa):
    release(session, kaisa, 1, ReleaseKind.FINAL, [meeting(session, forum, 1, time(9, 30))])
    page, path = enter(kaisa), f"/e/{forum.event.slug}/availability"

    saved = page.post(f"{path}/away", data=fields(page.get(path), "day"), follow_redirects=True)

    page.post(f"{path}/away/remove", data={"absence": "999"})

    assert "A published meeting stands at that time: the organisers know" in saved.text
    assert "A published meeting stands while you are away" in text(page.get(path))
    assert "all day" in text(saved)
    assert "You are away then: the organisers know" in text(page.get(f"/e/{forum.event.slug}/agenda"))


def test_who_meets_has_slots_and_is_not_away_all_day_by_a_forged_form(session, forum, enter, kaisa):
    path = f"/e/{forum.event.slug}/availability"
    sent = fields(enter(kaisa).get(path), "day")

    answer = enter(forum.ada).post(f"{path}/away", data=sent)

    assert (answer.status_code, session.exec(select(Absence)).all()) == (404, [])


def test_the_directory_of_who_interprets_holds_whom_they_meet_and_nobody_else(session, forum, enter, kaisa):
    page, path = enter(kaisa), f"/e/{forum.event.slug}/directory"
    nobody, refused = page.get(path), page.get(f"{path}/{forum.others[0].id}")
    line = meeting(session, forum, 1, time(9, 30))
    sides = [line["details"]["own"], line["details"]["other"]]
    line["details"] |= {"role": "interpreter", "sides": sides}
    release(session, kaisa, 1, ReleaseKind.FINAL, [line])

    met = text(page.get(path))

    assert ("Whom you meet stands here" in text(nobody), refused.status_code) == (True, 404)
    assert "2 organisations of the meetings to which you come along." in met
    assert [name for name in ("Nivelyo", "Other 1", "Other 2") if name in met] == ["Nivelyo", "Other 1"]
    assert [page.get(f"{path}/{one.id}").status_code for one in forum.others[:2]] == [200, 404]


def test_before_the_schedule_the_agenda_of_who_interprets_speaks_of_no_wishes_and_names_the_cities(
    session, forum, enter, kaisa
):
    for city in ("Copenhagen", "Tallinn"):
        make.make_leg(session, forum.event, city, "Europe/Tallinn")
    forum.event.answers_close_at = forum.event.wishes_close_at = None
    session.commit()

    agenda = enter(kaisa).get(f"/e/{forum.event.slug}/agenda")

    assert "Wishes close" not in text(agenda)
    assert "You say under “My times” when you are away." in text(agenda)
    assert "The mission itself, in Copenhagen and Tallinn." in text(agenda)


@pytest.mark.parametrize("tab", ["wishes", "interest", "demands"])
def test_pages_of_wishes_say_that_they_come_along(forum, enter, kaisa, tab):
    said = text(enter(kaisa).get(f"/e/{forum.event.slug}/{tab}"))

    assert "You come along to meetings of others" in said


@pytest.mark.parametrize(
    ("role", "said"),
    [(Role.INTERPRETER, "You come along to meetings of others"), (Role.OFFICIAL, "No meetings of your own")],
)
def test_at_a_forum_interpreters_alone_come_along(session, forum, enter, kaisa, role, said):
    forum.event.kind, kaisa.role = EventKind.FORUM, role
    session.commit()

    assert said in text(enter(kaisa).get(f"/e/{forum.event.slug}/availability"))
