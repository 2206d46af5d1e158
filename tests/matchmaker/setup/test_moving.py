"""A whole event moves: everything that has a day, the meetings with their slots, and back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import select

from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import (
    Absence,
    Audience,
    Block,
    Campaign,
    CampaignPreset,
    CampaignState,
    PresentationCall,
    ProgrammeKind,
    RegistrationForm,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Slot,
    row_id,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.setup.commands.blocks import BlockTimes, add_block, remove_block
from matchmaker.setup.commands.changes import try_change, undo_change
from matchmaker.setup.commands.moving import EventShift, move_event
from matchmaker.setup.commands.programme import add_item
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.moving import read_moving
from matchmaker.setup.queries.programme import ItemValues
from tests.builders import factories as make
from tests.builders.event_tables import dates_to_come, event_tables
from tests.builders.forum import Seat, make_forum

WEEK = EventShift(days=7, minutes=0)


@pytest.fixture
def anne(session):
    return make.make_staff(session, name="Anne", language="en")


@pytest.fixture
def forum(session):
    """Two companies that meet in the first slot of two days, published."""
    forum = make_forum(session)
    event = forum.event
    event.ends_on = event.starts_on + timedelta(days=1)
    forum.slots += make.make_slots(session, forum.venue, number=4, day=event.ends_on)
    alpha, beta = forum.join("Alpha"), forum.join("Beta")
    forum.wish(alpha, beta)
    scenario = forum.scenario(Seat(alpha, beta, slot=0))
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def move(session, forum, anne, shift):
    return move_event(session, forum.event, shift, shown=read_moving(session, forum.event).token, staff=anne)


def undo(session, forum, anne):
    number = row_id(latest_changes(session, forum.event, 1)[0])
    return undo_change(session, forum.event, number, staff=anne)


def days_and_times(session, forum):
    slots = session.exec(select(Slot).where(Slot.event_id == forum.event.id).order_by(Slot.starts_at)).all()
    return [(slot.day, slot.starts, slot.starts_at) for slot in slots]


def talk(forum, day):
    return ItemValues(
        kind=ProgrammeKind.TALK,
        titles={"fr": "Exposé"},
        venue_id=row_id(forum.venue),
        room="",
        day=day,
        starts=time(12),
        ends=time(12, 30),
        audience=Audience.EVERYONE,
        attendees=frozenset(),
        delegation_id=None,
        speaker_id=None,
        quiet_minutes=0,
        buffer_before=0,
        buffer_after=0,
    )


@pytest.mark.parametrize(
    "shift", [EventShift(days=1, minutes=0), EventShift(days=-1, minutes=30), EventShift(days=0, minutes=-30)]
)
def test_slots_move_together_though_one_takes_the_time_of_another_and_go_back(session, forum, anne, shift):
    before = days_and_times(session, forum)

    move(session, forum, anne, shift)
    after = days_and_times(session, forum)
    undo(session, forum, anne)

    by = timedelta(days=shift.days, minutes=shift.minutes)
    assert [at for _, _, at in after] == [at + by for _, _, at in before]
    assert [day for day, _, _ in after] == [day + timedelta(days=shift.days) for day, _, _ in before]
    assert days_and_times(session, forum) == before


def test_items_deadlines_and_the_days_of_people_move_along(session, forum, anne):
    event, ada = forum.event, forum.people["Alpha"]
    item = add_item(session, event, talk(forum, event.starts_on), staff=anne)
    event.wishes_close_at = datetime(2097, 3, 20, 17, tzinfo=UTC)
    ada.arrives_day, ada.arrives = event.starts_on, time(10)
    session.add(RegistrationForm(event_id=event.id, closes_at=datetime(2097, 3, 1, 17, tzinfo=UTC)))
    session.add(PresentationCall(event_id=event.id, closes_at=datetime(2097, 3, 24, 17, tzinfo=UTC)))
    session.add(Absence(registration_id=ada.id, day=event.starts_on, starts=time(9), ends=time(10)))
    first = event.starts_on
    session.flush()

    def state():
        absence = session.exec(select(Absence)).one()
        form, call = (session.get_one(table, event.id) for table in (RegistrationForm, PresentationCall))
        days = (event.starts_on, item.day, ada.arrives_day, absence.day)
        return (*days, event.wishes_close_at, form.closes_at, call.closes_at)

    before = state()
    move(session, forum, anne, EventShift(days=14, minutes=60))
    after, hours = state(), (item.starts, ada.arrives)
    undo(session, forum, anne)

    assert after[:4] == (first + timedelta(days=14),) * 4
    # the clocks have changed in between: deadlines keep their wall time
    assert [clock.local(at, event.zone).replace(tzinfo=None) for at in after[4:]] == [
        clock.local(at, event.zone).replace(tzinfo=None) + timedelta(days=14) for at in before[4:]
    ]
    assert (hours, state()) == ((time(13), time(10)), before)


MOVES = {
    "absence.day",
    "block.day",
    "campaign.send_at",
    "event.answers_close_at",
    "event.ends_on",
    "event.opens_at",
    "event.starts_on",
    "event.wishes_close_at",
    "presentation_call.closes_at",
    *("programme_item.day", "programme_item.ends_at", "programme_item.starts_at"),
    *("registration.arrives_day", "registration.leaves_day"),
    "registration_form.closes_at",
    *("slot.day", "slot.ends_at", "slot.starts_at"),
    *("leg.ends_on", "leg.starts_on", "prospect.due_on"),
}
STAYS = {
    *("alert.cancels_at", "alert.moment"),
    "message.not_before",
    *("import_upload.applied_at", "prospect.said_at"),
    *("made_paper.heartbeat_at", "repair_search.heartbeat_at", "time_search.heartbeat_at"),
    *("colleague_invitation.expires_at", "login_link.expires_at", "registration_request.expires_at"),
    *("staff_invitation.expires_at", "solve_run.heartbeat_at", "scenario.as_of", "scenario.discarded_at"),
    "draft_presence.seen_at",
    *("follow_up_round.opens_on", "guest_list.answers_until", "meeting_report.due_on"),
    *("guest.knows_from", "guest.knows_until"),
    *("release_entry.day", "release_entry.ends_at", "release_entry.starts_at"),
}
"""Past, counted from now on, set by somebody for a mail, or published: the next release tells of the new times."""


def test_every_day_and_instant_of_an_event_moves_or_is_known_to_stay():
    coming = set().union(*map(dates_to_come, event_tables()))

    assert coming == MOVES | STAYS


def test_planned_campaigns_move_along_and_what_is_being_sent_stays(session, forum, anne):
    kinds = {"event_id": forum.event.id, "preset": CampaignPreset.OWN, "state": CampaignState.PLANNED}
    now = clock.now()
    due, planned = (
        Campaign(**kinds, send_at=now - timedelta(minutes=1)),
        Campaign(**kinds, send_at=now + timedelta(days=9)),
    )
    session.add_all([due, planned])
    session.flush()

    def moments():
        return [clock.local(one.send_at, forum.event.zone).replace(tzinfo=None) for one in (due, planned)]

    before = moments()
    move(session, forum, anne, WEEK)
    after, counted = moments(), read_moving(session, forum.event).campaigns
    undo(session, forum, anne)

    assert (after, counted) == ([before[0], before[1] + timedelta(days=7)], 1)
    assert moments() == before
    with pytest.raises(InvalidInput, match="Stop it first"):
        move(session, forum, anne, EventShift(days=-30, minutes=0))


def test_published_meetings_keep_their_slots_and_the_next_release_moves_the_calendars(session, forum, anne):
    scenario_id = session.exec(select(Release.scenario_id)).one()
    before = session.exec(select(ReleaseEntry).order_by(ReleaseEntry.id)).first()

    impact = try_change(session, forum.event, lambda: move(session, forum, anne, WEEK))
    move(session, forum, anne, WEEK)
    strayed = len(contradicted(session, forum.event))
    scenario = session.get_one(type(forum.scenario()), scenario_id)
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=1)
    after = session.exec(
        select(ReleaseEntry)
        .join(Release, Release.id == ReleaseEntry.release_id)
        .where(Release.number == 2, ReleaseEntry.registration_id == before.registration_id)
    ).one()

    assert (impact.meetings, impact.broken, impact.shifted, strayed) == ((), 0, 1, 1)
    assert contradicted(session, forum.event) == frozenset()
    assert (after.uid, after.starts_at, after.sequence) == (
        before.uid,
        before.starts_at + timedelta(days=7),
        before.sequence + 1,
    )


@pytest.mark.parametrize(
    ("shift", "why"),
    [
        (EventShift(days=0, minutes=0), "already"),
        (EventShift(days=-70 * 365, minutes=0), "three years"),
        (EventShift(days=0, minutes=15 * 60), "another day"),
    ],
)
def test_moves_that_lead_nowhere_are_refused(session, forum, anne, shift, why):
    with pytest.raises(InvalidInput, match=why):
        move(session, forum, anne, shift)


def test_a_day_on_which_the_clocks_change_is_refused(session, anne):
    event = make.make_event(session, starts_on=date(2098, 3, 29), ends_on=date(2098, 3, 29))
    venue = make.make_venue(session, event)
    make.make_slots(session, venue, day=event.starts_on, number=1)
    shown = read_moving(session, event).token

    with pytest.raises(InvalidInput, match="clocks"):
        move_event(session, event, EventShift(days=1, minutes=-7 * 60 + 30), shown=shown, staff=anne)


def test_an_old_page_is_refused_and_a_move_is_undone_before_what_came_earlier(session, forum, anne):
    shown = read_moving(session, forum.event).token
    times = BlockTimes(starts=time(15), ends=time(16), minutes=25, changeover=5)
    values = {"venue_id": row_id(forum.venue), "name": "Late", "day": forum.event.starts_on}
    add_block(session, forum.event, **values, times=times, staff=anne)
    late = session.exec(select(Block).order_by(Block.id.desc())).first()
    remove_block(session, forum.event, row_id(late), staff=anne)
    earlier = row_id(latest_changes(session, forum.event, 1)[0])
    move(session, forum, anne, WEEK)

    with pytest.raises(Stale):
        move_event(session, forum.event, WEEK, shown=shown, staff=anne)
    with pytest.raises(Stale, match="newer change first"):
        undo_change(session, forum.event, earlier, staff=anne)
    undo(session, forum, anne)
    undo_change(session, forum.event, earlier, staff=anne)

    assert session.exec(select(Block.day).where(Block.starts == time(15))).one() == forum.event.starts_on
