"""Papers that are made in the background and kept, and what organisers write for the booklet."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.background import BackgroundSearch
from matchmaker.models.base import Instant, checked


class PaperKind(StrEnum):
    BOOKLET = "booklet"
    """For everybody at the event."""
    PROGRAMMES = "programmes"
    """The personal programmes of all, one after the other."""


class MadePaper(BackgroundSearch, table=True):
    """A paper of an event, in one language: its making, and the last file that was made."""

    __tablename__ = "made_paper"
    __table_args__ = (UniqueConstraint("event_id", "kind", "language"),)
    longest = timedelta(minutes=15)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    kind: PaperKind = Field(sa_type=checked(PaperKind))
    language: str = Field(max_length=2)
    """Empty for programmes: each is in the language of its reader."""
    done: int = Field(default=0)
    """People or organisations that are gathered, of `total`."""
    total: int = Field(default=0)
    file_release: int | None = None
    """Number of the release that the file was made from; none while there is no file."""
    file_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was made."""


class PaperFile(SQLModel, table=True):
    """The bytes of a paper, apart from its row so that lists do not load them."""

    __tablename__ = "paper_file"

    paper_id: int = Field(foreign_key="made_paper.id", primary_key=True, ondelete="CASCADE")
    data: bytes


class BookletTexts(SQLModel, table=True):
    """What organisers write for the booklet, by language code; without a row nothing."""

    __tablename__ = "booklet_texts"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    welcome: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    partners: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    practical: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
