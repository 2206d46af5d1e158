"""Pessimistic locking of a delegation and its list, shared by the commands on wishes, vetoes and answers.

Colleagues share one list and may work on it at the same moment: every command first locks the row of their
delegation, so that ranks are always 1..n without gaps and a double click changes nothing twice.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, NotFound
from matchmaker.base.i18n import N_
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    Phase,
    Registration,
    Veto,
    Wish,
    is_enrolled,
)
from matchmaker.wishes.commands.kept import end_kept
from matchmaker.wishes.rules.refusals import shown_answer


def lock_delegation(session: Session, registration: Registration) -> Delegation:
    """Return the registration's delegation as it is now, locked until the end of the transaction.

    Raises `NotFound` if the delegation or the registration has withdrawn.
    """
    delegation = session.exec(
        select(Delegation)
        .where(Delegation.id == registration.delegation_id)
        .with_for_update(key_share=True)  # the other side may name it in a wish at the same moment
        .execution_options(populate_existing=True)
    ).one()
    if not is_enrolled(registration, delegation):
        raise NotFound(N_("Your organisation no longer takes part in this event."))
    return delegation


def list_wishes(session: Session, delegation: Delegation) -> list[Wish]:
    """Return a delegation's wishes in their order, fresh from the database."""
    return list(
        session.exec(
            select(Wish)
            .where(Wish.from_id == delegation.id)
            .order_by(col(Wish.rank), col(Wish.created_at), col(Wish.id))
            .execution_options(populate_existing=True)
        ).all()
    )


def find_veto(session: Session, delegation: Delegation, against_id: int) -> Veto | None:
    """Return the delegation's own veto against another one."""
    return session.exec(select(Veto).where(Veto.from_id == delegation.id, Veto.against_id == against_id)).first()


def set_answer(session: Session, wish: Wish, answer: Answer, by: Registration | None) -> None:
    """Make `answer` the one that counts for a wish, and what its author may see of it the one that is shown."""
    now = clock.now()
    still_open = answers_open(session.get_one(Event, wish.event_id), now)
    wish.shown = shown_answer(wish.shown, answer, answers_open=still_open)
    wish.answer = answer
    wish.answered_at = None if answer is Answer.NONE else now
    wish.answered_by_id = None if answer is Answer.NONE or by is None else by.id
    end_kept(session, wish.from_id, wish.to_id)


def wish_between(session: Session, from_id: int, to_id: int, *, lock: bool = False) -> Wish | None:
    """Return the wish of one delegation for another, fresh from the database; None without one.

    Lock it before it is answered: its author may take it off at this moment.
    """
    statement = select(Wish).where(Wish.from_id == from_id, Wish.to_id == to_id)
    statement = statement.with_for_update() if lock else statement
    return session.exec(statement.execution_options(populate_existing=True)).first()


def require_wishes_open(session: Session, delegation: Delegation) -> None:
    """Raise `Closed` after the deadline for wishes."""
    if not wishes_open(session.get_one(Event, delegation.event_id), clock.now()):
        raise Closed(N_("The time for wishes is over, so the list stays as it is."))


def require_event_open(session: Session, delegation: Delegation) -> None:
    """Raise `Closed` unless the event is open for changes by participants."""
    if session.get_one(Event, delegation.event_id).phase is not Phase.OPEN:
        raise Closed(N_("The event is closed for changes. Please write to the organisers."))


def other_delegation(session: Session, delegation: Delegation, other_id: int) -> Delegation:
    """Return another delegation of the same event; raises `NotFound`."""
    other = session.get(Delegation, other_id)
    if other is None or other.event_id != delegation.event_id or other.id == delegation.id:
        raise NotFound(N_("There is no such participant at this event."))
    return other


def renumber(wishes: Sequence[Wish]) -> None:
    """Give wishes the ranks 1..n in their order."""
    for rank, wish in enumerate(wishes, start=1):
        wish.rank = rank
