"""Journals: the rows that an import or a change of the structure has written, before and after, to undo it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, empty_list


class ImportBatch(SQLModel, table=True):
    """One import that has changed something, and whether it was undone."""

    __tablename__ = "import_batch"
    __table_args__ = (CheckConstraint("(event_id IS NULL) <> (community_id IS NULL)", name="one_owner"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", index=True)
    community_id: int | None = Field(default=None, foreign_key="community.id", index=True)
    """Of a list of its members."""
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


class StructureAct(StrEnum):
    """What of the structure was changed; `matchmaker/journal/words.py` has the sentences."""

    ADD_BLOCK = "add_block"
    CHANGE_BLOCK = "change_block"
    REMOVE_BLOCK = "remove_block"
    CLOSE_BLOCK = "close_block"
    SLOT_LENGTH = "slot_length"
    ADD_PLACES = "add_places"
    CHANGE_PLACE = "change_place"
    CLOSE_PLACE = "close_place"
    OPEN_PLACE = "open_place"
    REMOVE_PLACE = "remove_place"
    ADD_ITEM = "add_item"
    CHANGE_ITEM = "change_item"
    REMOVE_ITEM = "remove_item"
    CHANGE_CATEGORY = "change_category"
    CHANGE_AGREEMENT = "change_agreement"
    SET_CATEGORIES = "set_categories"
    """Several organisations put into one category."""
    FOLLOW_TIERS = "follow_tiers"
    """Categories by the membership of the day."""
    CHANGE_PLAN = "change_plan"
    """Where tables stand."""
    MOVE_EVENT = "move_event"
    """To another day or other hours, as a whole."""
    CHANGE_EXCLUSIONS = "change_exclusions"
    """Which categories may wish for which."""
    ADD_RULE = "add_rule"
    """For particular people."""
    REMOVE_RULE = "remove_rule"
    ADD_LEG = "add_leg"
    """A city of a mission."""
    CHANGE_LEG = "change_leg"
    REMOVE_LEG = "remove_leg"
    LEG_MEMBERS = "leg_members"
    """Who goes along to which city."""
    ADD_OFFICE = "add_office"
    """Of a counterpart, with the hours at which it receives."""
    CHANGE_TRAVEL = "change_travel"
    """Minutes between two places."""
    CHANGE_ALONG = "change_along"
    """Who comes along to meetings: languages of an interpreter, who joins a pair."""


class StructureChange(SQLModel, table=True):
    """One change of an event's structure, with the rows that it has written; deleted with the right to undo it."""

    __tablename__ = "structure_change"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    act: StructureAct = Field(sa_type=checked(StructureAct))
    about: str = Field(max_length=200)
    """What was changed, as it is called in the language of the one who did it: "T15, 09:00", "Morning"."""
    parts: list[Any] = Field(default_factory=empty_list, sa_type=JSON)
    """The same for readers of every language, as `matchmaker/journal/words.py` reads it; none if `about` is that."""
    actor: str = Field(max_length=120)
    images: list[dict[str, Any]] = Field(default_factory=empty_list, sa_type=JSON)
    """For each row: `table`, `id`, `before` (None for a new row) and `after` (None for a deleted one)."""
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def what(self) -> str | list[Any]:
        """What was changed, for readers of every language."""
        return self.parts or self.about
