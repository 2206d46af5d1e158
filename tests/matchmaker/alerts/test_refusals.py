"""A "no" or a veto against somebody with whom a meeting is published: the same path as "I cannot come"."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from matchmaker.alerts.commands.auto_cancel import cancel_due_meetings
from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.alerts.queries.alerts import alert_views, in_danger
from matchmaker.alerts.queries.causes import settled_causes
from matchmaker.alerts.queries.declined import overlooked_declines
from matchmaker.alerts.queries.repairs import RepairOption, find_proposals, repair_options
from matchmaker.alerts.words import news
from matchmaker.models import AlertKind, AlertState, Answer, Delegation, Wish
from matchmaker.releases.queries.published import standing_entry
from matchmaker.wishes.commands.answers import answer_wish
from matchmaker.wishes.commands.vetoes import add_veto, remove_veto
from tests.builders import factories as make
from tests.builders.invited import Invited

NOW = datetime(2027, 3, 4, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def theirs(invited: Invited) -> Delegation:
    return invited.session.get_one(Delegation, invited.bob.delegation_id)


def veto(invited: Invited) -> None:
    add_veto(invited.session, invited.bob, invited.zoe.delegation_id)


def say_no(invited: Invited) -> None:
    answer_wish(invited.session, invited.bob, invited.session.get_one(Wish, 1).id, Answer.NO)


def follow(invited: Invited) -> None:
    follow_refusal(invited.session, theirs(invited), invited.zoe.delegation_id)


@pytest.mark.parametrize("refuse", [veto, say_no])
def test_a_refused_meeting_is_in_danger_and_stands(invited, refuse):
    """Zoé of Numalis wished to meet Beta, which said yes: they meet at nine."""
    refuse(invited)

    follow(invited)
    follow(invited)

    (alert,) = invited.alerts()
    meeting = invited.invitation.meeting_id
    assert (alert.kind, alert.sure, alert.registration_id, alert.meeting_id) == (
        AlertKind.REFUSED,
        True,
        invited.bob.id,
        meeting,
    )
    assert in_danger(invited.session, invited.event.id) == {meeting}
    assert [standing_entry(invited.session, one.id, alert.uid) is None for one in (invited.zoe, invited.bob)] == [
        False,
        False,
    ]
    assert news(settled_causes(alert_views(invited.session, [alert]))[0], "en", invited.event.zone) == (
        "Beta does not want this meeting any more: meeting with Numalis. Thursday 11 March, 09:00 (Brussels), "
        f"table {invited.forum.tables[0].code}."
    )


def test_a_colleague_may_refuse_what_somebody_else_goes_to(invited):
    colleague = make.make_registration(invited.session, theirs(invited))
    add_veto(invited.session, colleague, invited.zoe.delegation_id)

    follow(invited)

    assert [alert.registration_id for alert in invited.alerts()] == [invited.bob.id]


@pytest.mark.parametrize("refuse", [veto, say_no])
def test_the_repair_is_to_cancel_and_what_is_published_stays_publishable(invited, refuse):
    refuse(invited)
    follow(invited)
    (alert,) = invited.alerts()

    assert repair_options(invited.session, invited.event, alert) == (RepairOption.GONE,)
    only_cancel, *others = find_proposals(invited.session, invited.event, alert).proposals
    assert [one.same_as for one in others] == [only_cancel.kind] * 2
    assert (only_cancel.kind, only_cancel.meetings) == ("only_cancel", (1, 0))
    assert [view.id for view in overlooked_declines(invited.session, invited.scenario)] == [alert.id]
    invited.publish(invited.seat())
    assert standing_entry(invited.session, invited.zoe.id, alert.uid) is not None


def test_a_meeting_that_was_not_published_cannot_be_in_a_new_schedule(invited):
    veto(invited)
    follow(invited)
    invited.publish()

    with pytest.raises(Exception, match="Numalis – Beta"):
        invited.publish(invited.seat())


def test_taking_it_back_takes_the_alert_back(invited):
    veto(invited)
    follow(invited)

    remove_veto(invited.session, invited.bob, invited.zoe.delegation_id)
    follow(invited)

    assert [alert.state for alert in invited.alerts()] == [AlertState.TAKEN_BACK]
    assert overlooked_declines(invited.session, invited.scenario) == ()


def test_it_is_cancelled_by_itself_where_the_event_wants_that(invited, in_time):
    invited.event.cancel_after_minutes = 60
    veto(invited)
    follow(invited)
    (alert,) = invited.alerts()
    assert alert.cancels_at == NOW + timedelta(hours=1)
    in_time.shift(timedelta(hours=1))

    assert cancel_due_meetings(invited.session, invited.event, NOW + timedelta(hours=1)) is not None

    assert (alert.state, standing_entry(invited.session, invited.zoe.id, alert.uid)) == (AlertState.HANDLED, None)


def test_what_is_over_is_in_no_danger(invited, in_time):
    in_time.move_to(datetime(2027, 3, 12, 8, tzinfo=UTC))
    veto(invited)

    follow(invited)

    assert invited.alerts() == []
