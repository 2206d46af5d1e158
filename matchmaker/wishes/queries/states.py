"""How wishes stand in the eyes of the one who wished.

To the one who wished, a "no", a veto and silence read the same: nothing here tells them apart.
"""

from enum import StrEnum

from sqlmodel import Session, col, or_, select

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


class WishState(StrEnum):
    """How a wish stands, in the eyes of the one who wished."""

    MUTUAL = "mutual"
    """They wish it too, or said yes."""
    IF_ROOM = "if_room"
    """They said "if there is room"."""
    APPROVED = "approved"
    """The organiser decides, and said yes."""
    ENOUGH = "enough"
    """One side is enough at this event, so nothing is missing."""
    WAITING = "waiting"
    TO_DECIDE = "to_decide"
    """The organiser decides, and has not yet said yes."""
    GONE = "gone"
    """They no longer take part."""

    @property
    def agreed(self) -> bool:
        return self in {WishState.MUTUAL, WishState.IF_ROOM, WishState.APPROVED, WishState.ENOUGH}


class WishStates:
    """How the wishes of one delegation stand, from what its people may know; loaded at once."""

    def __init__(self, session: Session, delegation: Delegation, event: Event) -> None:
        self.delegation = delegation
        self.agreement = event.agreement
        self.vetoed = vetoed_sides(session, row_id(delegation))
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
        silent = wish.to_id in self.vetoed or wish.answer is Answer.NO
        if self.agreement is Agreement.ORGANISER:
            return WishState.APPROVED if wish.to_id in self.approved and not silent else WishState.TO_DECIDE
        if not silent:
            theirs = self.received.get(wish.to_id)
            if wish.answer is Answer.YES or (theirs is not None and theirs.answer is not Answer.NO):
                return WishState.MUTUAL
            if wish.answer is Answer.IF_ROOM:
                return WishState.IF_ROOM
        return WishState.ENOUGH if self.agreement is Agreement.ONE_SIDE else WishState.WAITING

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


def vetoed_sides(session: Session, delegation_id: int) -> set[int]:
    """Return the other sides of vetoes of either side; never to be shown."""
    rows = session.exec(
        select(Veto).where(or_(col(Veto.from_id) == delegation_id, col(Veto.against_id) == delegation_id))
    ).all()
    return {veto.against_id if veto.from_id == delegation_id else veto.from_id for veto in rows}


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
