"""Campaigns: mails in an organiser's own words to people of an event, and what became of each."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class CampaignPreset(StrEnum):
    """What a campaign is for: it fills in words and recipients, and says how often one may have such a mail."""

    INVITATION = "invitation"
    MISSING = "missing"
    WISHES = "wishes"
    TIMES = "times"
    PRACTICAL = "practical"
    OWN = "own"


class CampaignState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    """Confirmed for the people shown; the worker writes to them from `send_at` on."""
    DONE = "done"
    """Everybody confirmed has been written to or left out."""


class LeftOut(StrEnum):
    """Why somebody who was chosen is not written to."""

    UNSUBSCRIBED = "unsubscribed"
    RECENT = "recent"
    """Had a mail of the same preset within a day."""
    DONE = "done"
    """Has done what the mail asks for, can do it no longer, or has withdrawn."""
    UNUSABLE = "unusable"
    """The address cannot be used."""


class Campaign(SQLModel, table=True):
    """A mail in an organiser's own words, and to whom it goes."""

    __tablename__ = "campaign"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    preset: CampaignPreset = Field(sa_type=checked(CampaignPreset))
    state: CampaignState = Field(default=CampaignState.DRAFT, sa_type=checked(CampaignState), index=True)
    texts: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    """`subject` and `body` by language (ISO 639-1); placeholders stand in braces."""
    audience: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    """`matchmaker.campaigns.rules.audience.AudienceFilter` by its field names."""
    essential: bool = Field(default=False)
    """Everybody who takes part needs it: it also goes to those who want no reminders, and cannot be unsubscribed."""
    send_at: datetime | None = Field(default=None, sa_type=Instant)
    created_by: str = Field(default="", max_length=120)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    changed_by: str = Field(default="", max_length=120)
    """Who has last saved its text or its recipients: a colleague who saves at the same time is told."""
    sent_by: str = Field(default="", max_length=120)
    """Who confirmed it last."""


class CampaignRecipient(SQLModel, table=True):
    """One person whom a campaign was confirmed for: waits, has a message in the outbox, or is left out."""

    __tablename__ = "campaign_recipient"
    __table_args__ = (
        UniqueConstraint("campaign_id", "registration_id"),
        Index(None, "registration_id", "campaign_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="CASCADE")
    registration_id: int = Field(foreign_key="registration.id")
    left_out: LeftOut | None = Field(default=None, sa_type=checked(LeftOut))
    mail_key: str | None = Field(default=None, max_length=120, index=True)
    """`Message.dedupe_key` of the mail, which a copy to a corrected address takes over; none while it waits."""
    confirmed_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
