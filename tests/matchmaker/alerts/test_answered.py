"""What people have said is settled by the release that answers it, and by no other one."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
import time_machine

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.alerts.queries.alerts import in_danger, own_alerts
from matchmaker.alerts.queries.declined import left_out_declines
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.models import Again, Alert, AlertState, Delegation, Registration, ReleaseKind, Staff
from matchmaker.releases.queries.published import standing_entry
from matchmaker.wishes.commands.vetoes import add_veto
from tests.builders import factories as make
from tests.builders.forum import Seat
from tests.builders.invited import Invited


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2027, 3, 10, 8, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def cannot_come(invited: Invited) -> Alert:
    entry = standing_entry(invited.session, invited.zoe.id, invited.invitation.uid)
    return reports.cannot_come(invited.session, invited.zoe, entry.uid, shown=line_token(entry))


def comes_at_ten(invited: Invited) -> Alert:
    return reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(10))


def withdraws(invited: Invited) -> Alert:
    return withdrawal.withdraw(invited.session, invited.zoe)


def refuses(invited: Invited) -> Alert:
    add_veto(invited.session, invited.zoe, invited.bob.delegation_id)
    own = invited.session.get_one(Delegation, invited.zoe.delegation_id)
    return follow_refusal(invited.session, own, invited.bob.delegation_id)[0]


def published(invited: Invited, staff: Staff, *seats: Seat) -> None:
    publish(
        invited.session,
        invited.event,
        invited.forum.scenario(*seats),
        kind=ReleaseKind.FINAL,
        staff=staff,
        expected_release=1,
    )


@pytest.mark.parametrize(
    ("say", "slots", "answered"),
    [
        (cannot_come, [0], False),
        (cannot_come, [2], True),
        (cannot_come, [], True),
        (comes_at_ten, [0], False),
        (comes_at_ten, [1], False),
        (comes_at_ten, [2], True),
        (withdraws, [], True),
        (refuses, [2], False),
        (refuses, [], True),
    ],
)
def test_an_alert_is_settled_by_the_release_that_answers_it(
    invited: Invited, staff: Staff, say: Callable[[Invited], Alert], slots: list[int], answered: bool
) -> None:
    alert = say(invited)

    published(invited, staff, *map(invited.seat, slots))

    assert (alert.state, alert.open_key is None) == (AlertState.HANDLED if answered else AlertState.OPEN, answered)
    if answered:
        assert in_danger(invited.session, invited.event.id) == frozenset()
        assert own_alerts(invited.session, invited.zoe) == ()


@pytest.mark.parametrize("handled", [False, True], ids=["open", "handled"])
def test_a_meeting_that_was_moved_for_somebody_may_be_planned_again(
    invited: Invited, staff: Staff, handled: bool
) -> None:
    alert = cannot_come(invited)
    if handled:
        alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.HANDLED, staff)

    published(invited, staff, invited.seat(slot=2))

    assert alert.again is Again.ANYBODY
    assert left_out_declines(invited.session, invited.event.id) == ()


def test_a_colleague_who_goes_instead_answers_it_too(invited: Invited, staff: Staff) -> None:
    alert = cannot_come(invited)
    own = invited.session.get_one(Delegation, invited.zoe.delegation_id)
    colleague: Registration = make.make_registration(invited.session, own)
    seat = invited.seat()
    seat.people = (colleague,)

    published(invited, staff, seat)

    assert (alert.state, alert.again) == (AlertState.HANDLED, Again.COLLEAGUE)
