"""Sending a campaign: to those shown and no others, each once, until it is stopped."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.campaigns import jobs
from matchmaker.campaigns.commands.sending import confirm, send_test, stop
from matchmaker.campaigns.jobs import write_due_campaigns
from matchmaker.campaigns.queries.audience import read_addressees, read_campaign_audience
from matchmaker.campaigns.queries.campaigns import MailOutcome, read_campaigns, read_recipients
from matchmaker.mail.jobs.sending import send_due
from matchmaker.models import (
    Campaign,
    CampaignPreset,
    CampaignState,
    Message,
    MessageState,
    Person,
    Phase,
    Staff,
)
from matchmaker.people.commands.login import read_link
from tests.builders import factories
from tests.builders.campaigns import confirm_shown, draft, write_now
from tests.builders.forum import Forum
from tests.builders.history import trail
from tests.builders.mail_client import read
from tests.builders.smtp_server import smtp

OWN = CampaignPreset.OWN
TEXT = ("Pour {organisation}", "Bonjour {prénom},\n\n{lien}\n\nÀ bientôt")


@pytest.fixture
def staff(forum: Forum) -> Staff:
    return factories.make_staff(forum.session, forum.event, name="Anne", language="fr")


@pytest.fixture
def crowd(forum: Forum) -> Forum:
    for name in ("Alpha", "Beta", "Gamma <b>"):
        forum.join(name)
    return forum


@pytest.fixture
def campaign(crowd: Forum, staff: Staff) -> Campaign:
    return draft(crowd.session, crowd.event, staff, OWN, fr=TEXT)


def outcomes(forum: Forum, campaign: Campaign) -> list[tuple[str, MailOutcome]]:
    return [(line.organisation, line.outcome) for line in read_recipients(forum.session, campaign)]


def mails(session: Session, kind: str = "campaign") -> list[Message]:
    return list(session.exec(select(Message).where(Message.kind == kind).order_by(col(Message.id))))


def words(message: Message) -> str:
    return " ".join(str(read(message.mime).get_body(("plain",)).get_content()).split())


def test_each_gets_a_mail_with_a_link_of_their_own(crowd: Forum, campaign: Campaign, staff: Staff) -> None:
    confirm_shown(crowd.session, crowd.event, campaign, staff)

    assert write_now(crowd.session, crowd.event, campaign) == 3
    found = mails(crowd.session)
    assert [message.subject for message in found] == ["Pour Alpha", "Pour Beta", "Pour Gamma <b>"]
    secrets = [re.search(r"/login/([\w-]+)", words(message))[1] for message in found]
    assert len(set(secrets)) == 3
    for message, secret in zip(found, secrets, strict=True):
        (person,) = read_link(crowd.session, secret)
        assert (person.email, [one in message.mime.decode() for one in secrets].count(True)) == (message.recipient, 1)


def test_markup_in_names_is_text(crowd: Forum, campaign: Campaign, staff: Staff) -> None:
    campaign.texts = {"fr": {"subject": "Un", "body": "<i>{organisation}</i>"}}
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)

    html = str(read(mails(crowd.session)[-1].mime).get_body(("html",)).get_content())
    assert "&lt;i&gt;Gamma &lt;b&gt;&lt;/i&gt;" in html


def test_the_link_is_taken_out_once_it_has_left(
    crowd: Forum, campaign: Campaign, staff: Staff, database_url, server
) -> None:
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)
    crowd.session.commit()

    send_due(url=database_url, config=smtp(server))

    crowd.session.expire_all()
    assert [(message.state, "/login/" in words(message)) for message in mails(crowd.session)] == [
        (MessageState.SENT, False)
    ] * 3


def test_who_joins_between_the_page_and_the_button_is_not_written_to(
    crowd: Forum, campaign: Campaign, staff: Staff
) -> None:
    token = read_campaign_audience(crowd.session, crowd.event, campaign).token
    crowd.join("Late")

    with pytest.raises(Stale, match="recipients have changed"):
        confirm(crowd.session, crowd.event, campaign.id, shown=token, send_at=None, staff=staff)
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    crowd.join("Later still")
    write_now(crowd.session, crowd.event, campaign)

    assert [name for name, _ in outcomes(crowd, campaign)] == ["Alpha", "Beta", "Gamma <b>", "Late"]


def test_a_second_confirmation_writes_to_nobody_twice(crowd: Forum, campaign: Campaign, staff: Staff) -> None:
    token = read_campaign_audience(crowd.session, crowd.event, campaign).token
    confirm(crowd.session, crowd.event, campaign.id, shown=token, send_at=None, staff=staff)
    with pytest.raises(Stale, match="on its way"):
        confirm(crowd.session, crowd.event, campaign.id, shown=token, send_at=None, staff=staff)
    write_now(crowd.session, crowd.event, campaign)
    campaign.state = CampaignState.DONE
    with pytest.raises(Stale):
        confirm(crowd.session, crowd.event, campaign.id, shown=token, send_at=None, staff=staff)
    with pytest.raises(InvalidInput, match="Nobody"):
        confirm_shown(crowd.session, crowd.event, campaign, staff)

    crowd.join("New")
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    assert write_now(crowd.session, crowd.event, campaign) == 1
    assert len(mails(crowd.session)) == 4


def test_two_organisers_with_a_reminder_each_remind_once(crowd: Forum, staff: Staff) -> None:
    one, other = (draft(crowd.session, crowd.event, staff) for _ in range(2))
    for campaign in (one, other):
        confirm_shown(crowd.session, crowd.event, campaign, staff)
    for campaign in (one, other):
        write_now(crowd.session, crowd.event, campaign)

    assert len(mails(crowd.session)) == 3
    assert {outcome for _, outcome in outcomes(crowd, other)} == {MailOutcome.RECENT}
    with pytest.raises(InvalidInput, match="Nobody"):
        confirm_shown(crowd.session, crowd.event, draft(crowd.session, crowd.event, staff), staff)


def test_a_worker_that_dies_in_the_midst_goes_on_where_it_was(
    crowd: Forum, campaign: Campaign, staff: Staff, database_url, monkeypatch
) -> None:
    monkeypatch.setattr("matchmaker.campaigns.jobs.BATCH", 2)
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    crowd.session.commit()
    written = []

    def dies(*args):
        written.append(args)
        if len(written) == 2:
            raise KeyboardInterrupt
        return original(*args)

    original = jobs.write_batch
    monkeypatch.setattr(jobs, "write_batch", dies)
    with pytest.raises(KeyboardInterrupt):
        write_due_campaigns(url=database_url)
    assert [write_due_campaigns(url=database_url) for _ in range(2)] == [1, 0]

    crowd.session.expire_all()
    assert len(mails(crowd.session)) == 3
    assert campaign.state is CampaignState.DONE


def test_a_planned_mail_waits_for_its_time_and_goes_to_those_who_still_need_it(
    crowd: Forum, staff: Staff, database_url
) -> None:
    campaign = draft(crowd.session, crowd.event, staff, CampaignPreset.WISHES, fr=TEXT)
    confirm_shown(crowd.session, crowd.event, campaign, staff, clock.now() + timedelta(hours=3))
    crowd.people["Beta"].unsubscribed_at = crowd.people["Gamma <b>"].withdrawn_at = clock.now()
    crowd.session.commit()

    assert write_due_campaigns(url=database_url) == 0
    with time_machine.travel(clock.now() + timedelta(hours=4), tick=False):
        assert write_due_campaigns(url=database_url) == 1
    crowd.session.expire_all()
    assert outcomes(crowd, campaign) == [
        ("Alpha", MailOutcome.WAITING),
        ("Beta", MailOutcome.UNSUBSCRIBED),
        ("Gamma <b>", MailOutcome.DONE),
    ]


def test_a_mail_that_is_stopped_is_a_draft_again_and_can_be_sent_later(
    crowd: Forum, campaign: Campaign, staff: Staff
) -> None:
    confirm_shown(crowd.session, crowd.event, campaign, staff, clock.now() + timedelta(hours=3))

    assert stop(crowd.session, crowd.event, campaign.id, staff=staff) == 3
    assert (campaign.state, outcomes(crowd, campaign)) == (CampaignState.DRAFT, [])
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    assert write_now(crowd.session, crowd.event, campaign) == 3


def test_stop_takes_back_what_waits_in_the_outbox_and_nothing_that_has_left(
    crowd: Forum, campaign: Campaign, staff: Staff
) -> None:
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)
    first, second, _ = mails(crowd.session)
    first.state, second.attempts = MessageState.SENT, 1
    crowd.session.flush()

    assert stop(crowd.session, crowd.event, campaign.id, staff=staff) == 1
    crowd.session.expire_all()
    assert outcomes(crowd, campaign) == [("Alpha", MailOutcome.SENT), ("Beta", MailOutcome.WAITING)]
    assert campaign.state is CampaignState.DONE
    with pytest.raises(Stale, match="left already"):
        stop(crowd.session, crowd.event, campaign.id, staff=staff)
    assert trail(crowd.session) == [
        ("Anne", "send_campaign", "", ""),
        ("Anne", "stop_campaign", "", ""),
    ]


@pytest.mark.parametrize("phase", [Phase.DRAFT, Phase.ARCHIVED])
def test_nobody_is_written_to_about_an_event_that_is_not_open(
    crowd: Forum, campaign: Campaign, staff: Staff, phase: Phase
) -> None:
    crowd.event.phase = phase

    with pytest.raises(InvalidInput, match="not open"):
        confirm_shown(crowd.session, crowd.event, campaign, staff)


def test_a_moment_or_a_deadline_that_has_passed_is_refused(crowd: Forum, staff: Staff) -> None:
    now = clock.now()
    crowd.event.wishes_close_at = now + timedelta(hours=5)
    campaign = draft(crowd.session, crowd.event, staff, OWN, fr=("Un", "Avant {date limite des souhaits}"))

    for moment, said in ((now - timedelta(minutes=1), "has passed"), (now + timedelta(hours=6), "deadline")):
        with pytest.raises(InvalidInput, match=said):
            confirm_shown(crowd.session, crowd.event, campaign, staff, moment)


def test_a_test_goes_to_the_organiser_alone_and_logs_nobody_in(crowd: Forum, campaign: Campaign, staff: Staff) -> None:
    person = read_addressees(crowd.session, crowd.event)[0]

    for _ in range(2):
        send_test(crowd.session, crowd.event, campaign, person, staff)

    (test,) = mails(crowd.session, "campaign_test")
    assert (test.recipient, test.subject) == (staff.email, "Essai : Pour Alpha")
    assert ("/login/" in words(test), person.email in test.mime.decode()) == (False, False)


def test_who_reads_a_language_without_a_text_gets_the_main_one(crowd: Forum, staff: Staff) -> None:
    for name, language in (("Alpha", "de"), ("Beta", "nl")):
        crowd.session.get_one(Person, crowd.people[name].person_id).language = language
    campaign = draft(crowd.session, crowd.event, staff, OWN, fr=("Un", "Deux"), nl=("Een", "Twee"))
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)

    assert [message.subject for message in mails(crowd.session)] == ["Un", "Een", "Un"]
    assert read(mails(crowd.session)[0].mime)["Content-Language"] == "fr"


@pytest.mark.parametrize(
    ("preset", "wanted", "essential"),
    [
        (OWN, True, True),
        (OWN, False, False),
        (CampaignPreset.PRACTICAL, True, True),
        (CampaignPreset.WISHES, True, False),
    ],
)
def test_only_what_everybody_needs_cannot_be_unsubscribed(
    crowd: Forum, staff: Staff, preset: CampaignPreset, wanted: bool, essential: bool
) -> None:
    campaign = draft(crowd.session, crowd.event, staff, preset, essential=wanted, fr=("Un", "Deux"))
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)

    assert (read(mails(crowd.session)[0].mime)["List-Unsubscribe"] is None) is essential


def test_the_list_counts_what_became_of_each(crowd: Forum, campaign: Campaign, staff: Staff) -> None:
    crowd.people["Beta"].unsubscribed_at = clock.now()
    confirm_shown(crowd.session, crowd.event, campaign, staff)
    write_now(crowd.session, crowd.event, campaign)
    mails(crowd.session)[0].state = MessageState.BOUNCED
    crowd.session.flush()

    (line,) = read_campaigns(crowd.session, crowd.event)
    assert (line.outcomes, line.written) == (
        {MailOutcome.RETURNED: 1, MailOutcome.UNSUBSCRIBED: 1, MailOutcome.WAITING: 1},
        2,
    )
