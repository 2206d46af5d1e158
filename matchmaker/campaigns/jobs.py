"""Write to those whom due campaigns were confirmed for, a batch a transaction."""

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.db import transaction
from matchmaker.campaigns.commands.sending import write_batch
from matchmaker.events.commands import lock_event
from matchmaker.models import Campaign, CampaignRecipient, CampaignState, Event, Phase

BATCH = 20
"""Mails in one transaction: on SQLite all other writers wait for it."""


def write_due_campaigns(*, url: str | None = None) -> int:
    """Queue the mails of all campaigns that are due, and return how many; opens its own sessions.

    What a worker leaves behind when it dies is what it had not committed: the next call goes on there.
    """
    count = 0
    while True:
        with transaction(url) as session:
            campaign = _next_due(session)
            if campaign is None:
                return count
            # one batch of an event at a time: two reminders at once would not see each other's mails
            event = lock_event(session, campaign.event_id)
            if campaign.state is not CampaignState.PLANNED or not _is_due(campaign):
                continue  # stopped, or moved with its event, while we waited for the lock
            waiting = _waiting(session, campaign)
            count += write_batch(session, event, campaign, waiting)
            if len(waiting) < BATCH:
                campaign.state = CampaignState.DONE
                session.add(campaign)


def _next_due(session: Session) -> Campaign | None:
    """Return the campaign that has been due longest; those of an event that is not open wait."""
    closed = select(Event.id).where(col(Event.phase).in_([Phase.DRAFT, Phase.ARCHIVED]))
    statement = (
        select(Campaign)
        .where(
            Campaign.state == CampaignState.PLANNED,
            col(Campaign.send_at) <= clock.now(),
            col(Campaign.event_id).not_in(closed),
        )
        .order_by(col(Campaign.send_at), col(Campaign.id))
        .limit(1)
    )
    return session.exec(statement).first()


def _is_due(campaign: Campaign) -> bool:
    return campaign.send_at is not None and campaign.send_at <= clock.now()


def _waiting(session: Session, campaign: Campaign) -> list[CampaignRecipient]:
    statement = select(CampaignRecipient).where(
        CampaignRecipient.campaign_id == campaign.id,
        col(CampaignRecipient.left_out).is_(None),
        col(CampaignRecipient.mail_key).is_(None),
    )
    return list(session.exec(statement.order_by(col(CampaignRecipient.id)).limit(BATCH)))
