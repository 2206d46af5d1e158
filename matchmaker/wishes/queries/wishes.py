"""A delegation's list of wishes, as its people may see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.events.rules import wishes_open
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Strength,
    Wish,
    effective_limits,
    row_id,
)
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation, find_contact
from matchmaker.wishes.queries.states import Other, WishStates, own_vetoes
from matchmaker.wishes.rules.states import WishState
from matchmaker.wishes.rules.tokens import order_token, wish_token


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
    answers_open: bool
    team: tuple[Contact, ...]
    """Our own people who can be met."""

    @property
    def agreed(self) -> int:
        return sum(line.state.agreed for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWish:
    """Our wish for one other delegation, and whether there is room for another one."""

    line: WishLine | None
    quota: Quota
    open: bool


def read_wishes(session: Session, delegation_id: int, language: str) -> Wishes:
    """Return the delegation's list with the state of each wish as its people may know it."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    states = WishStates(session, delegation, event)
    contacts = contacts_by_delegation(session, (delegation_id, *(wish.to_id for wish, _ in states.made)))
    lines = [_line(states, wish, other, contacts.get(wish.to_id, ())) for wish, other in states.made]
    return Wishes(
        quota=_quota(session, delegation, len(lines), language),
        lines=tuple(lines),
        vetoes=tuple(
            VetoLine(delegation_id=other, name=name) for other, name in own_vetoes(session, delegation_id).items()
        ),
        token=order_token([line.wish_id for line in lines]),
        open=wishes_open(event, clock.now()),
        closes_at=event.wishes_close_at,
        answers_open=states.answers_open,
        team=contacts.get(delegation_id, ()),
    )


def read_wish(session: Session, delegation_id: int, to_id: int, team: tuple[Contact, ...], language: str) -> OneWish:
    """Return what `read_wishes` says of one other delegation, whose people who can be met are `team`."""
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    states = WishStates(session, delegation, event)
    return OneWish(
        line=next((_line(states, wish, other, team) for wish, other in states.made if wish.to_id == to_id), None),
        quota=_quota(session, delegation, len(states.made), language),
        open=wishes_open(event, clock.now()),
    )


def _line(states: WishStates, wish: Wish, other: Other, team: tuple[Contact, ...]) -> WishLine:
    return WishLine(
        wish_id=row_id(wish),
        delegation_id=wish.to_id,
        organisation_id=other.organisation_id,
        name=other.name,
        logo=other.logo,
        sectors=other.sectors,
        rank=wish.rank,
        strength=wish.strength,
        why=wish.why,
        person=find_contact(team, wish.person_id),
        or_colleague=wish.or_colleague,
        team=team,
        state=states.state(wish, other),
        token=wish_token(wish),
    )


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
