"""Withdrawal: done once, taken back until the organisers act; the colleagues' feed gets a new address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from matchmaker import feeds
from matchmaker.alerts.commands import alerts, withdrawal
from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.alerts.queries.causes import open_causes
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.base.errors import Stale
from matchmaker.models import AlertState, Delegation
from tests.builders.forum import Seat, make_forum
from tests.builders.invited import Invited

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def test_withdrawing_twice_is_withdrawing_once(invited: Invited, now: time_machine.Traveller) -> None:
    first = withdrawal.withdraw(invited.session, invited.zoe, note="Ill")
    now.shift(timedelta(minutes=1))
    second = withdrawal.withdraw(invited.session, invited.zoe, note="Ill")

    assert (first.id, invited.zoe.withdrawn_at) == (second.id, BEFORE)
    assert in_danger(invited.session, invited.event.id) == {invited.invitation.meeting_id}
    (view,) = alerts_page(invited.session, invited.event.id).open
    assert [line.uid for line in view.lines] == [invited.invitation.uid]
    assert invited.zoe.id not in {one.id for every in invited.forum.facts().delegates.values() for one in every}


def test_the_colleagues_feed_ends_with_a_withdrawal_and_the_others_find_a_new_one(invited: Invited) -> None:
    delegation = invited.session.get_one(Delegation, invited.zoe.delegation_id)
    known, own = feeds.feed_token(delegation), feeds.feed_token(invited.zoe)
    epoch = delegation.feed_epoch

    withdrawal.withdraw(invited.session, invited.zoe)
    withdrawal.withdraw(invited.session, invited.zoe)  # a double click

    assert feeds.current_source(invited.session, feeds.read_token(known)) is None
    assert feeds.current_source(invited.session, feeds.read_token(feeds.feed_token(delegation))) is not None
    assert feeds.current_source(invited.session, feeds.read_token(own)) is not None  # learns of the cancellations
    assert delegation.feed_epoch == epoch + 1


def test_a_withdrawal_is_taken_back_until_the_organisers_act(invited: Invited, staff) -> None:
    withdrawal.withdraw(invited.session, invited.zoe)
    withdrawal.come_back(invited.session, invited.zoe)
    withdrawal.come_back(invited.session, invited.zoe)  # a double click
    assert (invited.zoe.withdrawn_at, in_danger(invited.session, invited.event.id)) == (None, frozenset())

    alert = withdrawal.withdraw(invited.session, invited.zoe)
    alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.HANDLED, staff)

    with pytest.raises(Stale):
        withdrawal.come_back(invited.session, invited.zoe)
    assert invited.zoe.withdrawn_at is not None


def test_before_any_schedule_nothing_waits_for_the_organisers_and_it_can_be_taken_back(session, staff) -> None:
    forum = make_forum(session)
    forum.join("Alpha")
    person = forum.people["Alpha"]

    alert = withdrawal.withdraw(session, person)
    told, waits = alert.untold, open_causes(session, forum.event.id, staff)
    withdrawal.come_back(session, person)

    assert (told, waits, alert.state, person.withdrawn) == (True, 0, AlertState.TAKEN_BACK, False)


def test_a_schedule_that_was_made_before_waits_for_the_organisers(session, staff) -> None:
    forum = make_forum(session)
    alpha, beta = forum.join("Alpha"), forum.join("Beta")
    forum.wish(alpha, beta)
    forum.scenario(Seat(alpha, beta, slot=0, table=0))

    withdrawal.withdraw(session, forum.people["Alpha"])

    assert open_causes(session, forum.event.id, staff) == 1
