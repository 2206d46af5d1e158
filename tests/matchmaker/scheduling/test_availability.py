"""When a person can meet. The slots of the forum begin at 9:00, 9:30, 10:00 and 10:30 and last 25 minutes."""

from datetime import time, timedelta

import pytest

from matchmaker.models import Attendance, Audience, Decision, Presentation
from matchmaker.scheduling.planning.availability import BusyKind, busy_slots, lunch_sets
from matchmaker.scheduling.planning.facts import load_facts
from tests.builders import factories


def busy_of(forum, name="Nivelyo"):
    """What is in the way of a person, by the number of the slot."""
    numbers = {slot.id: number for number, slot in enumerate(forum.slots)}
    return {numbers[slot]: busy.kind for slot, busy in busy_slots(forum.facts())[forum.people[name].id].items()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {}),
        ({"arrives": time(9, 1)}, {0: BusyKind.NOT_YET}),
        ({"arrives": time(9, 30)}, {0: BusyKind.NOT_YET}),
        ({"leaves": time(10, 25)}, {3: BusyKind.GONE}),
        ({"leaves": time(10, 24)}, {2: BusyKind.GONE, 3: BusyKind.GONE}),
        ({"arrives_day": factories.DAY + timedelta(days=1)}, dict.fromkeys(range(4), BusyKind.NOT_YET)),
        ({"leaves_day": factories.DAY - timedelta(days=1)}, dict.fromkeys(range(4), BusyKind.GONE)),
    ],
)
def test_meetings_lie_between_arrival_and_departure(forum, values, expected):
    forum.join("Nivelyo", **values)

    assert busy_of(forum) == expected


def test_an_absence_takes_every_slot_that_it_touches(forum):
    forum.join("Nivelyo")
    factories.make_absence(forum.session, forum.people["Nivelyo"], time(9, 24), time(9, 31))
    factories.make_absence(forum.session, forum.people["Nivelyo"], time(10, 25), time(10, 30))

    assert busy_of(forum) == {0: BusyKind.ABSENT, 1: BusyKind.ABSENT}


def test_an_item_for_everyone_blocks_with_its_buffers(forum):
    forum.join("Nivelyo")
    factories.make_programme_item(
        forum.session, forum.venue, starts=time(9, 30), ends=time(9, 55), buffer_before=6, buffer_after=5
    )

    assert busy_of(forum) == {0: BusyKind.QUIET, 1: BusyKind.PROGRAMME}


def test_an_item_for_some_blocks_only_those_who_take_part(forum):
    forum.join("Nivelyo")
    forum.join("Lumo")
    visit = factories.make_programme_item(
        forum.session, forum.venue, starts=time(9), ends=time(10), audience=Audience.CHOSEN
    )
    forum.session.add(Attendance(item_id=visit.id, registration_id=forum.people["Lumo"].id))

    assert (busy_of(forum), busy_of(forum, "Lumo")) == ({}, {0: BusyKind.PROGRAMME, 1: BusyKind.PROGRAMME})


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision.ACCEPTED, {1: BusyKind.QUIET, 2: BusyKind.PROGRAMME, 3: BusyKind.QUIET}),
        (Decision.DECLINED, {}),
    ],
)
def test_a_speaker_has_quiet_time_around_the_presentation(forum, decision, expected):
    delegation = forum.join("Nivelyo")
    talk = factories.make_programme_item(
        forum.session, forum.venue, starts=time(10), ends=time(10, 25), audience=Audience.CHOSEN
    )
    forum.session.add(
        Presentation(
            event_id=forum.event.id,
            delegation_id=delegation.id,
            speaker_id=forum.people["Nivelyo"].id,
            item_id=talk.id,
            title="Sign without paper",
            decision=decision,
            quiet_minutes=20,
        )
    )

    assert busy_of(forum) == expected


@pytest.mark.parametrize(
    ("starts", "number", "expected"),
    [
        (time(9), 4, []),  # the morning leaves all of lunch time
        (time(12), 2, []),  # 12:55 to 14:00 is enough
        (time(12, 30), 3, [[0, 1, 2]]),  # half an hour before them is too short
        (time(11), 8, [[2, 3, 4, 5]]),
    ],
)
def test_a_slot_is_kept_for_lunch_only_where_the_day_leaves_no_time_for_it(session, starts, number, expected):
    event = factories.make_event(session)
    slots = factories.make_slots(session, factories.make_venue(session, event), starts=starts, number=number)
    numbers = {slot.id: index for index, slot in enumerate(slots)}

    assert [sorted(numbers[slot] for slot in kept) for kept in lunch_sets(load_facts(session, event))] == expected
