"""Reports about a meeting or a day: one action each, said once, taken back, refused when the page is old."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from sqlmodel import func, select

from matchmaker.alerts.commands import alerts, reports
from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.queries.alerts import alert_views, in_danger, own_alerts
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.alerts.words import what_happened
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.models import AlertKind, AlertState, Delegation, Message, Registration, ReleaseKind
from matchmaker.releases.queries.published import standing_entry
from tests.builders import factories as make
from tests.builders.forum import Seat
from tests.builders.invited import Invited

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
DURING = datetime(2027, 3, 11, 8, 5, tzinfo=UTC)
"""Five minutes after nine in Brussels, when the meeting has begun."""
AFTER = datetime(2027, 3, 11, 9, 0, tzinfo=UTC)
SAYINGS = {
    AlertKind.CANCELLED: reports.cannot_come,
    AlertKind.MOVE: reports.ask_to_move,
    AlertKind.NO_SHOW: reports.report_no_show,
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def shown(invited: Invited) -> str:
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    assert entry is not None
    return line_token(entry)


def say(invited: Invited, kind: AlertKind, registration: Registration | None = None, **values):
    given = {"note": "Ill"} | (values or {"shown": shown(invited)})
    return SAYINGS[kind](invited.session, registration or invited.zoe, invited.invitation.uid, **given)


def mails(invited: Invited) -> int:
    return invited.session.exec(select(func.count()).select_from(Message)).one()


def test_who_cannot_come_endangers_the_meeting_and_nobody_else_is_told(invited: Invited) -> None:
    before = mails(invited)

    alert = say(invited, AlertKind.CANCELLED)

    assert (alert.kind, alert.note, alert.state) == (AlertKind.CANCELLED, "Ill", AlertState.OPEN)
    assert in_danger(invited.session, invited.event.id) == {invited.invitation.meeting_id}
    assert mails(invited) == before
    assert [view.id for view in own_alerts(invited.session, invited.zoe)] == [alert.id]
    assert own_alerts(invited.session, invited.bob) == ()


def test_a_double_click_says_it_once(invited: Invited) -> None:
    first, second = say(invited, AlertKind.CANCELLED), say(invited, AlertKind.CANCELLED)

    assert first.id == second.id
    assert len(alerts_page(invited.session, invited.event.id).open) == 1


def test_an_old_page_says_nothing(invited: Invited) -> None:
    old = shown(invited)
    invited.publish(invited.seat(slot=2))

    with pytest.raises(Stale):
        say(invited, AlertKind.CANCELLED, shown=old)

    assert invited.alerts() == []


def test_another_person_s_meeting_is_none_of_mine(invited: Invited) -> None:
    stranger = invited.forum.people[invited.forum.join("Gamma") and "Gamma"]

    with pytest.raises(NotFound):
        say(invited, AlertKind.CANCELLED, stranger)
    with pytest.raises(NotFound):
        reports.take_back_report(invited.session, invited.bob, say(invited, AlertKind.CANCELLED).id)


def test_a_cancelled_meeting_is_no_longer_mine_to_cancel(invited: Invited) -> None:
    token = shown(invited)
    invited.publish()

    with pytest.raises(NotFound):
        say(invited, AlertKind.CANCELLED, shown=token)


@pytest.mark.parametrize(
    ("moment", "possible"),
    [
        (BEFORE, {AlertKind.CANCELLED, AlertKind.MOVE}),
        (DURING, {AlertKind.CANCELLED, AlertKind.NO_SHOW}),
        (AFTER, {AlertKind.NO_SHOW}),
    ],
)
def test_what_can_be_said_depends_on_the_hour(
    invited: Invited, now: time_machine.Traveller, moment: datetime, possible: set[AlertKind]
) -> None:
    now.move_to(moment)
    found = set()
    for kind in SAYINGS:
        try:
            say(invited, kind)
        except InvalidInput:
            continue
        found.add(kind)

    assert found == possible


def test_late_for_a_meeting_is_a_number_of_minutes(invited: Invited) -> None:
    uid = invited.invitation.uid
    for minutes in (0, 241):
        with pytest.raises(InvalidInput):
            reports.report_late(invited.session, invited.zoe, uid, minutes, shown=shown(invited))

    alert = reports.report_late(invited.session, invited.zoe, uid, 5, shown=shown(invited))

    assert (alert.minutes, alert.moment, alert.meeting_id) == (5, None, invited.invitation.meeting_id)
    assert in_danger(invited.session, invited.event.id) == frozenset()


def test_late_for_a_day_is_a_time_of_that_day_and_the_last_word_counts(invited: Invited) -> None:
    first = reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 10))
    first.told_at, first.untold = BEFORE, False

    second = reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 20))

    assert (second.id, second.minutes, second.untold) == (first.id, 20, True)
    assert second.moment == datetime(2027, 3, 11, 8, 20, tzinfo=UTC)
    (view,) = alert_views(invited.session, [second])
    assert what_happened(view, "en") == (
        "Zoé Lambert (Numalis) comes late on Thursday 11 March: only from 09:20 (Brussels) on."
    )
    assert [line.title("en") for line in view.meetings] == ["Beta"]


@pytest.mark.parametrize(
    ("day", "wall"), [(make.DAY, time(8)), (make.DAY, time(9)), (make.DAY + timedelta(days=1), time(9, 10))]
)
def test_a_time_at_which_nothing_is_missed_says_nothing(invited: Invited, day, wall) -> None:
    with pytest.raises(InvalidInput):
        reports.report_late_for_day(invited.session, invited.zoe, day, wall)

    assert invited.alerts() == []


def test_what_was_said_can_be_taken_back_until_the_organisers_act(invited: Invited, staff) -> None:
    alert = say(invited, AlertKind.CANCELLED)
    reports.take_back_report(invited.session, invited.zoe, alert.id)
    assert (alert.state, in_danger(invited.session, invited.event.id)) == (AlertState.TAKEN_BACK, frozenset())
    reports.take_back_report(invited.session, invited.zoe, alert.id)  # a double click

    again = say(invited, AlertKind.CANCELLED)
    alerts.settle_alert(invited.session, invited.event, again.id, AlertState.HANDLED, staff)

    with pytest.raises(Stale):
        reports.take_back_report(invited.session, invited.zoe, again.id)


@pytest.mark.parametrize(("slot", "moved"), [(0, None), (2, time(9))], ids=["stays", "moves"])
def test_who_asks_in_words_is_not_answered_by_any_other_time(
    invited: Invited, staff, now, slot: int, moved: time | None
) -> None:
    """What they wrote is not understood: organisers read when the meeting was, and say whether that answers it."""
    asked = say(invited, AlertKind.MOVE)
    one, other = (invited.session.get_one(Delegation, who.delegation_id) for who in (invited.zoe, invited.bob))
    scenario = invited.forum.scenario(Seat(one, other, slot))
    now.shift(60)

    publish(invited.session, invited.event, scenario, kind=ReleaseKind.FINAL, staff=staff, expected_release=1)

    (view,) = alert_views(invited.session, [asked])
    assert (asked.state, view.moved_since and view.moved_since.starts) == (AlertState.OPEN, moved)


@pytest.mark.parametrize(("minutes", "state"), [(20, AlertState.HANDLED), (90, AlertState.OPEN)])
def test_who_is_late_for_a_meeting_is_answered_by_a_time_late_enough(
    invited: Invited, staff, minutes: int, state: AlertState
) -> None:
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    late = reports.report_late(invited.session, invited.zoe, entry.uid, minutes, shown=line_token(entry))

    publish(
        invited.session,
        invited.event,
        invited.forum.scenario(invited.seat(slot=2)),
        kind=ReleaseKind.FINAL,
        staff=staff,
        expected_release=1,
    )

    assert late.state is state


def test_what_is_handled_is_pending_until_the_next_release(
    invited: Invited, staff, now: time_machine.Traveller
) -> None:
    alert = say(invited, AlertKind.CANCELLED)
    alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.HANDLED, staff)
    assert [view.open for view in own_alerts(invited.session, invited.zoe)] == [False]
    now.shift(timedelta(minutes=1))

    invited.publish(invited.seat(slot=2))

    assert own_alerts(invited.session, invited.zoe) == ()


def test_organisers_settle_reopen_and_are_told_when_a_colleague_was_quicker(invited: Invited, staff) -> None:
    alert = say(invited, AlertKind.CANCELLED)
    settled = alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.DISMISSED, staff)
    assert (settled.settled_by_id, settled.settled_at, settled.open_key) == (staff.id, BEFORE, None)
    with pytest.raises(Stale):
        alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.HANDLED, staff)

    alerts.reopen_alert(invited.session, invited.event, alert.id, staff)
    alerts.reopen_alert(invited.session, invited.event, alert.id, staff)
    assert (alert.state, alert.settled_by_id) == (AlertState.OPEN, None)
    assert say(invited, AlertKind.CANCELLED).id == alert.id


def test_the_same_said_again_keeps_the_old_one_from_being_reopened(invited: Invited, staff) -> None:
    old = say(invited, AlertKind.CANCELLED)
    alerts.settle_alert(invited.session, invited.event, old.id, AlertState.DISMISSED, staff)
    say(invited, AlertKind.CANCELLED)

    with pytest.raises(Stale):
        alerts.reopen_alert(invited.session, invited.event, old.id, staff)


def test_another_event_s_alert_is_not_there(invited: Invited, staff) -> None:
    alert = say(invited, AlertKind.CANCELLED)

    with pytest.raises(NotFound):
        alerts.settle_alert(invited.session, make.make_event(invited.session), alert.id, AlertState.HANDLED, staff)
