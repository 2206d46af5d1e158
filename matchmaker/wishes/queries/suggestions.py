"""Suggestions: the companies that fit best, of which a delegation has said nothing yet."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlmodel import Session

from matchmaker.models import Answer
from matchmaker.wishes.queries.listing import ListedDelegation
from matchmaker.wishes.queries.others import OurSide, our_side
from matchmaker.wishes.rules.suggestions import Match, match


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A company that fits, of which nothing was said yet."""

    delegation_id: int
    name: str
    match: Match

    @property
    def fits(self) -> bool:
        """Whether there is a reason to meet, and a language in common."""
        return self.match.suggested and bool(self.match.languages)


def read_suggestions(
    session: Session, delegation_id: int, *, met: Collection[int] = (), most: int = 3, fill: bool = False
) -> tuple[Suggestion, ...]:
    """Return the best matches of whom nothing was said yet, each with a reason; `met` are those in the schedule.

    With `fill`, companies without a reason make up the number, first those with a language in common.
    """
    ours = our_side(session, delegation_id)
    points = ours.listing.points(ours.profile)
    # stable: those with as many points stay in order of name
    ranked = sorted(ours.listing.entries.values(), key=lambda other: -points.get(other.delegation_id, 0))

    def new() -> Iterator[Suggestion]:
        for other in ranked:
            if other.delegation_id not in met and ours.sees(other) and _is_new(ours, other):
                yield _suggestion(ours, other)

    best = tuple(islice((one for one in new() if one.fits), most))
    if not fill:
        return best
    return (*best, *islice((one for one in new() if not one.fits), most - len(best)))


def _suggestion(ours: OurSide, other: ListedDelegation) -> Suggestion:
    found = match(ours.profile, other.profile)
    return Suggestion(delegation_id=other.delegation_id, name=other.name, match=found)


def _is_new(ours: OurSide, other: ListedDelegation) -> bool:
    """Tell whether a wish for them would be a new word."""
    said = ours.to(other.delegation_id)
    return ours.may_ask(other) and not said.by_us and said.answer in {None, Answer.NONE}
