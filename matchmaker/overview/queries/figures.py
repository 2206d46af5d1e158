"""How far an event has come, in figures alone: what a partner reads, of everybody or of the own organisations."""

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import and_, case, exists, func
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.models import Category, Delegation, EntryKind, Event, Registration, ReleaseEntry, Wish, enrolled, row_id
from matchmaker.overview.rules import rounded
from matchmaker.releases.queries.published import stands_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of a category or of an event, without those who have withdrawn; None where one is too small to be said.

    All but the name are numbers.
    """

    name: str = ""
    """Of the category."""
    organisations: int | None = 0
    people: int | None = 0
    agreed: int | None = 0
    """People who have accepted the terms."""
    cards: int | None = 0
    """People whose card is complete."""
    wishing: int | None = 0
    """Organisations with at least one wish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that the page of figures shows."""

    all: Counts
    categories: tuple[Counts, ...]
    """In the order of the event; those without an organisation are left out where numbers are exact: elsewhere none and
    a few read the same."""
    meetings: int | None
    """Published, as they stand."""


def read_figures(session: Session, event: Event, language: str, *, exact: bool) -> Figures:
    """Return the figures of whom the session may read; those that are not `exact` are rounded, the small ones hidden.

    Each number is rounded by itself, so that none follows from a total and the other parts.
    """
    counted = [_counts(row, language) for row in session.execute(_by_category(row_id(event)))]
    meetings = session.exec(
        select(func.count(func.distinct(ReleaseEntry.meeting_id))).where(
            stands_now(row_id(event)), col(ReleaseEntry.kind) == EntryKind.MEETING
        )
    ).one()
    total = Counts(**{name: sum(getattr(one, name) for one in counted) for name in NUMBERS})
    if exact:
        return Figures(all=total, categories=tuple(one for one in counted if one.organisations), meetings=meetings)
    return Figures(all=_coarse(total), categories=tuple(map(_coarse, counted)), meetings=rounded(meetings))


NUMBERS = tuple(field.name for field in fields(Counts) if field.name != "name")


def _coarse(counts: Counts) -> Counts:
    small: dict[str, Any] = {name: rounded(getattr(counts, name)) for name in NUMBERS}
    return replace(counts, **small)


def _counts(row: Any, language: str) -> Counts:
    return Counts(name=row.Category.name(language), **{name: getattr(row, name) or 0 for name in NUMBERS})


def _by_category(event_id: int) -> Any:
    def people(*which: Any) -> Any:
        return func.sum(case((and_(col(Registration.id).is_not(None), *which), 1), else_=0))

    wishes = exists().where(col(Wish.from_id) == col(Delegation.id))
    return (
        select_many(
            Category,
            func.count(func.distinct(Delegation.id)).label("organisations"),
            people().label("people"),
            people(col(Registration.agreed_at).is_not(None)).label("agreed"),
            people(col(Registration.card_done_at).is_not(None)).label("cards"),
            func.count(func.distinct(case((wishes, col(Delegation.id))))).label("wishing"),
        )
        .outerjoin(Delegation, and_(col(Delegation.category_id) == col(Category.id), ~Delegation.withdrawn))
        .outerjoin(Registration, and_(col(Registration.delegation_id) == col(Delegation.id), enrolled()))
        .where(col(Category.event_id) == event_id)
        .group_by(col(Category.id))
        .order_by(col(Category.position), col(Category.id))
    )
