"""Who waits for somebody late reads it at once, on the page and by mail."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlmodel import select

from matchmaker.alerts.commands.reports import report_late, report_late_for_day, take_back_report
from matchmaker.alerts.jobs.lateness import tell_those_who_wait
from matchmaker.alerts.queries.lateness import read_lateness
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.models import Alert, Delegation, Message, Registration
from matchmaker.releases.queries.published import standing_entry
from tests.builders import factories as make
from tests.builders.invited import Invited

NOW = datetime(2027, 3, 11, 7, 50, tzinfo=UTC)
"""Ten minutes before the meeting, by the clocks of Brussels."""


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def published_before(invited: Invited, now) -> None:
    for row in (entry for one in (invited.zoe, invited.bob) for entry in [line(invited, one)]):
        row.changed_at = NOW - timedelta(days=7)
    invited.session.flush()


def line(invited: Invited, who: Registration):
    return standing_entry(invited.session, who.id, invited.invitation.uid)


def late(invited: Invited, minutes: int) -> Alert:
    entry = line(invited, invited.zoe)
    return report_late(invited.session, invited.zoe, entry.uid, minutes, shown=line_token(entry))


def seen(invited: Invited, reader: Registration) -> list[tuple[str, int, time | None]]:
    found = read_lateness(invited.session, reader)
    return [(one.name, one.minutes, one.there_from) for lines in found.values() for one in lines]


def tell(invited: Invited, database_url: str) -> int:
    invited.session.commit()
    queued = tell_those_who_wait(database_url)
    invited.session.expire_all()
    return queued


def mails(invited: Invited) -> list[tuple[str, str]]:
    """Recipient and first sentence of each mail about a delay."""
    found = []
    for message in invited.session.exec(select(Message).where(Message.kind == "late").order_by(Message.id)):
        body = message_from_bytes(message.mime, policy=policy.default).get_body(("plain",))
        paragraphs = [" ".join(part.split()) for part in body.get_content().replace("\r", "").split("\n\n")]
        found.append((message.recipient, paragraphs[1]))
    return found


def test_a_delay_is_seen_by_the_other_side_and_nobody_else(invited: Invited) -> None:
    own = invited.session.get_one(Delegation, invited.zoe.delegation_id)
    colleague = make.make_registration(invited.session, own)
    late(invited, 10)

    assert seen(invited, invited.bob) == [("Zoé Lambert", 10, None)]
    assert seen(invited, invited.zoe) == seen(invited, colleague) == []


def test_late_for_the_day_concerns_what_begins_before(invited: Invited) -> None:
    alert = report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 15))
    assert seen(invited, invited.bob) == [("Zoé Lambert", 15, time(9, 15))]

    take_back_report(invited.session, invited.zoe, alert.id)

    assert seen(invited, invited.bob) == []


def test_what_is_over_is_not_shown(invited: Invited, now) -> None:
    late(invited, 10)
    now.move_to(NOW + timedelta(hours=1))

    assert seen(invited, invited.bob) == []


def test_those_who_wait_are_told_once_and_again_when_it_is_longer(invited: Invited, database_url: str, now) -> None:
    late(invited, 10)
    assert [tell(invited, database_url) for _ in range(2)] == [1, 0]

    late(invited, 20)
    assert tell(invited, database_url) == 0  # written to just now
    now.shift(timedelta(minutes=6))
    assert tell(invited, database_url) == 1

    table = invited.forum.tables[0].code
    meeting = f"Your meeting: Thursday 11 March, 09:00 (Brussels), table {table}."
    assert mails(invited) == [
        ("bob@beta.example", f"Zoé Lambert (Numalis) is 10 minutes late. {meeting}"),
        ("bob@beta.example", f"Zoé Lambert (Numalis) is 20 minutes late. {meeting}"),
    ]


def test_what_is_taken_back_before_the_mail_leaves_is_not_told(invited: Invited, database_url: str) -> None:
    take_back_report(invited.session, invited.zoe, late(invited, 10).id)

    assert tell(invited, database_url) == 0
