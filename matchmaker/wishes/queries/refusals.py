"""Who has said no to whom: in the answer to a wish, or to an earlier one that is off its list."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.models import Answer, KeptAnswer, Wish


def refused(from_id: Any, to_id: Any) -> ColumnElement[bool]:
    """Return the condition that the delegation `to_id` has said no to `from_id`; each is an id or a column."""
    wish, earlier = aliased(Wish), aliased(KeptAnswer)
    asks = (col(wish.from_id) == from_id, col(wish.to_id) == to_id)
    noted = exists().where(
        col(earlier.from_id) == from_id, col(earlier.to_id) == to_id, col(earlier.answer) == Answer.NO
    )
    return or_(exists().where(*asks, col(wish.answer) == Answer.NO), and_(noted, ~exists().where(*asks)))


def refused_in_person(session: Session, from_id: int, to_id: int) -> bool:
    """Tell whether one of the people of `to_id` has said no to `from_id` themselves, and it still stands."""
    wish = select(Wish.answer, Wish.answered_by_id).where(Wish.from_id == from_id, Wish.to_id == to_id)
    kept = select(KeptAnswer.answer, KeptAnswer.answered_by_id).where(
        KeptAnswer.from_id == from_id, KeptAnswer.to_id == to_id
    )
    answer, by = session.exec(wish).first() or session.exec(kept).first() or (Answer.NONE, None)
    return answer is Answer.NO and by is not None


def find_kept(session: Session, from_id: int, to_id: int) -> KeptAnswer | None:
    """Return what `to_id` said to an earlier wish of `from_id`, as it is now."""
    statement = select(KeptAnswer).where(KeptAnswer.from_id == from_id, KeptAnswer.to_id == to_id)
    return session.exec(statement.execution_options(populate_existing=True)).first()
