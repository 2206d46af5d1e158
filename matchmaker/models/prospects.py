"""Prospects of a mission: counterparts in a city, and how far each company has come with each of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, empty_list, first_epoch


class MeetsAt(StrEnum):
    """Where a counterpart would like to be met."""

    UNKNOWN = "unknown"
    OFFICE = "office"
    HOTEL = "hotel"
    EITHER = "either"


class ProspectStage(StrEnum):
    """How far an approach has come, as people note it.

    Agreed, placed, confirmed and held follow from wishes and releases: `matchmaker.prospects.rules`.
    """

    FOUND = "found"
    PROPOSED = "proposed"
    """To the company."""
    WANTED = "wanted"
    """By the company."""
    CONTACTED = "contacted"
    INTERESTED = "interested"
    DECLINED = "declined"


class Counterpart(SQLModel, table=True):
    """An organisation of a city that companies may meet, with whom to ask there; it need not be registered."""

    __tablename__ = "counterpart"
    __table_args__ = (UniqueConstraint("leg_id", "organisation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    leg_id: int = Field(foreign_key="leg.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    first_name: str = Field(default="", max_length=100)
    last_name: str = Field(default="", max_length=100)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    job_title: str = Field(default="", max_length=120)
    language: str = Field(default="en", max_length=2)
    """In which their page speaks to them."""
    meets_at: MeetsAt = Field(default=MeetsAt.UNKNOWN, sa_type=checked(MeetsAt))
    address: str = Field(default="", max_length=300)
    door: str = Field(default="", max_length=300)
    """Floor, whom to ask for, where to park."""
    times: str = Field(default="", max_length=500)
    """When it suits them, in their words."""
    instead_first_name: str = Field(default="", max_length=100)
    """Who comes in the place of the contact, as their page says, until it is accepted; with the two below."""
    instead_last_name: str = Field(default="", max_length=100)
    instead_email: str = Field(default="", max_length=254)
    note: str = Field(default="", max_length=1000)
    """Read by organisers and the attaché only."""
    link_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address of their page."""
    merged_into_id: int | None = Field(default=None, foreign_key="counterpart.id", index=True)
    """The one of the same city in whose place it is no longer there: their organisations were merged."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    updated_by: str = Field(default="", max_length=201)

    @property
    def contact(self) -> str:
        """The name of whom to ask; empty while nobody is known."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def instead(self) -> str:
        """The name of who comes in the place of the contact; empty for nobody."""
        return f"{self.instead_first_name} {self.instead_last_name}".strip()


class Prospect(SQLModel, table=True):
    """A counterpart for one company: how far it has come, what comes next, and when."""

    __tablename__ = "prospect"
    __table_args__ = (UniqueConstraint("counterpart_id", "delegation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    counterpart_id: int = Field(foreign_key="counterpart.id", index=True)
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    stage: ProspectStage = Field(default=ProspectStage.FOUND, sa_type=checked(ProspectStage, "stage"))
    wanted_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the company said that it wants to meet them; without it nothing is agreed in its name."""
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the company took that back, with its wish or by a veto: it says itself that it wants to meet them again."""
    said_wants: bool | None = None
    """What the company has answered to the proposal; None while it has not, or has taken it back."""
    said_by: str = Field(default="", max_length=201)
    """The name of who answered, mostly one of its people."""
    said_at: datetime | None = Field(default=None, sa_type=Instant)
    asked_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the counterpart was asked: from then on its page shows the company."""
    refused_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the counterpart declined on its page: other refusals are not shown there."""
    reason: str = Field(default="", max_length=300)
    """Why it was declined."""
    call_asked_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the counterpart said on its page that it would rather have a call, outside the mission: a way to decline."""
    call_phone: str = Field(default="", max_length=40)
    call_email: str = Field(default="", max_length=254)
    call_when: str = Field(default="", max_length=300)
    """When a call suits them, in their words; the company reads it, with what they have given to reach them."""
    pitch: str = Field(default="", max_length=300)
    """Why the company would like to meet them, as the counterpart reads it."""
    pitch_language: str = Field(default="", max_length=2)
    """Of `pitch` (ISO 639-1); empty where nobody has said it."""
    next_step: str = Field(default="", max_length=200)
    due_on: date | None = None
    note: str = Field(default="", max_length=1000)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    changed_by: str = Field(default="", max_length=201)


class AttachePage(SQLModel, table=True):
    """The page without an account by which an attaché keeps the pipeline of one city."""

    __tablename__ = "attache_page"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    leg_id: int = Field(foreign_key="leg.id", index=True)
    name: str = Field(max_length=120)
    """Of the attaché: what they do stands in the history with it, and counterparts read it."""
    function: str = Field(default="", max_length=120)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    """Where they are told what counterparts of the city say; empty where they look at the page themselves."""
    language: str = Field(default="fr", max_length=2)
    link_epoch: int = Field(default_factory=first_epoch)
    """Of its secret address."""
    untold: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """What counterparts have said since the last mail: `kind`, `counterpart` and `prospect` (ids; none for all)."""
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the last such mail was written."""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    """When an organiser ended it: the address opens nothing from then on."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
