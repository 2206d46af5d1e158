"""Changes whose mails have not left, or not arrived: the next mail starts from what the reader knows."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.models import Alert, AlertKind, Message, MessageState, SentInvitation
from tests.builders.forum import Seat
from tests.builders.mail_client import read
from tests.builders.office import Office
from tests.builders.pair import ONE, OTHER, news, words


def body(mime: bytes) -> str:
    return str(read(mime).get_body(("plain",)).get_content())


def test_an_older_message_that_still_waits_is_superseded_by_the_newer_one(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    with office.later():
        office.release(Seat(*pair, slot=1))
    with office.later():
        office.release(Seat(*pair, slot=2))
        found = office.send()

    assert news(found) == ("REQUEST", 2, "New time")
    # what the reader knows is the first one
    assert "It was: Thursday 11 March 2027, 09:00 to 09:25" in words(found[office.address(ONE)][0])
    states = office.forum.session.exec(select(Message.state).where(Message.kind == "invitation")).all()
    assert sorted(states) == [MessageState.SENT] * 4 + [MessageState.SUPERSEDED] * 2


BACK = (
    [(1,), (0,)],
    [(), (0,)],
    [(1,), (), (2,), (0,)],
)
"""Slots of the meeting in one publication after the other; it was in the first slot before."""


@pytest.mark.parametrize("by_mail", [True, False])
@pytest.mark.parametrize("lives", BACK)
def test_what_is_changed_and_changed_back_before_its_mail_leaves_is_never_mentioned(
    office: Office, pair, by_mail: bool, lives: list[tuple[int, ...]]
) -> None:
    office.forum.event.mail_invitations = by_mail
    first = office.publish(Seat(*pair, slot=0))
    told, held = len(office.server.got), dict(office.client(ONE).items)
    for slots in lives:
        with office.later():
            office.release(*(Seat(*pair, slot) for slot in slots))
    with office.later():
        office.send()

    assert len(office.server.got) == told
    assert office.client(ONE).items == held
    if by_mail:
        row = office.forum.session.exec(
            select(SentInvitation).where(SentInvitation.registration_id == office.forum.people[ONE].id)
        ).one()
        (mail,) = first[office.address(ONE)]
        assert (row.sequence, row.last_message_id) == (mail.item.sequence, mail.mail["Message-ID"])
        found = office.publish(Seat(*pair, slot=3))
        assert news(found)[::2] == ("REQUEST", "New time")
        assert "It was: Thursday 11 March 2027, 09:00 to 09:25" in words(found[office.address(ONE)][0])


def test_what_was_read_in_the_schedule_is_put_right_there(office: Office, pair) -> None:
    third = office.forum.join("Lumo")
    office.person("Lumo").language = "en"
    office.forum.wish(pair[0], third, rank=2)
    both = [Seat(*pair, slot=0), Seat(pair[0], third, slot=1)]
    office.publish(*both)
    with office.later():
        office.release(Seat(*pair, slot=2), Seat(pair[0], third, slot=3))
        for message in office.forum.session.exec(select(Message).where(Message.state == MessageState.QUEUED)):
            if message.kind == "invitation":  # the schedule leaves, the invitations wait
                message.not_before += timedelta(hours=2)
        office.send()
    with office.later():
        office.release(*both)
        assert office.send() == {}

    assert "[moved, was at 10:00]" in body(office.server.got[-1][1])


def test_a_cancelled_meeting_that_comes_back_unseen_is_still_cancelled(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.publish()
    with office.later():
        office.release(Seat(*pair, slot=0))
        office.release()
        assert office.send() == {}

    assert news(office.publish(Seat(*pair, slot=1)))[::2] == ("REQUEST", "Takes place after all")


def test_a_refused_mail_tells_nothing_and_alerts_the_organisers(office: Office, pair) -> None:
    office.publish(Seat(*pair, slot=0))
    office.server.fault = "unknown"
    assert office.publish(Seat(*pair, slot=1)) == {}
    office.server.fault = None

    alerts = office.forum.session.exec(select(Alert).order_by(Alert.id)).all()
    people = {office.forum.people[name].id for name in (ONE, OTHER)}
    assert [(alert.kind, alert.note, alert.sure) for alert in alerts] == [
        (AlertKind.BOUNCED, "550 no such user here", True)
    ] * 2
    assert {alert.registration_id for alert in alerts} == people
    (page, _) = alert_views(office.forum.session, alerts)
    assert page.bounced is not None
    assert page.bounced.state is MessageState.BOUNCED

    found = office.publish(Seat(*pair, slot=2))
    assert "It was: Thursday 11 March 2027, 09:00 to 09:25" in words(found[office.address(ONE)][0])


def test_what_never_arrived_is_new_or_not_mentioned(office: Office, pair) -> None:
    office.server.fault = "unknown"
    office.publish(Seat(*pair, slot=0))
    office.server.fault = None

    assert news(office.publish(Seat(*pair, slot=1)))[::2] == ("REQUEST", "")  # a title without a word before it


def test_a_meeting_cancelled_before_its_invitation_left_is_never_mentioned(office: Office, pair) -> None:
    with office.later():
        office.release(Seat(*pair, slot=0))
        office.release()
        assert office.send() == {}

    assert news(office.publish(Seat(*pair, slot=0)))[:2] == ("REQUEST", 2)


def test_a_schedule_that_never_left_leaves_its_changes_to_the_next_one(office: Office, pair) -> None:
    office.forum.event.mail_invitations = False
    third = office.forum.join("Lumo")
    office.person("Lumo").language = "en"
    office.forum.wish(pair[0], third, rank=2)
    office.publish(Seat(*pair, slot=0), Seat(pair[0], third, slot=1))
    with office.later():
        office.release(Seat(*pair, slot=2), Seat(pair[0], third, slot=1))
    with office.later():
        office.release(Seat(*pair, slot=2), Seat(pair[0], third, slot=3))
        office.send()

    mails = [mime for address, mime in office.server.got if address == office.address(ONE)]
    assert len(mails) == 2
    assert body(mails[-1]).count("[moved, was at") == 2
