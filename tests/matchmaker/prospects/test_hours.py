"""The hours that a counterpart taps: absences of whoever takes part for it, which the schedule keeps to."""

from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.models import (
    Attendance,
    Audience,
    Delegation,
    Person,
    Phase,
    PlaceKind,
    Registration,
    row_id,
)
from matchmaker.prospects.commands.hours import save_hours
from matchmaker.prospects.queries.hours import ReceivingHours, read_hours, receiver_of
from matchmaker.scheduling.queries.availability import count_free
from tests.builders import factories as make
from tests.builders.prospects import SmallMission, small_mission
from tests.builders.receiving import absent, let_agree

AT = {hour: f"{make.DAY.isoformat()}T{hour:02}" for hour in range(24)}


@pytest.fixture
def mission(session: Session) -> SmallMission:
    return small_mission(session)


@pytest.fixture
def aino(mission) -> Registration:
    """Who takes part for Satama, which has agreed."""
    return let_agree(mission)


def read(mission: SmallMission) -> ReceivingHours:
    hours = read_hours(mission.session, mission.event, mission.counterpart)
    assert hours is not None
    return hours


def tap(mission: SmallMission, *hours: int, shown: str | None = None) -> None:
    token = read(mission).token if shown is None else shown
    keys = [AT[hour] for hour in hours]
    save_hours(mission.session, mission.event, row_id(mission.counterpart), keys, shown=token, by="Aino")


def test_nobody_takes_part_before_the_first_yes(session: Session, mission):
    hours = read_hours(session, mission.event, mission.counterpart)

    with pytest.raises(InvalidInput, match="Agree to meet a company first"):
        save_hours(session, mission.event, row_id(mission.counterpart), [AT[9]], shown="", by="Aino")

    assert (hours, absent(mission)) == (None, [])


def test_the_hours_that_are_not_tapped_are_absences(mission, aino):
    tap(mission, 9, 10, 14)

    assert absent(mission) == [(time(11), time(14), ""), (time(15), time(17), "")]
    assert [day.spans for day in read(mission).free_days] == [((time(9), time(11)), (time(14), time(15)))]
    assert aino.availability_at is not None


def test_the_schedule_keeps_to_them(session: Session, mission, aino):
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(9), number=4)  # until 10:55
    before = count_free(session, aino)

    tap(mission, 10)

    assert (before, count_free(session, aino)) == (4, 2)


def offered(mission: SmallMission) -> list[int]:
    return [hour.starts.hour for hour in read(mission).offered]


def test_only_hours_are_offered_in_which_a_slot_of_the_city_is(session: Session, mission, aino):
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(7, 30), number=1)
    make.make_slots(session, venue, starts=time(18), number=1)
    make.make_slots(session, make.make_venue(session, mission.event), starts=time(20))

    assert offered(mission) == [7, 18]


def test_neither_the_lunch_of_the_companies_nor_the_time_after_they_have_left_is_offered(session, mission, aino):
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(10), number=6, minutes=55)  # until 16
    for starts, ends in ((time(12), time(13)), (time(15), time(17))):
        item = make.make_programme_item(session, venue, starts=starts, ends=ends, audience=Audience.CHOSEN)
        session.add(Attendance(item_id=item.id, registration_id=mission.companies["Nivelyo"].id))
    session.flush()

    assert offered(mission) == [10, 11, 13, 14]


def test_an_office_of_its_own_says_the_hours(session: Session, mission, aino):
    hotel, office, of_others = (
        make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone) for _ in range(3)
    )
    kind = {"kind": PlaceKind.OFFICE}
    make.make_place(session, office, owner_id=aino.delegation_id, **kind)
    make.make_place(session, of_others, owner_id=mission.companies["Lumo"].delegation_id, **kind)
    for venue, starts in ((hotel, time(9)), (office, time(14)), (of_others, time(16))):
        make.make_slots(session, venue, starts=starts, number=1)

    assert offered(mission) == [14]


def test_an_hour_that_is_too_short_alone_is_told_and_how_many_meetings_fit(session: Session, mission, aino):
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(9), number=3, minutes=45)  # 9:00, 9:50, 10:40 to 11:25
    alone = {hour.starts.hour: hour.alone for hour in read(mission).offered}
    fits = []
    for hours in ((), (9,), (10,), (10, 11)):
        tap(mission, *hours)
        fits.append(read(mission).fits)

    assert alone == {9: True, 10: False, 11: False}
    assert fits == [3, 1, 0, 1]


def test_an_hour_that_is_not_offered_follows_the_others(session: Session, mission, aino):
    venue = make.make_venue(session, mission.event, leg_id=mission.leg.id, zone=mission.leg.zone)
    make.make_slots(session, venue, starts=time(9), number=4)  # until 11
    tap(mission, 9)
    limited = absent(mission)
    tap(mission, 9, 10)

    assert (limited, absent(mission)) == ([(time(10), time(17), "")], [])


def test_no_hour_at_all_is_every_hour(mission, aino):
    tap(mission, 9)
    tap(mission)

    assert (absent(mission), read(mission).limited) == ([], False)


def test_what_was_said_of_other_times_stays_and_a_note_stays_on_the_rest(session: Session, mission, aino):
    make.make_absence(session, aino, time(7), time(11), note="Board")
    make.make_absence(session, aino, time(12, 30), time(13), note="Lunch")

    tap(mission, 9, 11, 13, 14, 15, 16)

    assert absent(mission) == [
        (time(7), time(9), "Board"),
        (time(10), time(11), "Board"),
        (time(12, 30), time(13), "Lunch"),
    ]


def test_what_somebody_else_has_said_meanwhile_is_not_lost(session: Session, mission, aino):
    shown = read(mission).token
    make.make_absence(session, aino, time(9), time(10), note="Board")

    with pytest.raises(Stale):
        tap(mission, 9, shown=shown)

    assert absent(mission) == [(time(9), time(10), "Board")]


def test_the_same_sent_twice_is_done_once(mission, aino):
    shown = read(mission).token
    tap(mission, 9, shown=shown)
    first = absent(mission)

    tap(mission, 9, shown=shown)

    assert absent(mission) == first


def test_the_contact_comes_before_colleagues(session: Session, mission, aino):
    other = make.make_registration(session, session.get_one(Delegation, aino.delegation_id))
    mission.counterpart.email = session.get_one(Person, other.person_id).email
    session.flush()
    contact = receiver_of(session, mission.event, mission.counterpart)
    other.withdrawn_at = clock.now()
    session.flush()

    assert (contact, receiver_of(session, mission.event, mission.counterpart)) == (other.id, aino.id)


@pytest.mark.parametrize("key", [AT[8], AT[17], "2027-03-12T09", "x", ""])
def test_an_hour_that_is_not_asked_is_refused(session: Session, mission, aino, key):
    with pytest.raises(InvalidInput, match="The day has changed"):
        save_hours(session, mission.event, row_id(mission.counterpart), [key], shown="", by="Aino")

    assert absent(mission) == []


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.CLOSED, Phase.ARCHIVED])
def test_an_event_that_is_not_open_takes_none(mission, aino, phase):
    mission.event.phase = phase

    with pytest.raises(Closed):
        tap(mission, 9)

    assert absent(mission) == []


def test_a_counterpart_of_another_event_is_not_found(session: Session, mission, aino):
    with pytest.raises(NotFound):
        save_hours(session, make.make_event(session), row_id(mission.counterpart), [], shown="", by="Aino")
