"""When I can, as a participant paints the day."""

from datetime import UTC, datetime, time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.models import Absence, Answer
from tests.builders.factories import make_absence, make_programme_item, make_slots, make_venue, make_wish
from tests.builders.pages import text
from tests.builders.wishes import Forum


def test_the_day_is_painted_and_read_back(ada: FlaskClient, session: Session, forum: Forum):
    venue = make_venue(session, forum.event)
    slots = make_slots(session, venue)
    make_programme_item(session, venue, starts=time(9), ends=time(9, 25), titles={"en": "Opening"})
    make_programme_item(session, venue, starts=time(13), ends=time(14), titles={"en": "Lunch"}, room="Hall")
    page = f"/e/{forum.event.slug}/availability"
    assert "3 slots free 0 possible meetings You share the possible meetings with 1 colleague." in text(ada.get(page))
    assert "09:00 Opening 09:30 free not free" in text(ada.get(page))
    assert "13:00 Lunch · Hall" in text(ada.get(page))

    ids = [slot.id for slot in slots[1:]]
    ada.post(page, data={"shown": ids, "free": ids[1:]})

    rows = session.exec(select(Absence).where(col(Absence.registration_id) == forum.ada.id)).all()
    assert [(row.starts, row.ends) for row in rows] == [(time(9, 30), time(9, 55))]
    assert "2 slots free" in text(ada.get(page))
    assert ada.get(page).text.count(" checked>") == 2


def test_too_many_possible_meetings_for_the_day_are_said(ada: FlaskClient, session: Session, forum: Forum):
    make_slots(session, make_venue(session, forum.event), number=1)
    for other in forum.others[:3]:
        make_wish(session, other, forum.ours, answer=Answer.YES)

    shared = text(ada.get(f"/e/{forum.event.slug}/availability"))
    forum.bob.withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    session.add(forum.bob)
    alone = text(ada.get(f"/e/{forum.event.slug}/availability"))

    assert "More possible meetings than free slots of yours; 1 colleague can take some." in shared
    assert "2 possible meetings more than you have free slots: not all can take place." in alone


@pytest.mark.parametrize("sent", [{"shown": ["x"]}, {"shown": ["99999999"]}, {"free": ["1"]}])
def test_slots_that_were_not_shown_are_refused(ada: FlaskClient, session: Session, forum: Forum, sent: dict):
    make_slots(session, make_venue(session, forum.event))

    assert ada.post(f"/e/{forum.event.slug}/availability", data=sent).status_code == 422


def test_a_note_of_an_absence_is_on_no_page(ada: FlaskClient, session: Session, forum: Forum):
    make_slots(session, make_venue(session, forum.event))
    make_absence(session, forum.ada, time(9), time(10), note="Radiotherapy")

    assert "Radiotherapy" not in ada.get(f"/e/{forum.event.slug}/availability").text
