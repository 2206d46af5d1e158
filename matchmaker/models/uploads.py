"""Files uploaded for an import, kept between preview and application, and what was set for their columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel
from ulid import ULID

from matchmaker.base import clock
from matchmaker.models.base import Instant


class ImportUpload(SQLModel, table=True):
    """An uploaded file that one member of the staff is looking at as a preview; thrown away after an hour."""

    __tablename__ = "import_upload"
    __table_args__ = (CheckConstraint("(event_id IS NULL) <> (community_id IS NULL)", name="one_owner"),)

    id: str = Field(default_factory=lambda: str(ULID()), max_length=26, primary_key=True)
    """Never used again, as a number could be: an old preview must not apply a newer file."""
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    community_id: int | None = Field(default=None, foreign_key="community.id", index=True)
    """Of a list of its members."""
    staff_id: int = Field(foreign_key="staff.id", index=True)
    kind: str = Field(max_length=20)
    filename: str = Field(max_length=200)
    data: bytes
    sheet: str = Field(default="", max_length=200)
    """Of a workbook, if somebody has chosen one."""
    mapping: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What was set for its columns, as in `matchmaker.imports.mapping`, so that what is applied is what was shown."""
    words: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    """What its words mean that are no tags, as in `matchmaker.imports.tag_words.Meanings`."""
    amendments: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What was said in the preview beside the file: `matchmaker.imports.amendments`."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    applied_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was applied: nothing is left of its content, and who sends it again is told."""


class ImportWord(SQLModel, table=True):
    """What a community means by a word that is none of our tags."""

    __tablename__ = "import_word"
    __table_args__ = (UniqueConstraint("community_id", "tags", "word"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    tags: str = Field(max_length=20)
    """The kind of tag: sector or need."""
    word: str = Field(max_length=200)
    """Folded, see `matchmaker.imports.tag_words.word_key`."""
    meaning: str = Field(max_length=60)
    """As in `matchmaker.imports.tag_words.Meanings`."""
    set_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class ImportColumn(SQLModel, table=True):
    """What somebody of a community has set for columns with a header."""

    __tablename__ = "import_column"
    __table_args__ = (UniqueConstraint("community_id", "kind", "header"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    kind: str = Field(max_length=20)
    header: str = Field(max_length=210)
    """Folded, see `matchmaker.imports.mapping.header_keys`."""
    name: str = Field(max_length=40)
    """Of our column; empty for one that is left out."""
    set_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class ImportConstant(SQLModel, table=True):
    """What somebody of a community has last said for all lines of a file."""

    __tablename__ = "import_constant"
    __table_args__ = (UniqueConstraint("community_id", "kind", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    kind: str = Field(max_length=20)
    name: str = Field(max_length=40)
    """Of our column."""
    value: str = Field(max_length=100)
    set_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
