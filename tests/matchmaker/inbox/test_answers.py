"""What follows from an answer: what is kept, whom it is believed to come from, and what the organisers are told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.alerts.queries.alerts import in_danger
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.models import (
    AlertKind,
    AlertState,
    InboundState,
    InvitationAnswer,
    Message,
    MessageState,
    Says,
)
from tests.builders import factories as make
from tests.builders.inbound_mails import calendar, mail
from tests.builders.invited import Invited

FORGED = "rdv+1-00000000000000000000@rdv.example"


@pytest.fixture(autouse=True)
def in_time():
    """A week before the forum."""
    with time_machine.travel(datetime(2027, 3, 4, 8, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def answer(invited: Invited) -> tuple[Says, bool] | None:
    row = invited.session.exec(select(InvitationAnswer)).one_or_none()
    return (row.says, row.sure) if row else None


def opened(invited: Invited) -> list[tuple[AlertKind, bool]]:
    return [(alert.kind, alert.sure) for alert in invited.alerts() if alert.state is AlertState.OPEN]


def danger(invited: Invited) -> set[int]:
    return set(in_danger(invited.session, invited.event.id))


@pytest.mark.parametrize(("says", "kept"), [("ACCEPTED", Says.ACCEPTED), ("TENTATIVE", Says.TENTATIVE)])
def test_a_yes_from_the_secret_address_is_kept_and_alarms_nobody(invited: Invited, says: str, kept: Says) -> None:
    received = invited.reply(says)

    assert answer(invited) == (kept, True)
    assert (received.state, received.sure, received.stale) == (InboundState.DONE, True, False)
    assert (received.registration_id, received.event_id) == (invited.zoe.id, invited.event.id)
    assert (opened(invited), danger(invited)) == ([], set())


def test_a_no_puts_the_meeting_in_danger_and_cancels_nothing(invited: Invited) -> None:
    mails = invited.session.exec(select(Message.id)).all()

    invited.reply("DECLINED")

    assert answer(invited) == (Says.DECLINED, True)
    assert opened(invited) == [(AlertKind.DECLINED, True)]
    assert danger(invited) == {invited.invitation.meeting_id}
    assert invited.session.exec(select(Message.id)).all() == mails
    assert invited.forum.facts().registrations[invited.zoe.id].withdrawn_at is None


def test_a_no_said_twice_is_one_alert_and_a_yes_after_it_takes_it_back(invited: Invited) -> None:
    invited.reply("DECLINED")
    invited.reply("DECLINED", number=2)
    assert opened(invited) == [(AlertKind.DECLINED, True)]

    invited.reply("ACCEPTED", number=3)

    assert answer(invited) == (Says.ACCEPTED, True)
    assert [alert.state for alert in invited.alerts()] == [AlertState.TAKEN_BACK]
    assert danger(invited) == set()


@pytest.mark.parametrize(
    ("to", "sender", "attendee"),
    [
        pytest.param("rdv@rdv.example", "zoe@numalis.example", "zoe@numalis.example", id="no token"),
        pytest.param(FORGED, "zoe@numalis.example", "zoe@numalis.example", id="forged"),
        pytest.param("", "mallory@evil.example", "zoe@numalis.example", id="another sender"),
        pytest.param("", "zoe@numalis.example", "mallory@evil.example", id="another attendee"),
    ],
)
def test_whoever_could_be_another_is_not_sure_and_endangers_nothing(
    invited: Invited, to: str, sender: str, attendee: str
) -> None:
    invited.reply("DECLINED", to=to, sender=sender, attendee=attendee)

    assert answer(invited) == (Says.DECLINED, False)
    assert opened(invited) == [(AlertKind.DECLINED, False)]
    assert danger(invited) == set()


def test_a_secret_address_of_another_meeting_opens_nothing_here(invited: Invited) -> None:
    bobs = invited.invitation_of(invited.bob)
    make.make_organisation(invited.session)
    bobs.uid = "m-another"
    invited.session.flush()
    address = invited.address.replace(f"+{invited.invitation.id}-", f"+{bobs.id}-")

    received = invited.reply("DECLINED", to=address)

    assert (received.invitation_id, received.sure) == (invited.invitation.id, False)


@pytest.mark.parametrize("sender", ["zoe@numalis.example", "zoe@private.example"])
def test_a_decline_that_is_not_sure_after_a_sure_yes_is_shown_and_endangers_nothing(
    invited: Invited, sender: str
) -> None:
    invited.reply("ACCEPTED")

    received = invited.reply("DECLINED", to="rdv@rdv.example", sender=sender, number=5)

    assert answer(invited) == (Says.ACCEPTED, True)
    assert not received.stale
    assert opened(invited) == [(AlertKind.DECLINED, False)]
    assert danger(invited) == set()


def test_an_answer_that_is_not_sure_and_older_than_a_sure_one_changes_nothing(invited: Invited) -> None:
    invited.reply("ACCEPTED", number=5)

    received = invited.reply("DECLINED", to="rdv@rdv.example", number=1)

    assert received.stale
    assert (answer(invited), opened(invited)) == ((Says.ACCEPTED, True), [])


def test_a_sure_answer_replaces_one_that_is_not_and_settles_its_alert(invited: Invited) -> None:
    invited.reply("DECLINED", to="rdv@rdv.example", number=5)

    invited.reply("ACCEPTED", number=2)

    assert answer(invited) == (Says.ACCEPTED, True)
    assert opened(invited) == []


def test_a_yes_of_somebody_uncertain_does_not_settle_a_sure_no(invited: Invited) -> None:
    invited.reply("DECLINED")

    invited.reply("ACCEPTED", to="rdv@rdv.example", number=2)

    assert answer(invited) == (Says.DECLINED, True)
    assert opened(invited) == [(AlertKind.DECLINED, True)]


def test_answers_that_arrive_in_the_wrong_order_end_the_same(invited: Invited) -> None:
    invited.reply("ACCEPTED", number=9)

    late = invited.reply("DECLINED", number=1)

    assert late.stale
    assert answer(invited) == (Says.ACCEPTED, True)
    assert opened(invited) == []


def test_a_stamp_from_the_future_does_not_block_later_answers(
    invited: Invited, in_time: time_machine.Traveller
) -> None:
    invited.reply("ACCEPTED", stamp="20990101T000000Z")
    in_time.shift(timedelta(minutes=1))

    invited.reply("DECLINED", number=2, stamp="20270304T080100Z")

    assert answer(invited) == (Says.DECLINED, True)


def test_an_answer_to_an_older_version_is_kept_but_changes_nothing(invited: Invited) -> None:
    invited.publish(invited.seat(slot=2))
    assert invited.invitation.sequence == 1

    received = invited.reply("DECLINED", sequence=0)

    assert (received.stale, received.state) == (True, InboundState.DONE)
    assert answer(invited) is None
    assert opened(invited) == []
    assert alerts_page(invited.session, invited.event.id).filed == (received,)


def test_a_no_to_a_meeting_that_is_cancelled_already_alarms_nobody(invited: Invited) -> None:
    invited.publish()

    invited.reply("DECLINED")

    assert answer(invited) == (Says.DECLINED, True)
    assert opened(invited) == []


def test_a_proposal_is_shown_as_words_and_nothing_moves(invited: Invited) -> None:
    ics = calendar(
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:zoe@numalis.example",
        "DTSTART;TZID=Romance Standard Time:20270311T143000",
        method="COUNTER",
        uid=invited.uid,
    )

    invited.receive(mail("", ics, to=invited.address))

    (alert,) = invited.alerts()
    assert (alert.kind, alert.note) == (AlertKind.COUNTER, "2027-03-11 14:30 (Romance Standard Time)")
    assert alert.meeting_id == invited.invitation.meeting_id


@pytest.mark.parametrize(
    ("to", "head", "hours", "again"),
    [
        pytest.param("", (), 2, True, id="asked for"),
        pytest.param("", (), 0, False, id="sent just now"),
        pytest.param("", ("Auto-Submitted: auto-generated",), 2, False, id="asked for by a machine"),
        pytest.param("rdv@rdv.example", (), 2, False, id="asked for by whomever"),
    ],
)
def test_an_invitation_asked_for_again_goes_to_its_reader_once_an_hour(
    invited: Invited, *, to: str, head: tuple[str, ...], hours: int, again: bool
) -> None:
    message = invited.session.get_one(Message, invited.invitation.message_id)
    bytes_before, message.state = message.mime, MessageState.SENT
    message.sent_at = datetime.now(UTC) - timedelta(hours=hours)
    ics = calendar("ATTENDEE:mailto:zoe@numalis.example", method="REFRESH", uid=invited.uid)

    invited.receive(mail("", ics, to=to or invited.address, head=head))

    assert message.state is (MessageState.QUEUED if again else MessageState.SENT)
    assert message.mime == bytes_before
    assert invited.alerts() == []
