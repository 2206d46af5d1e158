"""Whom a campaign finds: one choice of each group holds; who must not be written to is named with the reason."""

from datetime import timedelta

import pytest

from matchmaker.base import clock
from matchmaker.campaigns.queries.audience import read_addressees, read_campaign_audience, read_list_size
from matchmaker.campaigns.rules.audience import AudienceFilter, MissingStep
from matchmaker.models import Answer, CampaignPreset, LeftOut, LoginLink, Message, Person, Staff
from tests.builders import factories
from tests.builders.campaigns import draft
from tests.builders.forum import Forum


@pytest.fixture
def staff(forum: Forum) -> Staff:
    return factories.make_staff(forum.session, forum.event)


@pytest.fixture
def crowd(forum: Forum) -> Forum:
    """Alpha has wished and logged in; Beta has an answer to give; Gamma of Premium has not agreed; Delta withdrew."""
    premium = factories.make_category(forum.session, forum.event, "premium")
    one, other = forum.join("Alpha", availability_at=clock.now()), forum.join("Beta", availability_at=clock.now())
    forum.join("Gamma", premium, agreed_at=None)
    forum.join("Delta", withdrawn_at=clock.now())
    forum.wish(one, other, answer=Answer.NONE)
    alpha = forum.session.get_one(Person, forum.people["Alpha"].person_id)
    alpha.language = "nl"
    forum.session.add(
        LoginLink(
            email_key=alpha.email_key, secret_hash="x", expires_at=clock.now(), used_at=clock.now() - timedelta(days=1)
        )
    )
    forum.session.flush()
    return forum


def test_only_people_without_a_mail_are_still_to_invite(crowd: Forum) -> None:
    assert read_list_size(crowd.session, crowd.event) == (3, 1)
    gamma = crowd.people["Gamma"].id
    crowd.session.add(
        Message(
            event_id=crowd.event.id,
            registration_id=gamma,
            kind="campaign",
            recipient="g@g.example",
            subject="x",
            mime=b"x",
        )
    )
    crowd.session.flush()

    assert read_list_size(crowd.session, crowd.event) == (3, 0)


def found(forum: Forum, audience: AudienceFilter) -> list[str]:
    everybody = read_addressees(forum.session, forum.event)
    return [addressee.organisation for addressee in everybody if audience.finds(addressee)]


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ({}, ["Alpha", "Beta", "Gamma"]),
        ({"missing": [MissingStep.NOT_AGREED]}, ["Gamma"]),
        ({"missing": [MissingStep.NO_WISHES]}, ["Beta", "Gamma"]),
        ({"missing": [MissingStep.NO_TIMES]}, ["Gamma"]),
        ({"missing": [MissingStep.UNANSWERED]}, ["Beta"]),
        ({"missing": [MissingStep.NEVER_LOGGED_IN]}, ["Beta", "Gamma"]),
        ({"missing": [MissingStep.UNANSWERED, MissingStep.NOT_AGREED]}, ["Beta", "Gamma"]),
        ({"missing": [MissingStep.NO_WISHES], "categories": ["premium"]}, ["Gamma"]),
        ({"languages": ["nl"]}, ["Alpha"]),
        ({"languages": ["nl"], "missing": [MissingStep.NO_WISHES]}, []),
        ({"missing": ["nonsense"], "categories": ["no such"]}, []),
    ],
)
def test_one_choice_of_each_group_holds(crowd: Forum, audience, names) -> None:
    assert found(crowd, AudienceFilter.of(audience)) == names


def test_a_filter_is_stored_and_read_back() -> None:
    audience = AudienceFilter.of({"missing": [MissingStep.NO_TIMES], "categories": ["basic"], "languages": ["fr"]})

    assert AudienceFilter.of(audience.stored()) == audience


def test_who_wants_no_reminders_is_left_out_but_of_what_everybody_needs(crowd: Forum, staff: Staff) -> None:
    crowd.people["Alpha"].unsubscribed_at = clock.now()
    reminder = draft(crowd.session, crowd.event, staff, CampaignPreset.OWN, fr=("Un", "Deux"))
    needed = draft(crowd.session, crowd.event, staff, CampaignPreset.OWN, essential=True, fr=("Un", "Deux"))

    audience = read_campaign_audience(crowd.session, crowd.event, reminder)
    assert [(addressee.organisation, why) for addressee, why in audience.left_out] == [("Alpha", LeftOut.UNSUBSCRIBED)]
    assert len(audience.to_write) == 2
    assert len(read_campaign_audience(crowd.session, crowd.event, needed).to_write) == 3


def test_nobody_is_reminded_of_what_can_no_longer_be_given(crowd: Forum, staff: Staff) -> None:
    crowd.event.wishes_close_at = crowd.event.answers_close_at = clock.now() - timedelta(hours=1)
    reminder = draft(crowd.session, crowd.event, staff)

    audience = read_campaign_audience(crowd.session, crowd.event, reminder)

    assert [addressee.organisation for addressee in audience.to_write] == ["Gamma"]
    assert [(addressee.organisation, why) for addressee, why in audience.left_out] == [("Beta", LeftOut.DONE)]


def test_the_token_names_text_filter_and_people(crowd: Forum, staff: Staff) -> None:
    campaign = draft(crowd.session, crowd.event, staff, CampaignPreset.OWN, fr=("Un", "Deux"))
    tokens = {read_campaign_audience(crowd.session, crowd.event, campaign).token}
    campaign.texts = {"fr": {"subject": "Un", "body": "Trois"}}
    tokens.add(read_campaign_audience(crowd.session, crowd.event, campaign).token)
    crowd.join("Epsilon")
    tokens.add(read_campaign_audience(crowd.session, crowd.event, campaign).token)

    assert len(tokens) == 3
