"""Campaigns: written, confirmed for those shown, and written by the worker."""

from sqlmodel import Session, col, select

from matchmaker.campaigns.commands.drafts import create_draft
from matchmaker.campaigns.commands.sending import confirm, write_batch
from matchmaker.campaigns.queries.audience import read_campaign_audience
from matchmaker.campaigns.rules.audience import AudienceFilter
from matchmaker.campaigns.rules.placeholders import CampaignText
from matchmaker.campaigns.words.presets import preset_text
from matchmaker.models import Campaign, CampaignPreset, CampaignRecipient, Event, Staff
from tests.builders import factories

LANGUAGES = ("fr", "en", "nl", "de")


def draft(
    session: Session,
    event: Event,
    staff: Staff,
    preset: CampaignPreset = CampaignPreset.MISSING,
    *,
    audience: AudienceFilter | None = None,
    essential: bool = False,
    **texts: tuple[str, str],
) -> Campaign:
    """A draft with the words of its preset, or with subject and body by language."""
    written = {language: CampaignText(*pair) for language, pair in texts.items()}
    written = written or {language: preset_text(event, preset, language) for language in LANGUAGES}
    campaign = create_draft(session, event, preset, written, essential=essential, staff=staff)
    if audience is not None:
        campaign.audience = audience.stored()
    return campaign


def confirm_shown(session: Session, event: Event, campaign: Campaign, staff: Staff, send_at=None) -> Campaign:
    """Confirm a campaign for those whom its page shows now."""
    token = read_campaign_audience(session, event, campaign).token
    return confirm(session, event, campaign.id, shown=token, send_at=send_at, staff=staff)


def write_now(session: Session, event: Event, campaign: Campaign) -> int:
    """Write to all who wait, in the session at hand."""
    of_campaign = select(CampaignRecipient).where(
        CampaignRecipient.campaign_id == campaign.id,
        col(CampaignRecipient.left_out).is_(None),
        col(CampaignRecipient.mail_key).is_(None),
    )
    return write_batch(session, event, campaign, session.exec(of_campaign.order_by(CampaignRecipient.id)).all())


def remind(session: Session, event: Event) -> int:
    """Remind everybody from whom something is missing, and return how many got a mail."""
    staff = factories.make_staff(session, event)
    campaign = draft(session, event, staff)
    confirm_shown(session, event, campaign, staff)
    return write_now(session, event, campaign)
