"""A "no" outlives the wish that it answers: it is the word of the one who gave it (decision 41).

While a wish is there, its own answer counts; what it was is noted when the wish is taken off its list, and is the
answer again once the same delegation asks the same one anew.
"""

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.models import Answer, KeptRefusal, Wish
from matchmaker.wishes.queries.refusals import find_refusal


def take_off(session: Session, wish: Wish) -> None:
    """Delete a wish, but for the "no" that it got."""
    session.refresh(wish, with_for_update=True)  # who answers it at this moment is heard
    end_refusal(session, wish.from_id, wish.to_id)
    if wish.answer is Answer.NO:
        session.add(
            KeptRefusal(
                event_id=wish.event_id,
                from_id=wish.from_id,
                to_id=wish.to_id,
                answered_at=wish.answered_at,
                answered_by_id=wish.answered_by_id,
            )
        )
    session.delete(wish)


def refuse_again(session: Session, wish: Wish) -> None:
    """Give a wish that was just made the "no" that an earlier one between the two got; its author sees none of it."""
    refusal = find_refusal(session, wish.from_id, wish.to_id)
    if refusal is not None:
        wish.answer = Answer.NO
        wish.answered_at, wish.answered_by_id = refusal.answered_at, refusal.answered_by_id


def end_refusal(session: Session, from_id: int, to_id: int) -> None:
    """Forget the "no" of `to_id` to what `from_id` asked earlier: it has said something else since."""
    session.execute(delete(KeptRefusal).where(col(KeptRefusal.from_id) == from_id, col(KeptRefusal.to_id) == to_id))
