"""Receptions: guests of a programme item who are invited by mail, what they answer, and at which table they sit."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.models.base import Instant, checked, first_epoch


class GuestSays(StrEnum):
    """What a guest answers."""

    YES = "yes"
    NO = "no"


class GuestList(SQLModel, table=True):
    """The invitation to one programme item: room for how many, until when, and whether a guest may bring somebody."""

    __tablename__ = "guest_list"
    __table_args__ = (CheckConstraint("capacity > 0", name="capacity"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    item_id: int = Field(foreign_key="programme_item.id", unique=True)
    capacity: int | None = None
    """Guests with those whom they bring; none for no limit."""
    answers_until: date | None = None
    """Last day on which answers are taken; none until the item begins."""
    may_bring: bool = Field(default=False)
    """Whether each guest may bring one person."""
    texts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What the mail and the page say of it, by language code: dress code, who hosts."""

    def words(self, language: str, main: str) -> str:
        """Return what is said in a language, else in the main one of the event, else in the first that has a text."""
        return self.texts.get(language) or self.texts.get(main) or next(iter(self.texts.values()), "")


class GuestTable(SQLModel, table=True):
    """A table at which guests of a list sit."""

    __tablename__ = "guest_table"
    __table_args__ = (UniqueConstraint("list_id", "name"), CheckConstraint("seats > 0", name="seats"))

    id: int | None = Field(default=None, primary_key=True)
    list_id: int = Field(foreign_key="guest_list.id", index=True)
    name: str = Field(max_length=60)
    seats: int


class Guest(SQLModel, table=True):
    """One guest of a list: somebody who takes part in the event, or from outside with a name and an address."""

    __tablename__ = "guest"
    __table_args__ = (
        UniqueConstraint("list_id", "registration_id"),
        UniqueConstraint("list_id", "email_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    list_id: int = Field(foreign_key="guest_list.id", index=True)
    registration_id: int | None = Field(default=None, foreign_key="registration.id", index=True)
    name: str = Field(max_length=201)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254)
    organisation: str = Field(default="", max_length=200)
    language: str = Field(default="en", max_length=2)
    link_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address of the answer."""
    invited_at: datetime | None = Field(default=None, sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    """When an organiser took the invitation back: the address opens nothing from then on."""
    says: GuestSays | None = Field(default=None, sa_type=checked(GuestSays))
    brings: bool = Field(default=False)
    brings_whom: str = Field(default="", max_length=120)
    diet: str = Field(default="", max_length=200)
    table_id: int | None = Field(default=None, foreign_key="guest_table.id", index=True)
    knows_from: datetime | None = Field(default=None, sa_type=Instant)
    """When it begins as the last mail to them said; none before the first."""
    knows_until: datetime | None = Field(default=None, sa_type=Instant)
    knows_place: str = Field(default="", max_length=600)
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When they were written to last about another time or place than before."""
    sequence: int = Field(default=0)
    """Of the calendar entry: raised each time."""

    @property
    def seats(self) -> int:
        """How many come with this answer."""
        return (2 if self.brings else 1) if self.says is GuestSays.YES else 0
