"""The lock of an event: who has waited for it sees what the other has written, on PostgreSQL too."""

import pytest
from sqlmodel import Session

from matchmaker.base.db import get_engine
from matchmaker.base.errors import MatchmakerError
from matchmaker.campaigns.commands.drafts import draft_token, save_text
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.placeholders import CampaignText
from matchmaker.models import Campaign, CampaignPreset, CampaignState, Event, Staff
from tests.builders import factories as make
from tests.builders.campaigns import confirm_shown, draft
from tests.builders.forum import make_forum


@pytest.fixture
def open_session(own_postgres_url):
    """Open sessions on one PostgreSQL database, each as a request of its own."""
    sessions = []

    def open_one() -> Session:
        sessions.append(Session(get_engine(own_postgres_url), expire_on_commit=False))
        return sessions[-1]

    yield open_one
    for session in sessions:
        session.close()


def test_a_row_read_before_the_wait_is_read_anew(open_session):
    first = open_session()
    forum = make_forum(first)
    anne = make.make_staff(first, forum.event, name="Anne", language="fr")
    forum.join("Alpha")
    campaign = draft(first, forum.event, anne, CampaignPreset.OWN, fr=("Subject", "Text"))
    first.commit()
    slow, quick = open_session(), open_session()
    event, read = slow.get_one(Event, forum.event.id), campaign_of(slow, forum.event, campaign.id)
    shown = draft_token(read)

    confirm_shown(
        quick, quick.get_one(Event, event.id), quick.get_one(Campaign, campaign.id), quick.get_one(Staff, anne.id)
    )
    quick.commit()

    late, words = slow.get_one(Staff, anne.id), {"fr": CampaignText("Other", "words")}
    with pytest.raises(MatchmakerError):
        save_text(slow, event, read.id, words, essential=False, shown=shown, staff=late)
    kept = open_session().get_one(Campaign, campaign.id)
    assert (kept.state, kept.texts["fr"]["subject"]) == (CampaignState.PLANNED, "Subject")
