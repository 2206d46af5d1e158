"""What delegations ask of each other: wishes with their answers, vetoes, and the organiser's decisions on pairs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class Strength(StrEnum):
    MUST = "must"
    WANT = "want"
    OPEN = "open"


class Answer(StrEnum):
    """What the other side said to a wish; the one who wished sees `Wish.shown` alone."""

    NONE = "none"
    YES = "yes"
    IF_ROOM = "if_room"
    NO = "no"


class Wish(SQLModel, table=True):
    """A delegation wants to meet another one, or a named person there."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("from_id <> to_id", name="not_oneself"),
        CheckConstraint("rank > 0", name="rank"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    from_id: int = Field(foreign_key="delegation.id", index=True)
    to_id: int = Field(foreign_key="delegation.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="registration.id")
    """The registration asked for by name, of the delegation wished for."""
    or_colleague: bool = Field(default=True)
    """Whether a colleague of the named person will do."""
    strength: Strength = Field(default=Strength.WANT, sa_type=checked(Strength))
    rank: int = Field(default=1)
    why: str = Field(default="", max_length=200)
    answer: Answer = Field(default=Answer.NONE, sa_type=checked(Answer))
    shown: Answer = Field(default=Answer.NONE, sa_type=checked(Answer, "shown"))
    """What the one who wished sees of the answer: `matchmaker.wishes.rules.refusals`."""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by_id: int | None = Field(default=None, foreign_key="registration.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    created_by_id: int | None = Field(default=None, foreign_key="registration.id")


class KeptAnswer(SQLModel, table=True):
    """The answer to a wish that is off its author's list: a "no" counts again once the wish is made again.

    A yes counts again only if the wish is put back, by the undo. While the wish is there its own `answer` counts, and
    this row says nothing.
    """

    __tablename__ = "kept_answer"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("from_id <> to_id", name="not_oneself"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    from_id: int = Field(foreign_key="delegation.id", index=True)
    """Whose wish is answered."""
    to_id: int = Field(foreign_key="delegation.id", index=True)
    """Who answered."""
    answer: Answer = Field(sa_type=checked(Answer))
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by_id: int | None = Field(default=None, foreign_key="registration.id")


class Veto(SQLModel, table=True):
    """ "Not with them": private, wins over everything, never shown to the other side."""

    __tablename__ = "veto"
    __table_args__ = (
        UniqueConstraint("from_id", "against_id"),
        CheckConstraint("from_id <> against_id", name="not_oneself"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    from_id: int = Field(foreign_key="delegation.id", index=True)
    against_id: int = Field(foreign_key="delegation.id", index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class PairDecision(SQLModel, table=True):
    """What the organiser decided for a pair of delegations (`low_id` < `high_id`)."""

    __tablename__ = "pair_decision"
    __table_args__ = (UniqueConstraint("low_id", "high_id"), CheckConstraint("low_id < high_id", name="ordered"))

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    low_id: int = Field(foreign_key="delegation.id")
    high_id: int = Field(foreign_key="delegation.id")
    approved: bool = Field(default=False)
    interpreter: bool | None = Field(default=None)
    """Whether an interpreter comes to their meeting; None where their languages decide."""


class Companion(SQLModel, table=True):
    """Somebody of neither side who joins the meeting of a pair by name: the head of delegation, an official."""

    __tablename__ = "companion"
    __table_args__ = (
        UniqueConstraint("low_id", "high_id", "registration_id"),
        CheckConstraint("low_id < high_id", name="ordered"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    low_id: int = Field(foreign_key="delegation.id", index=True)
    high_id: int = Field(foreign_key="delegation.id", index=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
