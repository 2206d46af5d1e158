"""Painting the day: slots become spans of absence; the programme, arrival and departure take theirs."""

from datetime import UTC, datetime, time

import pytest
from sqlmodel import Session, col, select

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.models import Absence, Attendance, Audience, Presentation, Registration
from matchmaker.scheduling.commands.availability import save_availability
from matchmaker.scheduling.queries.availability import Cell, CellState, read_availability
from tests.builders.factories import DAY, make_absence, make_programme_item, make_slots, make_venue
from tests.builders.wishes import Forum, build_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    return build_forum(session)


def spans(session: Session, registration: Registration) -> list[tuple[time, time, str]]:
    rows = session.exec(
        select(Absence).where(Absence.registration_id == registration.id).order_by(col(Absence.starts))
    ).all()
    return [(row.starts, row.ends, row.note) for row in rows]


def cells(session: Session, registration: Registration) -> list[Cell]:
    return [cell for day in read_availability(session, registration.id, "en").days for cell in day.cells]


def paint(session: Session, registration: Registration, *, shown: list[int], free: list[int]) -> None:
    """Save what is painted on a page that was opened just now."""
    token = read_availability(session, registration.id, "en").token
    save_availability(session, registration, shown=shown, free=free, token=token)


def test_an_older_window_never_frees_what_another_one_took_out(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    older = read_availability(session, forum.ada.id, "en").token
    paint(session, forum.ada, shown=ids, free=ids[1:])

    with pytest.raises(Stale, match="in another window meanwhile"):
        save_availability(session, forum.ada, shown=ids, free=ids[:3], token=older)

    assert spans(session, forum.ada) == [(time(9), time(9, 25), "")]


def test_a_double_click_saves_once(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    shown = read_availability(session, forum.ada.id, "en").token

    for _ in range(2):
        save_availability(session, forum.ada, shown=ids, free=ids[1:], token=shown)

    assert spans(session, forum.ada) == [(time(9), time(9, 25), "")]


def test_slots_not_free_become_spans_within_their_block(session: Session, forum: Forum):
    venue = make_venue(session, forum.event)
    slots = make_slots(session, venue, number=4) + make_slots(session, venue, starts=time(14), number=2)
    ids = [slot.id for slot in slots]

    paint(session, forum.ada, shown=ids, free=[ids[0], ids[5]])

    assert spans(session, forum.ada) == [(time(9, 30), time(10, 55), ""), (time(14), time(14, 25), "")]
    assert [cell.state for cell in cells(session, forum.ada)] == [
        CellState.FREE,
        CellState.ABSENT,
        CellState.ABSENT,
        CellState.ABSENT,
        CellState.ABSENT,
        CellState.FREE,
    ]
    assert cells(session, forum.bob)[1].state == CellState.FREE


def test_painting_everything_free_again_leaves_no_absence(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    paint(session, forum.ada, shown=ids, free=[])

    paint(session, forum.ada, shown=ids, free=ids)

    assert spans(session, forum.ada) == []


def test_a_note_stays_with_what_is_left_of_its_absence(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    make_absence(session, forum.ada, time(9, 30), time(11), note="Dentist")
    make_absence(session, forum.ada, time(18), time(19), note="Train")

    paint(session, forum.ada, shown=ids, free=[ids[0], ids[1]])

    assert spans(session, forum.ada) == [(time(10), time(10, 55), "Dentist"), (time(18), time(19), "Train")]


def test_saving_what_was_shown_changes_nothing(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    make_absence(session, forum.ada, time(9, 10), time(9, 50), note="Call")

    paint(session, forum.ada, shown=ids, free=ids[2:])

    assert spans(session, forum.ada) == [(time(9, 10), time(9, 50), "Call")]
    assert forum.ada.availability_at is not None


def test_slots_that_were_not_shown_keep_what_was_said(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    make_absence(session, forum.ada, time(9), time(9, 25))

    paint(session, forum.ada, shown=ids[1:], free=ids[1:])

    assert spans(session, forum.ada) == [(time(9), time(9, 25), "")]


def test_slots_of_another_event_are_refused(session: Session, forum: Forum):
    elsewhere = make_slots(session, make_venue(session, build_forum(session).event))

    with pytest.raises(InvalidInput):
        paint(session, forum.ada, shown=[elsewhere[0].id], free=[])


def test_after_the_deadline_the_day_stays(session: Session, forum: Forum):
    ids = [slot.id for slot in make_slots(session, make_venue(session, forum.event))]
    forum.event.answers_close_at = datetime(2020, 1, 1, tzinfo=UTC)
    session.flush()

    with pytest.raises(Closed):
        paint(session, forum.ada, shown=ids, free=[])


def test_programme_own_presentation_arrival_and_departure_take_slots(session: Session, forum: Forum):
    venue = make_venue(session, forum.event)
    make_slots(session, venue, starts=time(9), number=8)
    talk = make_programme_item(
        session, venue, starts=time(11), ends=time(11, 25), audience=Audience.CHOSEN, titles={"en": "No paper"}
    )
    make_programme_item(session, venue, starts=time(9), ends=time(9, 25), titles={"en": "Opening"})
    make_programme_item(session, venue, starts=time(13), ends=time(14), titles={"en": "Lunch"})
    visit = make_programme_item(
        session, venue, starts=time(10), ends=time(10, 25), audience=Audience.CHOSEN, titles={"en": "Visit"}
    )
    session.add(Attendance(item_id=visit.id, registration_id=forum.bob.id))
    session.add(
        Presentation(
            event_id=forum.event.id,
            delegation_id=forum.ours.id,
            speaker_id=forum.ada.id,
            item_id=talk.id,
            title="No paper",
            quiet_minutes=20,
        )
    )
    forum.ada.arrives_day, forum.ada.arrives = DAY, time(9, 45)
    forum.ada.leaves_day, forum.ada.leaves = DAY, time(12, 30)
    session.flush()

    found = read_availability(session, forum.ada.id, "en")

    assert [(line.starts, line.state, line.item, line.quiet, line.own) for line in found.days[0].cells] == [
        (time(9), CellState.TAKEN, "Opening", False, False),
        (time(9, 30), CellState.AWAY, "", False, False),
        (time(10), CellState.FREE, "", False, False),
        (time(10, 30), CellState.TAKEN, "No paper", True, True),
        (time(11), CellState.TAKEN, "No paper", False, True),
        (time(11, 30), CellState.TAKEN, "No paper", True, True),
        (time(12), CellState.FREE, "", False, False),
        (time(12, 30), CellState.AWAY, "", False, False),
    ]
    assert [(line.starts, line.title) for line in found.days[0].lines if not isinstance(line, Cell)] == [
        (time(13), "Lunch")
    ]
    assert (found.free, found.slots, found.colleagues) == (2, 8, 1)
