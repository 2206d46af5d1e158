"""Communities: the tenants of an installation, and what staff may do in each."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models.accounts import StaffRole
from matchmaker.models.base import Instant, checked


class Community(SQLModel, table=True):
    """A tenant: the cluster or agency that owns organisations, their people, and events.

    Nothing of one community is ever shown to another, matched with its rows, or written there.
    """

    __tablename__ = "community"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=120)
    languages: list[str] = Field(default_factory=lambda: list(LANGUAGES), sa_type=JSON)
    """The languages offered on the pages of its events (ISO 639-1)."""
    colour: str = Field(default="", max_length=7)
    """Of the look, as #rrggbb; empty for that of the product."""
    sender_name: str = Field(default="", max_length=120)
    """Name and address in From of its mails; empty for those of the configuration."""
    sender_email: str = Field(default="", max_length=254)
    demands_second_factor: bool = Field(default=False)
    """Its staff enters the pages of its events with a second factor only."""
    tiers: list[str] = Field(default_factory=lambda: ["Basic", "Premium"], sa_type=JSON)
    """Names of the levels of membership, as the community calls them."""
    renewal_days: int | None = Field(default=None)
    """So many days before a membership ends its contacts are reminded by mail; None for never by itself."""
    renewal_words: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Its own words in that mail, by language (ISO 639-1); without any, those of the product."""
    directory_open: bool = Field(default=False)
    """The public directory of members is there."""
    directory_indexed: bool = Field(default=False)
    """Search engines may list the pages of the directory."""
    directory_sites: list[str] = Field(default_factory=list, sa_type=JSON)
    """Origins of the sites that may embed the directory: https://www.cluster.example."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class CommunityRole(StrEnum):
    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    MEMBER_MANAGER = "member_manager"


class CommunityStaff(SQLModel, table=True):
    """What a staff member may do in one community; the pages of an event ask for a role at that event."""

    __tablename__ = "community_staff"
    __table_args__ = (UniqueConstraint("community_id", "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    role: CommunityRole = Field(default=CommunityRole.ORGANISER, sa_type=checked(CommunityRole))


class StaffInvitation(SQLModel, table=True):
    """A role offered by mail, in a community or at an event; only the hash of the link's secret is kept.

    Nothing is granted, and no account is touched, before the reader of the mailbox accepts.
    """

    __tablename__ = "staff_invitation"
    __table_args__ = (CheckConstraint("(community_role IS NULL) <> (event_role IS NULL)", name="one_role"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    """The event of `event_role`."""
    community_role: CommunityRole | None = Field(default=None, sa_type=checked(CommunityRole))
    event_role: StaffRole | None = Field(default=None, sa_type=checked(StaffRole))
    delegation_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    """The organisations that a partner will bring; one that is gone when they accept is left out."""
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254)
    language: str = Field(max_length=2)
    secret_hash: str = Field(max_length=64, unique=True)
    invited_by: str = Field(max_length=120)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
