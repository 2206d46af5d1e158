"""Drafts of campaigns: made, changed, deleted. Nobody is written to by it."""

from collections.abc import Mapping

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.campaigns.queries.campaigns import campaign_of
from matchmaker.campaigns.rules.audience import PRESET_FILTERS, REMINDERS, AudienceFilter
from matchmaker.campaigns.rules.placeholders import CampaignText
from matchmaker.events.commands import lock_event
from matchmaker.models import Campaign, CampaignPreset, CampaignState, Event, Staff, row_id


def draft_token(campaign: Campaign) -> str:
    """Return the token of the text that a form begins with (optimistic locking)."""
    return content_token(campaign.texts, campaign.essential, campaign.state)


def audience_token(campaign: Campaign) -> str:
    """Return the token of the filter that a form begins with (optimistic locking)."""
    return content_token(campaign.audience, campaign.state)


def create_draft(
    session: Session,
    event: Event,
    preset: CampaignPreset,
    texts: Mapping[str, CampaignText],
    *,
    essential: bool,
    staff: Staff,
    audience: AudienceFilter | None = None,
) -> Campaign:
    """Add a draft with checked texts and the recipients of its preset, or others that were asked for (`audience`).

    Invitations and reminders are never essential.

    Raises `InvalidInput` without a text in the main language of the event.
    """
    campaign = Campaign(
        event_id=row_id(event),
        preset=preset,
        texts=_stored(event, texts),
        audience=(audience or PRESET_FILTERS[preset]).stored(),
        essential=essential and preset not in REMINDERS,
        created_by=staff.name,
        changed_by=staff.name,
    )
    session.add(campaign)
    session.flush()
    return campaign


def save_text(
    session: Session,
    event: Event,
    campaign_id: int,
    texts: Mapping[str, CampaignText],
    *,
    essential: bool,
    shown: str,
    staff: Staff,
) -> Campaign:
    """Change the checked texts of a draft; `shown` is the token that the form began with.

    Raises `NotFound` for a campaign of another event, `Stale` if somebody has changed or sent it meanwhile, and
    `InvalidInput` without a text in the main language of the event.
    """
    campaign = draft_of(session, event, campaign_id)
    if shown != draft_token(campaign):
        raise Stale
    campaign.texts = _stored(event, texts)
    campaign.essential = essential and campaign.preset not in REMINDERS
    campaign.changed_by = staff.name
    session.add(campaign)
    session.flush()
    return campaign


def save_audience(
    session: Session, event: Event, campaign_id: int, audience: AudienceFilter, *, shown: str, staff: Staff
) -> Campaign:
    """Change whom a draft is for; `shown` is the token that the form began with.

    Raises `NotFound` for a campaign of another event, and `Stale` if somebody has changed or sent it meanwhile.
    """
    campaign = draft_of(session, event, campaign_id)
    if shown != audience_token(campaign):
        raise Stale
    campaign.audience = audience.stored()
    campaign.changed_by = staff.name
    session.add(campaign)
    session.flush()
    return campaign


def delete_draft(session: Session, event: Event, campaign_id: int) -> None:
    """Delete a campaign that nobody has been written to by.

    Raises `NotFound` for a campaign of another event, and `Stale` for one that is planned or sent.
    """
    session.delete(draft_of(session, event, campaign_id))
    session.flush()


def draft_of(session: Session, event: Event, campaign_id: int) -> Campaign:
    """Return a draft under the lock of its event; raises `NotFound` and `Stale` as the commands here do."""
    event = lock_event(session, row_id(event))
    campaign = campaign_of(session, event, campaign_id)
    if campaign.state is not CampaignState.DRAFT:
        raise Stale(N_("This mail is planned or sent: it cannot be changed any more."))
    return campaign


def _stored(event: Event, texts: Mapping[str, CampaignText]) -> dict[str, dict[str, str]]:
    if event.language not in texts:
        raise InvalidInput(N_("Write the mail in the main language of the event: it stands in for those that lack."))
    return {language: {"subject": text.subject, "body": text.body} for language, text in texts.items()}
