"""How the wishes of a delegation stand in the eyes of its people."""

from sqlmodel import Session, col, or_, select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Agreement,
    Answer,
    Delegation,
    Event,
    PairDecision,
    Veto,
    Wish,
    row_id,
)
from matchmaker.wishes.rules.agreement import CONSENTS
from matchmaker.wishes.rules.states import WishState, wish_state


class WishStates:
    """How the wishes of one delegation stand, from what its people may know; loaded at once."""

    def __init__(self, session: Session, delegation: Delegation, event: Event) -> None:
        self.delegation = delegation
        self.agreement = event.agreement
        self.answers_open = answers_open(event, clock.now())
        self.vetoed = own_vetoes(session, row_id(delegation))
        theirs = session.exec(
            select(Wish, Delegation)
            .join(Delegation, col(Delegation.id) == col(Wish.from_id))
            .where(Wish.to_id == delegation.id, ~Delegation.withdrawn)
        ).all()
        self.received = {wish.from_id: wish for wish, _ in theirs}
        decisions = session.exec(
            select(PairDecision).where(
                or_(col(PairDecision.low_id) == delegation.id, col(PairDecision.high_id) == delegation.id),
            )
        ).all()
        self.approved = {
            decision.high_id if decision.low_id == delegation.id else decision.low_id
            for decision in decisions
            if decision.approved or decision.required
        }

    def state(self, wish: Wish, other: Delegation) -> WishState:
        if other.withdrawn:
            return WishState.GONE
        if wish.to_id in self.vetoed:
            return WishState.NEVER
        return wish_state(
            self.agreement,
            wish,
            self.received.get(wish.to_id),
            approved=wish.to_id in self.approved,
            answers_open=self.answers_open,
        )

    def granted(self) -> set[int]:
        """Return the senders of received wishes that nothing keeps from a meeting on our side."""
        if self.agreement is Agreement.ORGANISER:
            live = {sender for sender, wish in self.received.items() if wish.answer is not Answer.NO}
            return (live & self.approved) - self.vetoed
        return {
            sender
            for sender, wish in self.received.items()
            if sender not in self.vetoed
            and (wish.answer in CONSENTS or (self.agreement is Agreement.ONE_SIDE and wish.answer is not Answer.NO))
        }


def own_vetoes(session: Session, delegation_id: int) -> set[int]:
    """Return the delegations that this one asked never to meet."""
    return set(session.exec(select(Veto.against_id).where(Veto.from_id == delegation_id)).all())


def count_agreed_meetings(session: Session, delegation_id: int) -> int:
    """Return with how many delegations a meeting is agreed, as far as the delegation may know."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    states = WishStates(session, delegation, event)
    wished = session.exec(
        select(Wish, Delegation)
        .join(Delegation, col(Delegation.id) == col(Wish.to_id))
        .where(Wish.from_id == delegation_id)
    ).all()
    agreed = {wish.to_id for wish, other in wished if states.state(wish, other).agreed}
    return len(agreed | states.granted())
