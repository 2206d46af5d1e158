"""Who wants whom: the wishes of an event as a matrix, by category and by organisation, with what a scenario meets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Meeting,
    Organisation,
    PairKey,
    Placement,
    Registration,
    Scenario,
    Strength,
    Wish,
    enrolled,
    pair_of,
    row_id,
)

MOST_SIDES = 40
"""Rows and columns of a page."""
Key = tuple[int, int]
"""Who wishes and who is wished for, as ids of delegations or of categories."""


class Leaving(StrEnum):
    """Whose wishes are asked for, by whether one of the two has withdrawn; in addresses."""

    EVERYBODY = ""
    NOT_GONE = "without"
    GONE = "only"


@dataclass(frozen=True, slots=True)
class WishCell:
    """The wish of one organisation for another one."""

    strength: Strength
    rank: int
    met: bool
    mutual: bool
    """Whether the other one wishes to meet it too."""


@dataclass(frozen=True, slots=True)
class WishCount:
    """How many wishes there are, and how many of them are met."""

    met: int
    of: int


@dataclass(frozen=True, slots=True)
class WishSide:
    """An organisation that heads a row or a column, with the wishes of it, or for it."""

    delegation_id: int
    name: str
    category: str
    wishes: WishCount
    gone: bool
    """It has withdrawn, or all its people have."""


@dataclass(frozen=True, slots=True)
class WhoWantsWhom:
    """A page of the matrix: who wishes down, who is wished for across."""

    categories: tuple[tuple[int, str], ...]
    """Ids and names of those with wishes, in their order."""
    by_category: Mapping[Key, WishCount]
    rows: tuple[WishSide, ...]
    """By name."""
    columns: tuple[WishSide, ...]
    """The most wanted first."""
    cells: Mapping[Key, WishCell]
    row_pages: int
    column_pages: int
    found: WishCount
    """The wishes that match what is searched for, on all pages."""

    @property
    def gone(self) -> bool:
        """Whether somebody on this page has withdrawn."""
        return any(side.gone for side in (*self.rows, *self.columns))


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    category: int
    gone: bool


def who_wants_whom(
    session: Session,
    event: Event,
    scenario: Scenario,
    *,
    text: str,
    leaving: Leaving = Leaving.EVERYBODY,
    row_page: int,
    column_page: int,
    language: str,
) -> WhoWantsWhom:
    """Return all wishes of an event, with which of them a scenario of it meets, as it was made.

    `text` is looked for in the names of both sides, `leaving` asks whether one of them has withdrawn; pages begin with
    1, and the nearest one that there is is shown.
    """
    sides = _sides(session, event)
    wishes = [wish for wish in _wishes(session, event) if _is_asked_for(leaving, sides[wish[0]], sides[wish[1]])]
    asked = {(one, other) for one, other, _, _ in wishes}
    placed = _placed(session, scenario)
    cells = {
        (one, other): WishCell(strength, rank, pair_of(one, other) in placed, (other, one) in asked)
        for one, other, strength, rank in wishes
    }
    categories = session.exec(
        select(Category).where(Category.event_id == event.id).order_by(col(Category.position), col(Category.id))
    ).all()
    by_category = _counted(((sides[one].category, sides[other].category), cell) for (one, other), cell in cells.items())
    wanted = {number for key in by_category for number in key}
    names = {row_id(category): category.name(language) for category in categories}

    words = fold(text)
    found = {
        key: cell for key, cell in cells.items() if not words or any(words in fold(sides[side].name) for side in key)
    }
    rows = sorted(_heads(found, 0, sides, names), key=lambda side: fold(side.name))
    columns = sorted(_heads(found, 1, sides, names), key=lambda side: (-side.wishes.of, fold(side.name)))
    return WhoWantsWhom(
        categories=tuple((number, name) for number, name in names.items() if number in wanted),
        by_category=by_category,
        rows=_page(rows, row_page),
        columns=_page(columns, column_page),
        cells=found,
        row_pages=_pages(rows),
        column_pages=_pages(columns),
        found=WishCount(sum(cell.met for cell in found.values()), len(found)),
    )


def _is_asked_for(leaving: Leaving, one: _Side, other: _Side) -> bool:
    return leaving is Leaving.EVERYBODY or (one.gone or other.gone) == (leaving is Leaving.GONE)


def _sides(session: Session, event: Event) -> dict[int, _Side]:
    """Return the delegations of the event, those that have withdrawn too."""
    people = select(Registration.id).where(col(Registration.delegation_id) == col(Delegation.id))
    gone = or_(Delegation.withdrawn, people.exists() & ~people.where(enrolled()).exists())
    rows = session.execute(
        select_many(col(Delegation.id), col(Organisation.name), col(Delegation.category_id), gone)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.event_id) == event.id)
    )
    return {number: _Side(name, category, bool(left)) for number, name, category, left in rows}


def _wishes(session: Session, event: Event) -> list[tuple[int, int, Strength, int]]:
    columns = (col(Wish.from_id), col(Wish.to_id), col(Wish.strength), col(Wish.rank))
    rows = session.execute(select_many(*columns).where(col(Wish.event_id) == event.id))
    return [(one, other, strength, rank) for one, other, strength, rank in rows]


def _placed(session: Session, scenario: Scenario) -> frozenset[PairKey]:
    rows = session.execute(
        select_many(col(Meeting.low_id), col(Meeting.high_id))
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .where(col(Placement.scenario_id) == scenario.id)
    )
    return frozenset((low, high) for low, high in rows)


def _counted(cells: Iterable[tuple[Key, WishCell]]) -> dict[Key, WishCount]:
    of, met = Counter[Key](), Counter[Key]()
    for key, cell in cells:
        of[key] += 1
        met[key] += cell.met
    return {key: WishCount(met[key], number) for key, number in of.items()}


def _heads(
    cells: Mapping[Key, WishCell], end: int, sides: Mapping[int, _Side], names: Mapping[int, str]
) -> list[WishSide]:
    """Return the organisations at one end of the wishes (0: who wishes, 1: who is wished for)."""
    counted = _counted(((key[end], key[end]), cell) for key, cell in cells.items())
    return [
        WishSide(side, sides[side].name, names[sides[side].category], count, sides[side].gone)
        for (side, _), count in counted.items()
    ]


def _pages(sides: Sequence[WishSide]) -> int:
    return max(1, -(-len(sides) // MOST_SIDES))


def _page(sides: Sequence[WishSide], number: int) -> tuple[WishSide, ...]:
    first = (min(max(number, 1), _pages(sides)) - 1) * MOST_SIDES
    return tuple(sides[first : first + MOST_SIDES])
