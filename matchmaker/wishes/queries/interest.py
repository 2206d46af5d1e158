"""Wishes that a delegation has received, and how many of them wait for an answer."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, exists, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.reading import ask
from matchmaker.events.rules import answers_open
from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Event,
    Organisation,
    Veto,
    Wish,
    category_name,
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
    sectors: tuple[str, ...]
    why: str
    asked_for: Contact | None
    """The one of us whom they name."""
    or_colleague: bool
    answer: Answer
    answered_by: str
    wished_back: bool
    """We wish to meet them as well, so that no answer is needed."""

    @property
    def waits(self) -> bool:
        return self.answer is Answer.NONE and not self.wished_back


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
    rows = ask(session, _received(), {"delegation_id": delegation_id})
    lines = [
        InterestLine(
            wish_id=row.id,
            delegation_id=row.from_id,
            organisation_id=row.organisation_id,
            name=row.name,
            logo=logo_version(row),
            category_code=row.code,
            category=category_name(row.code, row.names, language),
            country=row.country,
            sectors=tuple(row.sectors),
            why=row.why,
            asked_for=find_contact(team, row.person_id),
            or_colleague=row.or_colleague,
            answer=row.answer,
            answered_by=_name(find_contact(team, row.answered_by_id)),
            wished_back=row.wished_back,
        )
        for row in rows
    ]
    return Interest(
        waiting=tuple(line for line in lines if line.waits),
        settled=tuple(line for line in lines if not line.waits),
        open=answers_open(event, clock.now()),
        closes_at=event.answers_close_at,
    )


@cache
def _received() -> Select[*tuple[Any, ...]]:
    """Return the statement of the wishes that `:delegation_id` has received, and whether it wishes back."""
    back = aliased(Wish)
    delegation_id: BindParameter[int] = bindparam("delegation_id")
    return (
        select_columns(
            *(col(Wish.id), col(Wish.from_id), col(Wish.why), col(Wish.person_id), col(Wish.or_colleague)),
            *(col(Wish.answer), col(Wish.answered_by_id), col(Delegation.organisation_id)),
            *(col(Organisation.name), col(Organisation.country), col(Organisation.sectors)),
            *(col(Organisation.has_logo), col(Organisation.updated_at), col(Category.code), col(Category.names)),
            exists()
            .where(col(back.from_id) == delegation_id, col(back.to_id) == col(Wish.from_id))
            .label("wished_back"),
        )
        .select_from(Wish)
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
    return session.exec(select(unanswered(bindparam("delegation_id"))), params={"delegation_id": delegation_id}).one()


def unanswered(delegation_id: Any) -> ScalarSelect[int]:
    """Return `count_unanswered` of a delegation, a parameter or a column, as a part of a statement.

    What is nested deeper names the delegation as the receiver of the wish: a column would not reach two levels in.
    """
    wish, back, sender, ours = aliased(Wish), aliased(Wish), aliased(Delegation), aliased(Delegation)
    return (
        select(func.count())
        .select_from(wish)
        .join(sender, col(sender.id) == wish.from_id)
        .join(ours, col(ours.id) == wish.to_id)
        .where(
            wish.to_id == delegation_id,
            wish.answer == Answer.NONE,
            col(sender.withdrawn_at).is_(None),
            ~excluded(col(sender.category_id), col(ours.category_id)),
            ~exists().where(col(back.from_id) == col(wish.to_id), col(back.to_id) == col(wish.from_id)),
            ~exists().where(col(Veto.from_id) == col(wish.to_id), col(Veto.against_id) == col(wish.from_id)),
        )
        .scalar_subquery()
    )


def _name(person: Contact | None) -> str:
    return person.name if person else ""
