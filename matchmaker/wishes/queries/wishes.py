"""A delegation's wishes as its people may see them, and the interest that others have in it.

To the one who wished, a "no", a veto and silence read the same: nothing here tells them apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import (
    Agreement,
    Answer,
    Category,
    Delegation,
    Event,
    Organisation,
    PairDecision,
    Strength,
    Veto,
    Wish,
    effective_limits,
    row_id,
)
from matchmaker.wishes.commands.wishes import order_token, wish_token
from matchmaker.wishes.queries.directory import Contact, contacts_by_delegation, logo_version
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many wishes a delegation may make and how many meetings it is promised."""

    used: int
    limit: int | None
    guarantee: int
    category_code: str
    category: str

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishLine:
    """One wish of the list."""

    wish_id: int
    delegation_id: int
    organisation_id: int
    name: str
    logo: str
    sectors: tuple[str, ...]
    rank: int
    strength: Strength
    why: str
    person: Contact | None
    or_colleague: bool
    team: tuple[Contact, ...]
    """Everyone there who can be met."""
    state: WishState
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoLine:
    delegation_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The whole list of a delegation, by rank, with its private vetoes."""

    quota: Quota
    lines: tuple[WishLine, ...]
    vetoes: tuple[VetoLine, ...]
    token: str
    """Of the order shown."""
    open: bool
    closes_at: datetime | None

    @property
    def agreed(self) -> int:
        return sum(line.state.agreed for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestLine:
    """A wish that another delegation has for ours; its strength and rank stay theirs."""

    wish_id: int
    delegation_id: int
    organisation_id: int
    name: str
    logo: str
    category_code: str
    category: str
    country: str
    description: str
    sectors: tuple[str, ...]
    why: str
    asked_for: Contact | None
    """The one of us whom they name."""
    or_colleague: bool
    answer: Answer
    answered_by: str
    wished_back: bool
    """We wish to meet them as well, so that no answer is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What was received: unanswered first, then the others, each by the date of the wish."""

    waiting: tuple[InterestLine, ...]
    settled: tuple[InterestLine, ...]
    open: bool
    closes_at: datetime | None


def my_wishes(session: Session, delegation_id: int, language: str) -> Wishes:
    """Return the delegation's list with the state of each wish as its people may know it."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    contacts = contacts_by_delegation(session, delegation.event_id)
    rows = session.exec(
        select(Wish, Delegation, Organisation)
        .join(Delegation, col(Delegation.id) == col(Wish.to_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Wish.from_id == delegation_id)
        .order_by(col(Wish.rank), col(Wish.created_at), col(Wish.id))
    ).all()
    judge = _Judge(session, delegation, event)
    lines = []
    for wish, other, organisation in rows:
        team = contacts.get(wish.to_id, ())
        lines.append(
            WishLine(
                wish_id=row_id(wish),
                delegation_id=wish.to_id,
                organisation_id=row_id(organisation),
                name=organisation.name,
                logo=logo_version(organisation),
                sectors=tuple(organisation.sectors),
                rank=wish.rank,
                strength=wish.strength,
                why=wish.why,
                person=_find(team, wish.person_id),
                or_colleague=wish.or_colleague,
                team=team,
                state=judge.state(wish, other),
                token=wish_token(wish),
            )
        )
    return Wishes(
        quota=_quota(session, delegation, len(lines), language),
        lines=tuple(lines),
        vetoes=_vetoes(session, delegation_id),
        token=order_token([line.wish_id for line in lines]),
        open=wishes_open(event, clock.now()),
        closes_at=event.wishes_close_at,
    )


def interest(session: Session, delegation_id: int, language: str) -> Interest:
    """Return the wishes received from those who take part; where a side has a veto, nothing is shown."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    contacts = contacts_by_delegation(session, delegation.event_id)
    team = contacts.get(delegation_id, ())
    vetoes = _vetoed_pairs(session, delegation_id)
    ours = set(session.exec(select(Wish.to_id).where(Wish.from_id == delegation_id)).all())
    rows = session.exec(
        select(Wish, Organisation, Category)
        .join(Delegation, col(Delegation.id) == col(Wish.from_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Wish.to_id == delegation_id, col(Delegation.withdrawn_at).is_(None))
        .order_by(col(Wish.created_at), col(Wish.id))
    ).all()
    lines = [
        InterestLine(
            wish_id=row_id(wish),
            delegation_id=wish.from_id,
            organisation_id=row_id(organisation),
            name=organisation.name,
            logo=logo_version(organisation),
            category_code=category.code,
            category=category.name(language),
            country=organisation.country,
            description=organisation.description,
            sectors=tuple(organisation.sectors),
            why=wish.why,
            asked_for=_find(team, wish.person_id),
            or_colleague=wish.or_colleague,
            answer=wish.answer,
            answered_by=_name_of(team, wish.answered_by_id),
            wished_back=wish.from_id in ours,
        )
        for wish, organisation, category in rows
        if wish.from_id not in vetoes
    ]
    waiting = tuple(line for line in lines if line.answer is Answer.NONE and not line.wished_back)
    return Interest(
        waiting=waiting,
        settled=tuple(line for line in lines if line not in waiting),
        open=answers_open(event, clock.now()),
        closes_at=event.answers_close_at,
    )


def unanswered(session: Session, delegation_id: int) -> int:
    """Return how many received wishes wait for an answer (those of `Interest.waiting`)."""
    vetoes = _vetoed_pairs(session, delegation_id)
    ours = set(session.exec(select(Wish.to_id).where(Wish.from_id == delegation_id)).all())
    senders = session.exec(
        select(Wish.from_id)
        .join(Delegation, col(Delegation.id) == col(Wish.from_id))
        .where(Wish.to_id == delegation_id, Wish.answer == Answer.NONE, col(Delegation.withdrawn_at).is_(None))
    ).all()
    return sum(sender not in vetoes and sender not in ours for sender in senders)


def agreed_meetings(session: Session, delegation_id: int) -> int:
    """Return with how many delegations a meeting is agreed, as far as the delegation may know."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    judge = _Judge(session, delegation, event)
    wished = session.exec(
        select(Wish, Delegation)
        .join(Delegation, col(Delegation.id) == col(Wish.to_id))
        .where(Wish.from_id == delegation_id)
    ).all()
    agreed = {wish.to_id for wish, other in wished if judge.state(wish, other).agreed}
    return len(agreed | judge.granted())


class _Judge:
    """Tells how wishes stand, from what the reader's side may know."""

    def __init__(self, session: Session, delegation: Delegation, event: Event) -> None:
        self.delegation = delegation
        self.agreement = event.agreement
        self.vetoed = _vetoed_pairs(session, row_id(delegation))
        theirs = session.exec(
            select(Wish, Delegation)
            .join(Delegation, col(Delegation.id) == col(Wish.from_id))
            .where(Wish.to_id == delegation.id, col(Delegation.withdrawn_at).is_(None))
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
        if other.withdrawn_at is not None:
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


def _quota(session: Session, delegation: Delegation, used: int, language: str) -> Quota:
    category = session.get_one(Category, delegation.category_id)
    limits = effective_limits(delegation, category)
    return Quota(
        used=used,
        limit=limits.wish_limit,
        guarantee=limits.guarantee,
        category_code=category.code,
        category=category.name(language),
    )


def _vetoes(session: Session, delegation_id: int) -> tuple[VetoLine, ...]:
    rows = session.exec(
        select(Veto.against_id, Organisation.name)
        .join(Delegation, col(Delegation.id) == col(Veto.against_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Veto.from_id == delegation_id)
        .order_by(col(Organisation.name_key))
    ).all()
    return tuple(VetoLine(delegation_id=row[0], name=row[1]) for row in rows)


def _vetoed_pairs(session: Session, delegation_id: int) -> set[int]:
    """Return the other sides of vetoes of either side; never to be shown."""
    rows = session.exec(
        select(Veto).where(or_(col(Veto.from_id) == delegation_id, col(Veto.against_id) == delegation_id))
    ).all()
    return {veto.against_id if veto.from_id == delegation_id else veto.from_id for veto in rows}


def _find(people: Iterable[Contact], registration_id: int | None) -> Contact | None:
    return next((person for person in people if person.registration_id == registration_id), None)


def _name_of(people: Iterable[Contact], registration_id: int | None) -> str:
    person = _find(people, registration_id)
    return person.name if person else ""
