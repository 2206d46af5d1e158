"""What a wish is worth: every number of the product that steers the solver stands in this file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from matchmaker.models import Answer, Strength
from matchmaker.wishes.rules.agreement import CONSENTS, Verdict

STRENGTH_WORTH = {Strength.MUST: 4, Strength.WANT: 2, Strength.OPEN: 1}
STRENGTH_FACTOR = 10
RANK_CEILING = 10
"""A wish of rank 1 earns 9 more; from this rank on nothing."""
LANGUAGE_BONUS = 5
"""What a wish earns more, times the weight, where a rule prefers a language in common and there is one: half a step of
strength, so that it never comes before a stronger wish of the same rank."""
FILLER_WORTH = 1
"""A whole request that takes place only if there is room."""


def wish_value(weight: int, strength: Strength, rank: int) -> int:
    """Return the worth of a directed wish: weight x (10 x strength + max(0, 10 - rank))."""
    return weight * (STRENGTH_FACTOR * STRENGTH_WORTH[strength] + max(0, RANK_CEILING - rank))


def yes_value(weight: int) -> int:
    """Return the worth of a "yes" without an own wish: an open wish without a rank."""
    return weight * STRENGTH_FACTOR * STRENGTH_WORTH[Strength.OPEN]


@dataclass(frozen=True, slots=True)
class SideFacts:
    """One side of a pair that may meet."""

    weight: int
    """Of the side's category."""
    strength: Strength | None = None
    """Of its own live wish, None if it has none."""
    rank: int = 1
    answer: Answer = Answer.NONE
    """To the other side's wish."""


def side_values(verdict: Verdict, first: SideFacts, second: SideFacts) -> tuple[int, int]:
    """Return what a meeting is worth, split by the side that wished for it.

    The worth of a "yes" is credited to the wish that it answers: thus only wishes count as met, and a meeting that
    one side merely accepted counts as received. A filler is worth 1 in total.
    """
    if verdict is Verdict.FILLER:
        return (0, FILLER_WORTH) if first.strength is None and second.strength is not None else (FILLER_WORTH, 0)
    return _credited(first, second), _credited(second, first)


def with_language_bonus(values: tuple[int, int], weights: tuple[int, int]) -> tuple[int, int]:
    """Return the values of a meeting whose two sides share a language, where a rule prefers that."""
    low, high = (value + weight * LANGUAGE_BONUS if value else 0 for value, weight in zip(values, weights, strict=True))
    return low, high


def _credited(own: SideFacts, other: SideFacts) -> int:
    if own.strength is None:
        return 0
    accepted = yes_value(other.weight) if other.strength is None and other.answer in CONSENTS else 0
    return wish_value(own.weight, own.strength, own.rank) + accepted


def over_limit(wishes: Iterable[tuple[int, int, datetime]], limit: int | None) -> frozenset[int]:
    """Return the ids of one delegation's wishes beyond its wish limit; each wish is (id, rank, created_at).

    The best ranked stay, the earlier before the later. Refused wishes count as well: otherwise the place that one
    frees would tell its author of the refusal.
    """
    if limit is None:
        return frozenset()
    order = sorted(wishes, key=lambda wish: (wish[1], wish[2], wish[0]))
    return frozenset(wish_id for wish_id, _, _ in order[limit:])


def fair_share(seats: int, pairs: int, delegations: int) -> int:
    """Return the upper end of everyone's fairness target: an equal split of the meetings that can take place.

    `seats` is the number of meetings that the open places can hold, `pairs` that of pairs that may meet, and
    `delegations` that of delegations in at least one of them. Rounded up, at least 1.
    """
    return max(1, -(-2 * min(seats, pairs) // delegations)) if delegations else 1
