"""How the wishes of a delegation stand in the eyes of its people."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, case, exists, false, func, not_, or_, select
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.reading import ask, read_rows
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Agreement,
    Answer,
    Delegation,
    Event,
    Organisation,
    PairDecision,
    ParticularRule,
    RuleKind,
    Veto,
    Wish,
    row_id,
)
from matchmaker.wishes.queries.exclusions import category_of, excluded
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.rules.agreement import CONSENTS
from matchmaker.wishes.rules.states import WishState, wish_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The other side of a wish."""

    delegation_id: int
    organisation_id: int
    name: str
    sectors: tuple[str, ...]
    logo: str
    """As `logo_version` says."""
    withdrawn: bool
    excluded: bool
    """The rules of the event do not let this wish count."""


class _Row(NamedTuple):
    """What `_wishes_of` reads beside the wish itself, in its order."""

    delegation_id: int
    withdrawn: bool
    organisation_id: int
    name: str
    sectors: list[str]
    has_logo: bool
    updated_at: datetime
    decided: bool | None
    vetoed: bool
    excluded: bool


class WishStates:
    """How the wishes of one delegation stand, from what its people may know; loaded at once."""

    def __init__(self, session: Session, delegation: Delegation, event: Event) -> None:
        self.delegation = delegation
        self.agreement = event.agreement
        self.answers_open = answers_open(event, clock.now())
        self.vetoed: set[int] = set()
        """Those whom the delegation asked never to meet, of the other sides of these wishes."""
        self.made: list[tuple[Wish, Other]] = []
        """With the other side, by rank."""
        self.received: dict[int, Wish] = {}
        """From those who take part, by sender."""
        self.approved: set[int] = set()
        """Those with whom an organiser wants a meeting, of the other sides of these wishes."""
        for wish, *rest in read_rows(session, _wishes_of(), {"delegation_id": row_id(delegation)}):
            row = _Row(*rest)
            if wish.from_id == delegation.id:
                self.made.append((wish, _other(row)))
            elif not row.withdrawn and not row.excluded:
                self.received[wish.from_id] = wish
            if row.vetoed:
                self.vetoed.add(row.delegation_id)
            if row.decided:
                self.approved.add(row.delegation_id)

    def state(self, wish: Wish, other: Other) -> WishState:
        if other.withdrawn:
            return WishState.GONE
        if wish.to_id in self.vetoed:
            return WishState.NEVER
        if other.excluded:
            return WishState.EXCLUDED
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


def _other(row: _Row) -> Other:
    return Other(
        delegation_id=row.delegation_id,
        organisation_id=row.organisation_id,
        name=row.name,
        sectors=tuple(row.sectors),
        logo=logo_version(row),
        withdrawn=row.withdrawn,
        excluded=row.excluded,
    )


@cache
def _wishes_of() -> Select[*tuple[Any, ...]]:
    """Return the statement of all wishes made and received, each with its other side and the organiser's word."""
    sender, target = col(Wish.from_id), col(Wish.to_id)
    delegation_id: BindParameter[int] = bindparam("delegation_id")
    ours = sender == delegation_id
    category, their_category = category_of(delegation_id), col(Delegation.category_id)
    required = exists().where(
        col(ParticularRule.kind) == RuleKind.REQUIRED,
        or_(
            and_(col(ParticularRule.delegation_id) == sender, col(ParticularRule.other_id) == target),
            and_(col(ParticularRule.delegation_id) == target, col(ParticularRule.other_id) == sender),
        ),
    )
    decided = or_(func.coalesce(col(PairDecision.approved), false()), required)
    against = excluded(case((ours, category), else_=their_category), case((ours, their_category), else_=category))
    return (
        select(
            Wish,
            col(Delegation.id).label("delegation_id"),
            col(Delegation.withdrawn_at).is_not(None).label("withdrawn"),
            col(Organisation.id).label("organisation_id"),
            col(Organisation.name),
            col(Organisation.sectors),
            col(Organisation.has_logo),
            col(Organisation.updated_at),
            decided.label("decided"),
            exists()
            .where(col(Veto.from_id) == delegation_id, col(Veto.against_id) == col(Delegation.id))
            .label("vetoed"),
            and_(against, not_(decided)).label("excluded"),
        )
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
    rows = ask(session, _vetoes_of(), {"delegation_id": delegation_id})
    return {row.against_id: row.name for row in rows}


@cache
def _vetoes_of() -> Select[int, str]:
    return (
        select(col(Veto.against_id), col(Organisation.name))
        .join(Delegation, col(Delegation.id) == col(Veto.against_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Veto.from_id) == bindparam("delegation_id"))
        .order_by(col(Organisation.name_key))
    )


def count_agreed_meetings(session: Session, delegation_id: int) -> int:
    """Return with how many delegations a meeting is agreed, as far as the delegation may know."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    states = WishStates(session, delegation, event)
    agreed = {wish.to_id for wish, other in states.made if states.state(wish, other).agreed}
    return len(agreed | states.granted())
