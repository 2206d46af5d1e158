"""How the wishes of a delegation stand in the eyes of its people."""

from sqlalchemy import and_, case, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Agreement,
    Answer,
    Delegation,
    Event,
    Organisation,
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
        self.made: list[tuple[Wish, Delegation, Organisation]] = []
        """With the other side, by rank."""
        self.received: dict[int, Wish] = {}
        """From those who take part, by sender."""
        self.approved: set[int] = set()
        """Those with whom an organiser wants a meeting, of the other sides of these wishes."""
        for wish, other, organisation, decided in session.exec(_wishes_of(row_id(delegation))):
            if wish.from_id == delegation.id:
                self.made.append((wish, other, organisation))
            elif not other.withdrawn:
                self.received[wish.from_id] = wish
            if decided:
                self.approved.add(row_id(other))

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
            return (live & self.approved) - self.vetoed.keys()
        return {
            sender
            for sender, wish in self.received.items()
            if sender not in self.vetoed
            and (wish.answer in CONSENTS or (self.agreement is Agreement.ONE_SIDE and wish.answer is not Answer.NO))
        }


def _wishes_of(delegation_id: int) -> Select[Wish, Delegation, Organisation, bool]:
    """Return the statement of all wishes made and received, each with its other side and the organiser's word."""
    sender, target = col(Wish.from_id), col(Wish.to_id)
    ours = sender == delegation_id
    return (
        select(Wish, Delegation, Organisation, or_(col(PairDecision.approved), col(PairDecision.required)))
        .join(Delegation, col(Delegation.id) == case((ours, target), else_=sender))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(
            PairDecision,
            and_(
                col(PairDecision.low_id) == case((sender < target, sender), else_=target),
                col(PairDecision.high_id) == case((sender < target, target), else_=sender),
            ),
            isouter=True,
        )
        .where(or_(col(Wish.from_id) == delegation_id, col(Wish.to_id) == delegation_id))
        .order_by(col(Wish.rank), col(Wish.created_at), col(Wish.id))
    )


def own_vetoes(session: Session, delegation_id: int) -> dict[int, str]:
    """Return the delegations that this one asked never to meet, with their names and in the order of these."""
    rows = session.exec(
        select(Veto.against_id, Organisation.name)
        .join(Delegation, col(Delegation.id) == col(Veto.against_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Veto.from_id == delegation_id)
        .order_by(col(Organisation.name_key))
    ).all()
    return dict(rows)


def count_agreed_meetings(session: Session, delegation_id: int) -> int:
    """Return with how many delegations a meeting is agreed, as far as the delegation may know."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    states = WishStates(session, delegation, event)
    agreed = {wish.to_id for wish, other, _ in states.made if states.state(wish, other).agreed}
    return len(agreed | states.granted())
