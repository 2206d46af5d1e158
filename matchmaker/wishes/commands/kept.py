"""An answer outlives the wish that it answers: it is the word of the one who gave it (decision 41).

While a wish is there, its own answer counts; what it was is kept by pair when the wish is taken off its list. A "no" is
the answer again once the same delegation asks the same one anew, a yes only if the wish is put back.
"""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.models import Answer, KeptAnswer, Registration, Veto, Wish, row_id
from matchmaker.wishes.commands.approaches import leave_approaches
from matchmaker.wishes.queries.refusals import find_kept
from matchmaker.wishes.rules.agreement import CONSENTS


def take_off(session: Session, wish: Wish) -> None:
    """Delete a wish, but for the answer that it got; what is noted of approaching its receiver follows."""
    leave_approaches(session, wish.from_id, wish.to_id)
    end_kept(session, wish.from_id, wish.to_id)
    if wish.answer is not Answer.NONE:
        session.add(_kept(wish, wish.answer))
    session.delete(wish)


def keep_answer(session: Session, wish: Wish, answer: Answer, by: Registration) -> None:
    """Keep what is said to a wish that is off its list, in place of what was said before."""
    kept = find_kept(session, wish.from_id, wish.to_id) or _kept(wish, answer)
    kept.answer, kept.answered_at, kept.answered_by_id = answer, clock.now(), row_id(by)
    session.add(kept)


def refuse_again(session: Session, wish: Wish) -> None:
    """Give a wish that was just made the "no" that an earlier one between the two got; its author sees none of it."""
    kept = find_kept(session, wish.from_id, wish.to_id)
    if kept is not None and kept.answer is Answer.NO:
        wish.answer, wish.answered_at, wish.answered_by_id = kept.answer, kept.answered_at, kept.answered_by_id


def consent_again(session: Session, wish: Wish) -> None:
    """Give a wish that is put back the yes that it had, unless its giver took it back or gave a veto meanwhile."""
    kept = find_kept(session, wish.from_id, wish.to_id)
    vetoes = select(Veto.id).where(Veto.from_id == wish.to_id, Veto.against_id == wish.from_id)
    if kept is not None and wish.answer is Answer.NONE and session.exec(vetoes).first() is None:
        wish.answer, wish.answered_at, wish.answered_by_id = kept.answer, kept.answered_at, kept.answered_by_id
        session.delete(kept)


def end_kept(session: Session, from_id: int, to_id: int) -> None:
    """Forget what `to_id` said to what `from_id` asked earlier: it has said something else since."""
    session.execute(delete(KeptAnswer).where(col(KeptAnswer.from_id) == from_id, col(KeptAnswer.to_id) == to_id))


def end_consent(session: Session, from_id: int, to_id: int) -> None:
    """Forget the yes of `to_id` to what `from_id` asked earlier; a "no" stays."""
    pair = (col(KeptAnswer.from_id) == from_id, col(KeptAnswer.to_id) == to_id)
    session.execute(delete(KeptAnswer).where(*pair, col(KeptAnswer.answer).in_(CONSENTS)))


def _kept(wish: Wish, answer: Answer) -> KeptAnswer:
    return KeptAnswer(
        event_id=wish.event_id,
        from_id=wish.from_id,
        to_id=wish.to_id,
        answer=answer,
        answered_at=wish.answered_at,
        answered_by_id=wish.answered_by_id,
    )
