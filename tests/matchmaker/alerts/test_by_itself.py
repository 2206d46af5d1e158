"""A meeting that somebody cannot come to is cancelled by itself: once, at its time, and only if nobody else decides."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import col, select

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.commands.repairs import adopt_repair
from matchmaker.alerts.jobs.alert_mails import tell_organisers
from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.queries.auto_cancel import Obstacle, find_obstacle
from matchmaker.models import Alert, AlertState, AuditEntry, Message, Phase, ReleaseKind, Staff
from matchmaker.releases.queries.published import standing_entry
from matchmaker.scheduling.planning.declines import OF_ONE_MEETING
from tests.builders import factories as make
from tests.builders.auto_cancel import cannot_come, releases, wait, work
from tests.builders.forum import Seat
from tests.builders.invited import Invited

pytestmark = pytest.mark.usefixtures("mailbox_address")
BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def test_nothing_is_cancelled_by_itself_unless_an_organiser_wants_it(invited: Invited, database_url: str) -> None:
    alert = cannot_come(invited)

    assert (invited.event.cancel_after_minutes, alert.cancels_at, work(invited, database_url)) == (None, None, 0)


def test_at_once_means_with_the_next_look_and_everything_says_who_did_it(
    invited: Invited, staff: Staff, database_url: str
) -> None:
    wait(invited, staff, 0)
    alert = cannot_come(invited)
    newest = invited.session.exec(select(Message.id).order_by(col(Message.id).desc())).first()

    assert [work(invited, database_url) for _ in range(2)] == [1, 0]

    second = releases(invited)[-1]
    assert (second.kind, second.published_by_id) == (ReleaseKind.FINAL, None)
    assert (
        second.note
        == "Annulé automatiquement\u00a0: Zoé Lambert (Numalis) ne peut pas venir\u00a0: rendez-vous avec Beta."
    )
    assert standing_entry(invited.session, invited.bob.id, invited.invitation.uid) is None
    told = set(invited.session.exec(select(Message.recipient).where(col(Message.id) > newest)))
    assert told == {"zoe@numalis.example", "bob@beta.example"}
    (view,) = alert_views(invited.session, [alert])
    assert (view.row.state, view.settled_by, view.release) == (AlertState.HANDLED, "", 2)
    actors = invited.session.exec(
        select(AuditEntry.actor).where(AuditEntry.verb == "publish").order_by(col(AuditEntry.id))
    ).all()
    assert actors == ["command line", "by itself"]


def test_it_waits_as_long_as_the_organiser_says(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller
) -> None:
    wait(invited, staff, 90)
    alert = cannot_come(invited)
    assert alert.cancels_at == BEFORE + timedelta(minutes=90)

    now.shift(timedelta(minutes=89))
    assert work(invited, database_url) == 0
    now.shift(timedelta(minutes=1))
    assert work(invited, database_url) == 1


def test_a_decline_by_mail_and_a_withdrawal_count_as_well(invited: Invited, staff: Staff, database_url: str) -> None:
    wait(invited, staff, 10)
    invited.reply("DECLINED")
    withdrawal.withdraw(invited.session, invited.bob)

    wait(invited, staff, 0)

    assert work(invited, database_url) == 1
    assert [alert.state for alert in invited.alerts()] == [AlertState.HANDLED] * 2
    assert len(releases(invited)) == 2


def keep(invited: Invited, staff: Staff, alert: Alert) -> None:
    alerts.keep_meetings(invited.session, invited.event, alert.id, staff)


def settle(invited: Invited, staff: Staff, alert: Alert) -> None:
    alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.DISMISSED, staff)


def reopen(invited: Invited, staff: Staff, alert: Alert) -> None:
    settle(invited, staff, alert)
    alerts.reopen_alert(invited.session, invited.event, alert.id, staff)


def take_back(invited: Invited, staff: Staff, alert: Alert) -> None:
    reports.take_back_report(invited.session, invited.zoe, alert.id)


def turn_off(invited: Invited, staff: Staff, alert: Alert) -> None:
    wait(invited, staff, None)


def archive(invited: Invited, staff: Staff, alert: Alert) -> None:
    invited.event.phase = Phase.ARCHIVED


def take_the_repair(invited: Invited, staff: Staff, alert: Alert) -> None:
    adopt_repair(invited.session, invited.event, alert.id, "only_cancel", staff)


@pytest.mark.parametrize("decide", [keep, settle, reopen, take_back, turn_off, archive, take_the_repair])
def test_whoever_decides_before_decides(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller, decide
) -> None:
    wait(invited, staff, 30)
    alert = cannot_come(invited)
    decide(invited, staff, alert)
    now.shift(timedelta(hours=1))

    assert work(invited, database_url) == 0
    assert len(releases(invited)) == 1


def test_a_draft_in_hand_is_published_first(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller
) -> None:
    third, beta = invited.forum.join("Cirrus"), invited.forum.facts().delegations[invited.bob.delegation_id]
    invited.forum.wish(third, beta)
    entry_alert = withdrawal.withdraw(invited.session, invited.forum.people["Cirrus"])
    wait(invited, staff, 0)
    alert = cannot_come(invited)
    draft = adopt_repair(invited.session, invited.event, entry_alert.id, "only_cancel", staff)

    assert work(invited, database_url) == 0
    assert find_obstacle(invited.session, invited.event) is Obstacle.DRAFT
    assert alert.state is AlertState.OPEN

    now.shift(timedelta(minutes=1))
    draft.created_at = BEFORE - timedelta(days=1)
    assert work(invited, database_url) == 1


def test_what_is_over_is_left_alone(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller
) -> None:
    wait(invited, staff, 60)
    now.move_to(datetime(2027, 3, 11, 8, 10, tzinfo=UTC))
    alert = cannot_come(invited)
    now.shift(timedelta(hours=2))

    assert work(invited, database_url) == 0
    assert (alert.state, alert.cancels_at) == (AlertState.OPEN, None)


def test_what_is_not_certain_never_cancels(invited: Invited, staff: Staff, database_url: str) -> None:
    wait(invited, staff, 0)
    invited.reply("DECLINED", to="rdv@rdv.example")

    assert work(invited, database_url) == 0
    assert [alert.cancels_at for alert in invited.alerts()] == [None]


def test_where_the_rest_contradicts_the_rows_a_person_must_look(
    invited: Invited, staff: Staff, database_url: str
) -> None:
    third, beta = invited.forum.join("Cirrus"), invited.forum.facts().delegations[invited.bob.delegation_id]
    invited.forum.wish(third, beta)
    invited.publish(invited.seat(0), Seat(third, beta, 1))
    slot = invited.forum.slots[1]
    make.make_absence(invited.session, invited.forum.people["Cirrus"], slot.starts, slot.ends)
    wait(invited, staff, 0)
    alert = cannot_come(invited)

    assert work(invited, database_url) == 0
    assert (alert.state, len(releases(invited))) == (AlertState.OPEN, 2)
    assert find_obstacle(invited.session, invited.event) is Obstacle.UNKNOWN


def test_organisers_read_what_will_be_and_what_was_done_without_them(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller
) -> None:
    wait(invited, staff, 60)
    cannot_come(invited)
    invited.session.commit()
    assert tell_organisers(database_url) == 1
    now.shift(timedelta(hours=1))
    work(invited, database_url)
    assert [tell_organisers(database_url) for _ in range(2)] == [1, 0]

    mails = invited.session.exec(select(Message).where(Message.kind == "alerts").order_by(Message.id)).all()
    assert [mail.subject.partition(":")[0] for mail in mails] == ["Needs you", "No longer needs you"]
    bodies = [" ".join(mail.mime.decode().replace("=\r\n", "").split()) for mail in mails]
    assert "It is cancelled by itself on Wednesday 10 March at 10:00 (Brussels), unless you decide before." in bodies[0]
    assert "It was cancelled by itself, in release 2." in bodies[1]
    assert all("Nothing is cancelled" not in body for body in bodies)


def test_organisers_who_were_told_are_told_that_it_was_taken_back(
    invited: Invited, staff: Staff, database_url: str, now: time_machine.Traveller
) -> None:
    alert = cannot_come(invited)
    assert alert.kind in OF_ONE_MEETING
    invited.session.commit()
    assert tell_organisers(database_url) == 1
    invited.session.expire_all()
    reports.take_back_report(invited.session, invited.zoe, alert.id)
    quickly = cannot_come(invited)
    reports.take_back_report(invited.session, invited.zoe, quickly.id)
    invited.session.commit()
    assert tell_organisers(database_url) == 0

    now.shift(timedelta(minutes=5))
    assert [tell_organisers(database_url) for _ in range(2)] == [1, 0]

    last = invited.session.exec(select(Message).where(Message.kind == "alerts").order_by(Message.id.desc())).first()
    assert last.subject.startswith("No longer needs you")
    assert last.mime.decode().count("Taken back, it is no longer so") >= 1


def test_whoever_withdraws_without_a_meeting_cancels_nothing(invited: Invited, staff: Staff, database_url: str) -> None:
    invited.forum.join("Cirrus")
    wait(invited, staff, 30)

    alert = withdrawal.withdraw(invited.session, invited.forum.people["Cirrus"])

    assert (alert.cancels_at, work(invited, database_url)) == (None, 0)
