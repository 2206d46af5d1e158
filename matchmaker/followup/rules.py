"""The days of rounds, and what a report may say of few companies."""

import calendar
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, combinations
from typing import TypeVar

from babel.core import get_global
from babel.numbers import get_territory_currencies

from matchmaker.models import EventKind

Key = TypeVar("Key")
Piece = tuple[int, int]
PRIME = 2**61 - 1
"""Sums are looked at modulo this, which is much quicker than with fractions."""
MONTHS = (3, 6, 12)
"""After the last day of an event: when its people are asked."""
OPEN_FOR = timedelta(weeks=8)
"""How long answers of a round are taken, and can be corrected."""
REMINDED_AFTER = timedelta(weeks=2)
LONGEST_AMOUNT = 15
"""Digits."""
_CENTS, _BETWEEN = re.compile(r"[.,]\d{1,2}$"), re.compile(r"[\s.,'’]")
FEWEST = 3
"""Companies behind a figure that a funder reads: below it the figure could be known to be that of one of them."""


FEWEST_MARKS = 5
"""Behind a mean that anybody reads: below it a mark, which its giver alone sees, could be guessed."""


def is_on_by_itself(kind: EventKind) -> bool:
    """Tell whether people are asked without an organiser having turned it on: those of missions are."""
    return kind is EventKind.MISSION


def usual_opening(last_day: date, months: int) -> date:
    """Return the day so many months after the last day of an event, or the last one of a shorter month."""
    years, month = divmod(last_day.month - 1 + months, 12)
    year = last_day.year + years
    return date(year, month + 1, min(last_day.day, calendar.monthrange(year, month + 1)[1]))


def withheld(behind: Mapping[Key, Collection[Piece]], fewest: int = FEWEST) -> frozenset[Key]:
    """Return the groups whose sums are not said, by what stands behind each: pairs of a giver (a company, or a mark)
    and one of its figures.

    The first groups are said first. One is not said where its sum, with those said before it added or taken off, would
    be that of fewer than `fewest` givers. Groups with nobody say so.
    """
    hidden: list[Key] = []
    said: list[frozenset[Piece]] = []
    for key, pieces in behind.items():
        if not pieces:
            continue
        if len({giver for giver, _of in pieces}) < fewest or _tells_of_few([*said, frozenset(pieces)], fewest):
            hidden.append(key)
        else:
            said.append(frozenset(pieces))
    return frozenset(hidden)


def _tells_of_few(groups: Sequence[frozenset[Piece]], fewest: int) -> bool:
    """Tell whether sums of groups, added and taken off, give one of some pieces that are of fewer than `fewest`."""
    alike: dict[tuple[bool, ...], set[int]] = {}
    """Givers of the pieces that are in the same groups: no sum tells them apart."""
    for piece in frozenset().union(*groups):
        alike.setdefault(tuple(piece in group for group in groups), set()).add(piece[0])
    rows = _reduced([[int(one[place]) for one in alike] for place in range(len(groups))])
    # a sum of few pieces is one of these rows or of two: each row has a column in which it stands alone
    both = ([(one + other) % PRIME for one, other in zip(*pair, strict=True)] for pair in combinations(rows, 2))
    return any(
        set(row) <= {0, 1}
        and len(set().union(*(givers for times, givers in zip(row, alike.values(), strict=True) if times))) < fewest
        for row in chain(rows, both)
    )


def _reduced(rows: list[list[int]]) -> list[list[int]]:
    """Return the reduced row echelon form of a matrix modulo `PRIME`, without its empty rows."""
    done: list[list[int]] = []
    for column in range(len(rows[0])):
        found = next((row for row in rows if row[column]), None)
        if found is None:
            continue
        rows.remove(found)
        inverse = pow(found[column], -1, PRIME)
        pivot = [value * inverse % PRIME for value in found]
        rows, done = (
            [
                [(value - row[column] * taken) % PRIME for value, taken in zip(row, pivot, strict=True)]
                if row[column]
                else row
                for row in some
            ]
            for some in (rows, done)
        )
        done.append(pivot)
    return done


def amount_of(text: str) -> int | None:
    """Return an amount in whole units, however its thousands are written and without its cents; None for none."""
    digits = _BETWEEN.sub("", _CENTS.sub("", text.strip()))
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_AMOUNT else None


@lru_cache(maxsize=1)
def current_currencies(day: date) -> frozenset[str]:
    """Return the codes of the currencies with which somebody, somewhere, pays on a day."""
    territories = get_global("territory_currencies")
    return frozenset(code for one in territories for code in get_territory_currencies(one, day, day))


def mean(values: Sequence[int]) -> float | None:
    """Return the mean of ratings; None without one."""
    return sum(values) / len(values) if values else None
