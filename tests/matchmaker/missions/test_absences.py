"""Who comes along says when they are away: the planner keeps to it, their own days count, and it can be taken back."""

from datetime import time, timedelta

import pytest
from sqlmodel import select

from matchmaker.base.errors import Closed, InvalidInput, NotFound
from matchmaker.missions.commands.absences import add_absence, remove_absence
from matchmaker.missions.queries.own_days import OwnDay, absences_of, own_days
from matchmaker.models import Absence, Leg, LegMember, Phase, row_id
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots
from tests.builders.along import Abroad, make_abroad
from tests.builders.forum import make_forum


@pytest.fixture
def abroad(session) -> Abroad:
    return make_abroad(make_forum(session))


def times(session, registration) -> list[tuple[time, time]]:
    return [(one.starts, one.ends) for one in absences_of(session, registration)]


def test_nobody_is_booked_while_they_are_away(session, abroad):
    event = abroad.forum.event

    add_absence(session, event, abroad.kaisa, event.starts_on, starts=time(9, 40), ends=time(10, 10))
    add_absence(session, event, abroad.tuomas, event.starts_on)

    busy = busy_slots(abroad.forum.facts())
    away = {
        name: [slot.starts for slot in abroad.forum.slots if slot.id in busy[row_id(one)]]
        for name, one in (("Kaisa", abroad.kaisa), ("Tuomas", abroad.tuomas))
    }
    assert away == {
        "Kaisa": [time(9, 30), time(10)],
        "Tuomas": [time(9), time(9, 30), time(10), time(10, 30)],
    }
    assert {one.kind for one in busy[row_id(abroad.kaisa)].values()} == {BusyKind.ABSENT}


def test_twice_is_once_and_it_is_taken_back_by_its_own_alone(session, abroad):
    event, kaisa = abroad.forum.event, abroad.kaisa
    first = add_absence(session, event, kaisa, event.starts_on, starts=time(9), ends=time(12))

    within = add_absence(session, event, kaisa, event.starts_on, starts=time(10), ends=time(11))
    number = row_id(first)
    of_another = remove_absence(session, event, abroad.tuomas, number)
    kept = times(session, kaisa)
    removed = [remove_absence(session, event, kaisa, number) for _ in range(2)]

    assert (within.id == number, kept, times(session, kaisa)) == (True, [(time(9), time(12))], [])
    assert (of_another, removed) == (False, [True, False])


def test_what_touches_is_one_absence_and_a_day_holds_eight(session, abroad):
    event, kaisa = abroad.forum.event, abroad.kaisa

    def away(*hours: int) -> None:
        add_absence(session, event, kaisa, event.starts_on, starts=time(hours[0]), ends=time(hours[1]))

    for hours in ((9, 10), (11, 12), (14, 15), (10, 11), (14, 16)):
        away(*hours)
    put_together = times(session, kaisa)
    for number in range(6):
        add_absence(session, event, kaisa, event.starts_on, starts=time(number), ends=time(number, 30))
    with pytest.raises(InvalidInput, match="8 times on this day"):
        away(20, 21)
    away(8, 22)

    assert put_together == [(time(9), time(12)), (time(14), time(16))]
    assert times(session, kaisa)[-1] == (time(8), time(22))
    assert len(times(session, kaisa)) == 7


def test_days_are_those_of_the_stay_in_the_cities_of_the_office(session, abroad):
    event, kaisa = abroad.forum.event, abroad.kaisa
    event.ends_on = event.starts_on + timedelta(days=3)
    spans = {"Helsinki": (0, 1), "Tallinn": (1, 3)}
    legs = [
        Leg(
            event_id=row_id(event),
            name=name,
            zone=event.zone,
            starts_on=event.starts_on + timedelta(days=first),
            ends_on=event.starts_on + timedelta(days=last),
        )
        for name, (first, last) in spans.items()
    ]
    session.add_all(legs)
    session.flush()
    kaisa.leaves_day = event.starts_on + timedelta(days=2)
    session.add(LegMember(leg_id=row_id(legs[0]), delegation_id=abroad.tuomas.delegation_id))
    session.flush()

    day = [event.starts_on + timedelta(days=number) for number in range(4)]
    assert own_days(session, event, kaisa) == (
        OwnDay(day[0], ("Helsinki",)),
        OwnDay(day[1], ("Helsinki", "Tallinn")),
        OwnDay(day[2], ("Tallinn",)),
    )
    assert [one.day for one in own_days(session, event, abroad.tuomas)] == day[:2]
    with pytest.raises(InvalidInput, match="one of your days"):
        add_absence(session, event, kaisa, day[3])


def test_what_makes_no_sense_or_comes_too_late_is_refused(session, abroad):
    event, kaisa = abroad.forum.event, abroad.kaisa

    with pytest.raises(InvalidInput, match="after the beginning"):
        add_absence(session, event, kaisa, event.starts_on, starts=time(12), ends=time(9))
    event.phase = Phase.CLOSED
    with pytest.raises(Closed):
        add_absence(session, event, kaisa, event.starts_on)
    event.phase, kaisa.withdrawn_at = Phase.OPEN, event.wishes_close_at
    with pytest.raises(NotFound):
        add_absence(session, event, kaisa, event.starts_on)
    assert session.exec(select(Absence)).all() == []
