"""Whom a change of the dates of an event concerns."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlmodel import Session, col

from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Event,
    Message,
    MessageState,
    Registration,
    Release,
    Wish,
    enrolled,
    row_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """How many an event's deadlines concern."""

    without_wishes: int
    """Organisations that have meetings and have wished for nobody, those too whose people have not accepted yet."""
    unanswered: int
    """Wishes without an answer."""
    mailed: int
    """People who have had a mail, which may have named a deadline."""
    release: int
    """Number of the last release; 0 for none."""


def read_concerned(session: Session, event: Event) -> Concerned:
    """Return whom the deadlines of an event concern; one query, whatever its size."""
    event_id = row_id(event)
    with_people = exists().where(col(Registration.delegation_id) == col(Delegation.id), enrolled())
    with_wishes = exists().where(col(Wish.from_id) == col(Delegation.id))

    silent = (
        select(func.count())
        .select_from(Delegation)
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            col(Delegation.event_id) == event_id,
            ~Delegation.withdrawn,
            col(Category.has_meetings).is_(True),
            with_people,
            ~with_wishes,
        )
    )
    numbers = {
        "without_wishes": silent.scalar_subquery(),
        "unanswered": select(func.count())
        .where(col(Wish.event_id) == event_id, col(Wish.answer) == Answer.NONE)
        .scalar_subquery(),
        "mailed": select(func.count(col(Registration.id)))
        .where(
            col(Registration.event_id) == event_id,
            enrolled(),
            exists().where(
                col(Message.registration_id) == col(Registration.id), col(Message.state) == MessageState.SENT
            ),
        )
        .scalar_subquery(),
        "release": select(func.coalesce(func.max(Release.number), 0))
        .where(col(Release.event_id) == event_id)
        .scalar_subquery(),
    }
    row = session.execute(select(*(number.label(name) for name, number in numbers.items()))).one()
    return Concerned(**dict(zip(numbers, row, strict=True)))
