"""Wishes that a delegation has received, and how many of them wait for an answer."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, ScalarSelect, bindparam, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from matchmaker.base import clock
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Event,
    Organisation,
    Veto,
    Wish,
    row_id,
)
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation, find_contact
from matchmaker.wishes.queries.exclusions import category_of, excluded
from matchmaker.wishes.queries.logos import logo_version


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


def read_interest(session: Session, delegation_id: int, language: str) -> Interest:
    """Return the wishes received from those who take part and that count by the rules of the event.

    Those whom the delegation asked never to meet are left out.
    """
    delegation = session.get_one(Delegation, delegation_id)
    event = session.get_one(Event, delegation.event_id)
    contacts = contacts_by_delegation(session, [delegation_id])
    team = contacts.get(delegation_id, ())
    rows = session.exec(_received(), params={"delegation_id": delegation_id}).all()
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
            asked_for=find_contact(team, wish.person_id),
            or_colleague=wish.or_colleague,
            answer=wish.answer,
            answered_by=_name(find_contact(team, wish.answered_by_id)),
            wished_back=wished_back,
        )
        for wish, organisation, category, wished_back in rows
    ]
    waiting = tuple(line for line in lines if line.answer is Answer.NONE and not line.wished_back)
    return Interest(
        waiting=waiting,
        settled=tuple(line for line in lines if line not in waiting),
        open=answers_open(event, clock.now()),
        closes_at=event.answers_close_at,
    )


@cache
def _received() -> Select[Wish, Organisation, Category, bool]:
    """Return the statement of the wishes that `:delegation_id` has received, and whether it wishes back."""
    back = aliased(Wish)
    delegation_id: BindParameter[int] = bindparam("delegation_id")
    return (
        select(
            Wish,
            Organisation,
            Category,
            exists().where(col(back.from_id) == delegation_id, col(back.to_id) == col(Wish.from_id)),
        )
        .join(Delegation, col(Delegation.id) == col(Wish.from_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            col(Wish.to_id) == delegation_id,
            ~Delegation.withdrawn,
            ~excluded(col(Category.id), category_of(delegation_id)),
            ~exists().where(col(Veto.from_id) == delegation_id, col(Veto.against_id) == col(Wish.from_id)),
        )
        .order_by(col(Wish.created_at), col(Wish.id))
    )


def count_unanswered(session: Session, delegation_id: int) -> int:
    """Return how many received wishes wait for an answer (those of `Interest.waiting`)."""
    return session.exec(select(unanswered()), params={"delegation_id": delegation_id}).one()


@cache
def unanswered() -> ScalarSelect[int]:
    """Return `count_unanswered` of `:delegation_id` as a part of a statement."""
    wish, back = aliased(Wish), aliased(Wish)
    delegation_id: BindParameter[int] = bindparam("delegation_id")
    return (
        select(func.count())
        .select_from(wish)
        .join(Delegation, col(Delegation.id) == wish.from_id)
        .where(
            wish.to_id == delegation_id,
            wish.answer == Answer.NONE,
            ~Delegation.withdrawn,
            ~excluded(col(Delegation.category_id), category_of(delegation_id)),
            ~exists().where(col(back.from_id) == delegation_id, col(back.to_id) == col(wish.from_id)),
            ~exists().where(col(Veto.from_id) == delegation_id, col(Veto.against_id) == col(wish.from_id)),
        )
        .scalar_subquery()
    )


def _name(person: Contact | None) -> str:
    return person.name if person else ""
