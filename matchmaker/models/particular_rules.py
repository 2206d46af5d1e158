"""Rules that an organiser sets for particular people: hard but for one, each a sentence, none seen by participants."""

from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class RuleKind(StrEnum):
    """What a rule asks; `matchmaker/scheduling/rules/particular.py` says what each means."""

    REQUIRED = "required"
    """The two meet before anything else is planned, once they agree."""
    FORBIDDEN = "forbidden"
    """The two never meet."""
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    """No meeting of a person, or of anybody of an organisation, before or after a time of each day."""
    TABLE = "table"
    """All meetings of an organisation, or the one of a pair, are at one place."""
    LANGUAGE = "language"
    """People meet for an organisation, or for a pair, only in a language that both speak."""
    LANGUAGE_PREFERRED = "language_preferred"
    """The same as a preference: a bonus, and a choice of who goes."""
    ORDER = "order"
    """An organisation meets one before another."""
    TOGETHER = "together"
    """An organisation sends two people to all its meetings, or to the one of a pair."""
    INTERPRETER = "interpreter"
    """The meeting of a pair needs an interpreter; those of an organisation where no language is shared."""


class ParticularRule(SQLModel, table=True):
    """A hard rule for an organisation, a person of it, or a pair of organisations."""

    __tablename__ = "particular_rule"
    __table_args__ = (
        CheckConstraint("delegation_id <> other_id", name="not_oneself"),
        CheckConstraint("other_id <> then_id", name="two_meetings"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    kind: RuleKind = Field(sa_type=checked(RuleKind))
    delegation_id: int = Field(foreign_key="delegation.id", index=True)
    other_id: int | None = Field(default=None, foreign_key="delegation.id", index=True)
    """The other side of a pair; of an order the one whom they meet first."""
    then_id: int | None = Field(default=None, foreign_key="delegation.id")
    """Of an order: the one whom they meet afterwards."""
    registration_id: int | None = Field(default=None, foreign_key="registration.id")
    """The person of the delegation whose times it limits; None for all of them."""
    place_id: int | None = Field(default=None, foreign_key="place.id")
    wall: time | None = Field(default=None)
    """A time of each day at the venue."""
    note: str = Field(default="", max_length=200)
    edit_id: int | None = Field(default=None, foreign_key="draft_edit.id", index=True)
    """The removal from the draft that made it: the rule holds while that edit does."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    created_by: str = Field(default="", max_length=120)
    """The name of the organiser."""
