"""Mails that are no answers to invitations: words of people, machines, bounces; stored once and acted on in the end."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import select

from matchmaker.alerts.queries.page import alerts_page
from matchmaker.alerts.words import what_happened
from matchmaker.base.config import get_config
from matchmaker.inbox.commands import act as acting
from matchmaker.inbox.commands.store import Incoming, store_mail
from matchmaker.inbox.jobs.act import act_on_waiting
from matchmaker.mail.reply_address import bounce_address
from matchmaker.models import (
    AlertKind,
    InboundKind,
    InboundMail,
    InboundState,
    Message,
    MessageState,
)
from matchmaker.publishing.commands.messages import correct_address
from tests.builders import factories as make
from tests.builders.inbound_mails import mail, report
from tests.builders.invited import Invited


@pytest.fixture(autouse=True)
def in_time():
    """A week before the forum."""
    with time_machine.travel(datetime(2027, 3, 4, 8, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def test_words_of_a_person_wait_for_a_person(invited: Invited) -> None:
    received = invited.receive(mail("Can my colleague come instead?", to=invited.address))

    (alert,) = invited.alerts()
    assert (alert.kind, alert.mail_id, alert.registration_id) == (AlertKind.MESSAGE, received.id, invited.zoe.id)
    assert (alert.sure, alert.uid) == (True, invited.invitation.uid)


def test_without_the_secret_address_the_thread_tells_what_it_is_about(invited: Invited) -> None:
    head = (f"In-Reply-To: {invited.invitation.last_message_id}",)

    received = invited.receive(mail("Thanks", to="rdv@rdv.example", head=head))

    assert (received.invitation_id, received.sure) == (invited.invitation.id, False)


def test_a_known_writer_s_mail_goes_to_the_nearest_event(invited: Invited) -> None:
    received = invited.receive(mail("Hello", to="rdv@rdv.example"))

    assert (received.event_id, received.registration_id) == (invited.event.id, invited.zoe.id)
    assert received.sure is False


def test_a_writer_whom_two_communities_know_is_not_taken_for_either(invited: Invited) -> None:
    session, community = invited.session, make.make_community(invited.session)
    event, organisation = make.make_event(session, community), make.make_organisation(session, community=community)
    zoe = make.make_person(session, organisation, email="zoe@numalis.example")
    make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event), organisation), zoe
    )

    received = invited.receive(mail("Hello", to="rdv@rdv.example"))

    assert (received.event_id, received.registration_id) == (None, None)


def test_a_report_from_an_address_that_was_corrected_alerts_nobody(invited: Invited) -> None:
    anne = make.make_staff(invited.session, invited.event)
    correct_address(invited.session, invited.zoe, "zoe@new.example", actor=anne.name)
    told = invited.session.exec(select(Message).where(Message.kind == "address_left")).one()

    invited.receive(report(to=bounce_address(get_config(), told.id)))

    assert told.state is MessageState.BOUNCED
    assert invited.alerts() == []


def test_a_mail_of_nobody_we_know_is_shown_to_administrators_at_every_event(invited: Invited) -> None:
    invited.receive(mail("Buy this", sender="someone@else.example", to="rdv@rdv.example"))
    administrator = make.make_staff(invited.session)
    make.make_community_role(invited.session, administrator)
    organiser = make.make_staff(invited.session)

    for event in (invited.event, make.make_event(invited.session)):
        (shown,) = alerts_page(invited.session, event.id, administrator).open
        assert (shown.main.row.event_id, shown.main.row.kind) == (None, AlertKind.MESSAGE)
        assert alerts_page(invited.session, event.id, organiser).open == ()


def test_machines_are_filed(invited: Invited) -> None:
    received = invited.receive(mail("Away", to=invited.address, head=("Auto-Submitted: auto-replied",)))

    assert (received.kind, received.registration_id) == (InboundKind.AUTOMATIC, invited.zoe.id)
    assert invited.alerts() == []
    assert alerts_page(invited.session, invited.event.id).filed == (received,)


def test_what_comes_to_the_address_that_a_mail_left_from_is_about_its_reader(invited: Invited) -> None:
    away = mail("Away", sender="noreply@x.example", to=invited.bounce_address(), head=("Auto-Submitted: auto-replied",))
    old_style = mail("Sorry", sender="MAILER-DAEMON@x.example", to=invited.bounce_address(), message_id="<2@x>")

    filed, shown = invited.receive(away), invited.receive(old_style)

    assert {filed.registration_id, shown.registration_id} == {invited.zoe.id}
    (alert,) = invited.alerts()
    assert (alert.kind, alert.mail_id, alert.sure) == (AlertKind.MESSAGE, shown.id, False)
    assert invited.session.get_one(Message, invited.invitation.message_id).state is MessageState.QUEUED


def test_a_bounce_marks_the_message_with_the_server_s_words(invited: Invited) -> None:
    received = invited.receive(report(to=invited.bounce_address(), original="<unknown@rdv.example>"))

    message = invited.session.get_one(Message, invited.invitation.message_id)
    assert message.state is MessageState.BOUNCED
    assert message.error == "550 5.1.1 <zoe@numalis.example>: Recipient address rejected: User unknown"
    (alert,) = invited.alerts()
    assert (alert.kind, alert.registration_id, alert.mail_id) == (AlertKind.BOUNCED, invited.zoe.id, received.id)


def test_a_bounce_that_only_quotes_an_id_is_shown_but_not_believed(invited: Invited) -> None:
    quoted = invited.invitation.last_message_id  # every reader of the invitation can see it

    received = invited.receive(report(to="rendez-vous@rdv.example", original=quoted))

    assert invited.session.get_one(Message, invited.invitation.message_id).state is MessageState.QUEUED
    (alert,) = invited.alerts()
    assert (alert.kind, alert.registration_id, alert.mail_id) == (AlertKind.BOUNCED, invited.zoe.id, received.id)
    assert not alert.sure
    (view,) = alerts_page(invited.session, invited.event.id).open
    assert "anybody may have written" in what_happened(view.main, "en")


def test_a_delay_is_filed_and_the_message_waits(invited: Invited) -> None:
    before = invited.session.get_one(Message, invited.invitation.message_id).state

    invited.receive(report(to=invited.bounce_address(), action="delayed", status="4.4.1"))

    assert invited.session.get_one(Message, invited.invitation.message_id).state is before
    assert invited.alerts() == []


def test_a_forged_bounce_address_marks_nothing(invited: Invited) -> None:
    invited.receive(report(to=invited.bounce_address().replace("-", "-0")[:60], original="<none@rdv.example>"))

    assert invited.session.get_one(Message, invited.invitation.message_id).state is MessageState.QUEUED
    assert [alert.kind for alert in invited.alerts()] == [AlertKind.MESSAGE]


def test_the_same_mail_is_stored_once_by_whichever_way_it_comes(invited: Invited) -> None:
    data = mail("Hello", to=invited.address)
    by_pipe = b"Received: from mx\nDelivered-To: rdv@rdv.example\n" + data.replace(b"\r\n", b"\n")
    invited.receive(data)

    assert store_mail(invited.session, Incoming(by_pipe, len(by_pipe))) is None
    assert len(invited.session.exec(select(InboundMail)).all()) == 1


def test_mails_wait_in_the_database_until_somebody_acts_on_them(invited: Invited, database_url: str) -> None:
    store_mail(invited.session, Incoming(mail("One", to=invited.address), 9))
    store_mail(invited.session, Incoming(mail("Two", to=invited.address, message_id="<2@x>"), 9))
    invited.session.commit()

    assert (act_on_waiting(url=database_url), act_on_waiting(url=database_url)) == (2, 0)

    invited.session.expire_all()
    assert len(invited.alerts()) == 2


def test_a_mail_on_which_nobody_can_act_is_given_to_a_person_after_five_tries(
    invited: Invited, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_mail(invited.session, Incoming(mail("One", to=invited.address), 9))
    invited.session.commit()
    monkeypatch.setitem(acting._HANDLERS, InboundKind.MESSAGE, lambda *_: 1 / 0)

    for _ in range(6):
        assert act_on_waiting(url=database_url) == 0

    invited.session.expire_all()
    (stored,) = invited.session.exec(select(InboundMail)).all()
    assert (stored.state, stored.attempts, stored.error) == (
        InboundState.FAILED,
        5,
        "ZeroDivisionError: division by zero",
    )
    assert [alert.kind for alert in invited.alerts()] == [AlertKind.MESSAGE]
