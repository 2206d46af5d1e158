"""Pessimistic locking of delegations and their lists, shared by the commands on wishes, vetoes and answers.

Colleagues share one list and may work on it at the same moment: every command first locks the row of their
delegation, so that ranks are always 1..n without gaps and a double click changes nothing twice. What is said between
two delegations (a wish, its answer, a veto) locks both rows, in order of their ids: two who speak at the same moment
are heard one after the other, and never wait for each other (deadlock).
"""

from collections.abc import Iterable, Mapping, Sequence

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
    row_id,
)
from matchmaker.wishes.commands.kept import end_kept
from matchmaker.wishes.queries.others import our_side
from matchmaker.wishes.rules.refusals import shown_answer


def lock_delegation(session: Session, registration: Registration, other_id: int | None = None) -> Delegation:
    """Return the registration's delegation as it is now, locked until the end of the transaction.

    `other_id` is locked as well: the one to whom something is said. Raises `NotFound` if the delegation or the
    registration has withdrawn.
    """
    own = registration.delegation_id
    delegation = lock_sides(session, {own} if other_id is None else {own, other_id}).get(own)
    if delegation is None or not is_enrolled(registration, delegation):
        raise NotFound(N_("Your organisation no longer takes part in this event."))
    return delegation


def lock_sides(session: Session, numbers: Iterable[int]) -> Mapping[int, Delegation]:
    """Lock delegations in order of their ids, and return them as they are now, by id; unknown ids are left out."""
    rows = session.exec(
        select(Delegation)
        .where(col(Delegation.id).in_(set(numbers)))
        .order_by(col(Delegation.id))
        .with_for_update(key_share=True)  # a row that names one of them, such as a wish, may be written meanwhile
        .execution_options(populate_existing=True)
    )
    return {row_id(row): row for row in rows}


def lock_all_sides(session: Session, event_id: int, *, anew: bool = True) -> None:
    """Lock all delegations of an event, before the first write of what says something between many of them.

    An import or the change desk that took one pair after another could wait for somebody who waits for it. All that
    the session has read is read `anew`: it may have changed during the wait.
    """
    session.flush()
    if anew:
        session.expire_all()
    numbers = select(Delegation.id).where(Delegation.event_id == event_id).order_by(col(Delegation.id))
    session.exec(numbers.with_for_update(key_share=True)).all()


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


def wish_between(session: Session, from_id: int, to_id: int) -> Wish | None:
    """Return the wish of one delegation for another, fresh from the database; None without one."""
    statement = select(Wish).where(Wish.from_id == from_id, Wish.to_id == to_id)
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


def require_seen(session: Session, delegation: Delegation, other_id: int) -> None:
    """Raise `NotFound` for a delegation that this one does not see in the directory: its name is not to be guessed."""
    if our_side(session, row_id(delegation)).find(other_id) is None:
        raise NotFound(N_("There is no such participant at this event."))


def renumber(wishes: Sequence[Wish]) -> None:
    """Give wishes the ranks 1..n in their order."""
    for rank, wish in enumerate(wishes, start=1):
        wish.rank = rank
