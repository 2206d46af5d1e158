"""The journal of an import: the rows that it has written, as they were before and after, so that it can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant


class ImportBatch(SQLModel, table=True):
    """One import that has changed something, and whether it was undone."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    kind: str = Field(max_length=20)
    actor: str = Field(max_length=120)
    new: int = Field(default=0)
    """Lines of the file."""
    changed: int = Field(default=0)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)


class RowImage(SQLModel, table=True):
    """A row that an import has written, as JSON; private as its table is, and deleted with the right to undo."""

    __tablename__ = "row_image"
    __table_args__ = (UniqueConstraint("batch_id", "table_name", "row_id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id")
    table_name: str = Field(max_length=40)
    row_id: int
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """None for a row that the import has made."""
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """None for a row that it has deleted."""
