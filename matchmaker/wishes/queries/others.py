"""The other delegations of an event that one can meet, with what stands between us and each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, literal, null, select, union_all
from sqlmodel import Session, col

from matchmaker.base.reading import ask
from matchmaker.models import Answer, Delegation, Veto, Wish
from matchmaker.wishes.queries.listing import ListedDelegation, Listing, read_listing
from matchmaker.wishes.rules.suggestions import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands between us and another delegation."""

    wish_id: int | None = None
    rank: int | None = None
    """Of our wish for them."""
    answer: Answer | None = None
    """Ours to their wish; None where they have none."""
    vetoed: bool = False
    """By us."""

    @property
    def by_us(self) -> bool:
        """Whether we wish for them, or asked never to meet them."""
        return self.wish_id is not None or self.vetoed


NOTHING = Said()


@dataclass(frozen=True, slots=True)
class OurSide:
    """The delegation that looks at the others."""

    delegation: Delegation
    profile: Profile
    listing: Listing
    said: Mapping[int, Said]
    """With whom there is something, by delegation."""

    def to(self, other: int) -> Said:
        return self.said.get(other, NOTHING)

    def others(self) -> Iterator[ListedDelegation]:
        """Yield those that we can meet, in order of name."""
        return filter(self.sees, self.listing.entries.values())

    def find(self, other: int) -> ListedDelegation | None:
        """Return one of `others`; None for any other delegation."""
        entry = self.listing.entries.get(other)
        return entry if entry is not None and self.sees(entry) else None

    def sees(self, other: ListedDelegation) -> bool:
        """Tell whether we can meet them.

        Categories that may wish for each other in neither direction do not see each other, but where something was
        said before.
        """
        if not other.met or other.delegation_id == self.delegation.id:
            return False
        back = (other.category_id, self.delegation.category_id)
        return self.may_ask(other) or back not in self.listing.exclusions or other.delegation_id in self.said

    def knows(self, other: int) -> bool:
        """Tell whether pages may name them: us, one that we see, or one with whom something was said."""
        return other == self.delegation.id or other in self.said or self.find(other) is not None

    def may_ask(self, other: ListedDelegation) -> bool:
        """Tell whether the rules of the event let us wish for them."""
        return (self.delegation.category_id, other.category_id) not in self.listing.exclusions


def our_side(session: Session, delegation_id: int) -> OurSide:
    """Return our side, which sees the others."""
    ours = session.get_one(Delegation, delegation_id)
    listing = read_listing(session, ours.event_id)
    return OurSide(ours, listing.entries[delegation_id].profile, listing, _read_said(session, delegation_id))


def _read_said(session: Session, delegation_id: int) -> dict[int, Said]:
    found: dict[int, Said] = {}
    for other, answer, wish_id, rank, vetoed in ask(session, _between(), {"delegation_id": delegation_id}):
        before = found.get(other, NOTHING)
        if vetoed:
            found[other] = replace(before, vetoed=True)
        elif wish_id is not None:
            found[other] = replace(before, wish_id=wish_id, rank=rank)
        else:
            found[other] = replace(before, answer=answer)
    return found


@cache
def _between() -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement of the wishes for us, ours and our vetoes, each with the other side."""
    ours: BindParameter[int] = bindparam("delegation_id")
    no, yes = literal(0), literal(1)
    theirs: Select[*tuple[Any, ...]] = select(col(Wish.from_id), col(Wish.answer), null(), null(), no)
    wished = select(col(Wish.to_id), null(), col(Wish.id), col(Wish.rank), no)
    vetoed = select(col(Veto.against_id), null(), null(), null(), yes)
    return union_all(
        theirs.where(col(Wish.to_id) == ours),
        wished.where(col(Wish.from_id) == ours),
        vetoed.where(col(Veto.from_id) == ours),
    )
