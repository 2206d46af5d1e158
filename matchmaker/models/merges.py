"""Duplicates of a community: what was merged, with the rows that it has written, and what is known to be two."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, empty_list


class MergeKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Merge(SQLModel, table=True):
    """One person or organisation that was merged into another; deleted with the right to undo it."""

    __tablename__ = "merge"

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    kind: MergeKind = Field(sa_type=checked(MergeKind))
    kept_id: int
    """Of the person or the organisation."""
    merged_id: int
    kept_name: str = Field(max_length=201)
    merged_name: str = Field(max_length=201)
    """As they were called before."""
    actor: str = Field(max_length=120)
    changes: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """In their order: `table`, `id`, `before` and `after`; of a row that was changed, the columns that were, and those
    that tell it from another row."""
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)


class DistinctPeople(SQLModel, table=True):
    """Two people who look like one and are two: they are not suggested again."""

    __tablename__ = "distinct_people"
    __table_args__ = (UniqueConstraint("low_id", "high_id"), CheckConstraint("low_id < high_id", name="ordered"))

    id: int | None = Field(default=None, primary_key=True)
    low_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    high_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    actor: str = Field(default="", max_length=120)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class DistinctOrganisations(SQLModel, table=True):
    """Two organisations that look like one and are two: they are not suggested again."""

    __tablename__ = "distinct_organisations"
    __table_args__ = (UniqueConstraint("low_id", "high_id"), CheckConstraint("low_id < high_id", name="ordered"))

    id: int | None = Field(default=None, primary_key=True)
    low_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    high_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    actor: str = Field(default="", max_length=120)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)
