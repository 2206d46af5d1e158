"""When I can, as a participant paints the day."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.models import Absence, Answer, Registration, ReleaseKind
from tests.builders.factories import make_absence, make_programme_item, make_slots, make_venue, make_wish
from tests.builders.pages import shown, text
from tests.builders.releases import meeting, release
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
    token = shown(ada.get(page), "token")
    ada.post(page, data={"shown": ids, "free": ids[1:], "token": token})
    older = ada.post(page, data={"shown": ids, "free": ids, "token": token}, follow_redirects=True)

    assert "Your times were changed in another window meanwhile. Nothing was saved: look again." in older.text
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


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2027, 3, 1, tzinfo=UTC), "The schedule is being made with these times."),
        (
            datetime(2027, 3, 11, tzinfo=UTC),
            "The schedule is published. If something changes, say so in your schedule.",
        ),
        (datetime(2027, 3, 12, tzinfo=UTC), "The event is over."),
    ],
)
def test_times_that_are_closed_say_how_things_stand_now(
    enter: Callable[[Registration], FlaskClient], session: Session, forum: Forum, now: datetime, words: str
):
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.add(forum.event)
    if now.day > 1:
        release(session, forum.ada, 1, ReleaseKind.FINAL, [meeting(session, forum, 1, time(14))])

    with time_machine.travel(now, tick=False):
        ada = enter(forum.ada)
        pages = [text(ada.get(f"/e/{forum.event.slug}/{name}")) for name in ("availability", "card")]

    assert [words in page for page in pages] == [True, True]


def test_a_note_of_an_absence_is_on_no_page(ada: FlaskClient, session: Session, forum: Forum):
    make_slots(session, make_venue(session, forum.event))
    make_absence(session, forum.ada, time(9), time(10), note="Radiotherapy")

    assert "Radiotherapy" not in ada.get(f"/e/{forum.event.slug}/availability").text
