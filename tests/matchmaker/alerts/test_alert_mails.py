"""The organisers' mail: at once, then no more than one in five minutes, in their language, about what is new."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlmodel import select

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.jobs.alert_mails import tell_organisers
from matchmaker.base.config import get_config
from matchmaker.mail.reply_address import bounce_address
from matchmaker.models import AlertState, Message, MessageState, StaffRole
from tests.builders import factories as make
from tests.builders.inbound_mails import mail, report
from tests.builders.invited import Invited


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2027, 3, 4, 8, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def told(invited: Invited) -> list[tuple[str, str]]:
    """Recipient and subject of each mail to the organisers."""
    statement = select(Message).where(Message.kind == "alerts").order_by(Message.id)
    return [(message.recipient, message.subject) for message in invited.session.exec(statement)]


def text(invited: Invited) -> str:
    message = invited.session.exec(select(Message).where(Message.kind == "alerts").order_by(Message.id.desc())).first()
    body = message_from_bytes(message.mime, policy=policy.default).get_body(("plain",))
    return " ".join(body.get_content().split())


def tell(invited: Invited, database_url: str) -> int:
    invited.session.commit()
    queued = tell_organisers(database_url)
    invited.session.expire_all()
    return queued


def test_organisers_are_told_at_once_each_in_their_language(invited: Invited, staff, database_url: str) -> None:
    staff.email = "anne@cluster.example"
    make.make_staff(invited.session, invited.event, email="luc@cluster.example", name="Luc", language="fr")
    make.make_staff(invited.session, invited.event, role=StaffRole.HELPER)
    make.make_staff(invited.session, invited.event, active=False)
    make.make_staff(invited.session)
    withdrawal.withdraw(invited.session, invited.zoe, note="Ill")

    assert tell(invited, database_url) == 2

    name = invited.event.name
    assert told(invited) == [
        ("anne@cluster.example", f"Needs you: {name}"),
        ("luc@cluster.example", f"Demande votre attention : {name}"),
    ]
    assert "Zoé Lambert (Numalis) se désiste" in text(invited)
    assert f"/o/{invited.event.slug}/alerts" in text(invited)


def test_what_follows_within_minutes_comes_together(
    invited: Invited, staff, database_url: str, now: time_machine.Traveller
) -> None:
    reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 10))
    assert tell(invited, database_url) == 1
    invited.reply("DECLINED")
    now.shift(timedelta(minutes=2))
    withdrawal.withdraw(invited.session, invited.bob)

    assert tell(invited, database_url) == 0
    now.shift(timedelta(minutes=3))
    assert [tell(invited, database_url) for _ in range(2)] == [1, 0]

    assert told(invited)[1][1] == f"2 things need you: {invited.event.name}"
    declined = "Zoé Lambert (Numalis) declined by mail: meeting with Beta."
    assert f"{declined} Thursday 11 March, 09:00 (Brussels), table " in text(invited)
    assert "Bob Peeters (Beta) withdraws from the event: 1 meeting is in danger." in text(invited)
    assert "late" not in text(invited)


def test_what_is_settled_before_the_mail_goes_is_not_in_it(invited: Invited, staff, database_url: str) -> None:
    alert = reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 10))
    alerts.settle_alert(invited.session, invited.event, alert.id, AlertState.DISMISSED, staff)

    assert tell(invited, database_url) == 0


def test_a_flood_of_mails_is_one_mail_that_says_how_many(invited: Invited, staff, database_url: str) -> None:
    for number in range(30):
        invited.receive(mail("x", to=invited.address, subject=f"Number {number}", message_id=f"<{number}@x>"))

    assert tell(invited, database_url) == 1

    assert told(invited)[0][1] == f"30 things need you: {invited.event.name}"
    assert "And 10 more." in text(invited)


def test_a_dead_mailbox_of_an_organiser_starts_no_circle(
    invited: Invited, staff, database_url: str, now: time_machine.Traveller
) -> None:
    reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 10))
    assert tell(invited, database_url) == 1
    (ours,) = invited.session.exec(select(Message).where(Message.kind == "alerts")).all()
    now.shift(timedelta(minutes=6))

    invited.receive(report(to=bounce_address(get_config(), ours.id)))
    old_style = mail("No such user", to=bounce_address(get_config(), ours.id), sender="MAILER-DAEMON@mx.example")
    invited.receive(old_style)
    invited.receive(mail("Ticket 4711 is open", sender=staff.email, to="rdv@rdv.example", message_id="<t@x>"))

    assert ours.state is MessageState.BOUNCED
    assert len(invited.alerts()) == 4
    assert tell(invited, database_url) == 0
