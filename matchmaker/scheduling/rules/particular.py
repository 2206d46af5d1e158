"""What the rules for particular people ask of a pair and of a person: pure values from their rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from enum import Enum
from functools import cached_property

from matchmaker.models import PairKey, ParticularRule, RuleKind, pair_of


class NeedOfInterpreter(Enum):
    """When an interpreter comes to a meeting."""

    NEVER = "never"
    WITHOUT_LANGUAGE = "without_language"
    """Where the two people would share no language."""
    ALWAYS = "always"


@dataclass(frozen=True)
class ParticularRules:
    """The rules of an event that hold; nothing is asked where there are none."""

    rows: tuple[ParticularRule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    def without(self, rule: ParticularRule) -> "ParticularRules":
        """Return the rules as if one of them did not exist."""
        return replace(self, rows=tuple(row for row in self.rows if row is not rule))

    def of(self, *kinds: RuleKind) -> Iterator[ParticularRule]:
        """Yield the rules of some kinds."""
        return (row for row in self.rows if row.kind in kinds)

    @cached_property
    def required(self) -> frozenset[PairKey]:
        """The pairs that come before everything else."""
        return frozenset(sides(row) for row in self.of(RuleKind.REQUIRED))

    @cached_property
    def forbidden(self) -> frozenset[PairKey]:
        """The pairs that never meet."""
        return frozenset(sides(row) for row in self.of(RuleKind.FORBIDDEN))

    def hours(self, registration_id: int, delegation_id: int) -> tuple[time, time] | None:
        """Return from when and until when somebody may have meetings, each day; None where no rule says so."""
        own = [row for row in self._hours.get(delegation_id, ()) if row.registration_id in {None, registration_id}]
        if not own:
            return None
        walls = {
            kind: [row.wall for row in own if row.kind is kind and row.wall is not None]
            for kind in (RuleKind.NOT_BEFORE, RuleKind.NOT_AFTER)
        }
        return max(walls[RuleKind.NOT_BEFORE], default=time.min), min(walls[RuleKind.NOT_AFTER], default=time.max)

    @cached_property
    def _hours(self) -> dict[int, list[ParticularRule]]:
        found: dict[int, list[ParticularRule]] = {}
        for row in self.of(RuleKind.NOT_BEFORE, RuleKind.NOT_AFTER):
            found.setdefault(row.delegation_id, []).append(row)
        return found

    def places(self, pair: PairKey) -> frozenset[int]:
        """Return the places that rules fix for a pair: one for the two, else those of each side; empty for none."""
        own = [row for row in self.of(RuleKind.TABLE) if row.delegation_id in pair]
        for_both = [row for row in own if row.other_id is not None and sides(row) == pair]
        chosen = for_both or [row for row in own if row.other_id is None]
        return frozenset(row.place_id for row in chosen if row.place_id is not None)

    def asks_language(self, pair: PairKey) -> bool:
        """Tell whether the two meet only in a language that both people speak.

        What is said of the two wins over what is said of one of them.
        """
        if any(row.other_id is not None for row in self._about(pair, RuleKind.INTERPRETER)):
            return False
        return any(self._about(pair, RuleKind.LANGUAGE))

    def prefers_language(self, pair: PairKey) -> bool:
        """Tell whether a language in common is preferred for the two."""
        return any(self._about(pair, RuleKind.LANGUAGE_PREFERRED))

    def asks_interpreter(self, pair: PairKey) -> NeedOfInterpreter:
        """Return when an interpreter comes to the meeting of a pair by these rules."""
        asked = list(self._about(pair, RuleKind.INTERPRETER))
        if any(row.other_id is not None for row in asked):
            return NeedOfInterpreter.ALWAYS
        return NeedOfInterpreter.WITHOUT_LANGUAGE if asked else NeedOfInterpreter.NEVER

    def _about(self, pair: PairKey, kind: RuleKind) -> Iterator[ParticularRule]:
        """Yield the rules of a kind for a pair, or for all meetings of one of the two."""
        return (
            row for row in self.of(kind) if (row.delegation_id in pair if row.other_id is None else sides(row) == pair)
        )

    def together(self, pair: PairKey) -> tuple[int, ...]:
        """Return the sides of a pair that send two people."""
        asked = {
            row.delegation_id
            for row in self.of(RuleKind.TOGETHER)
            if row.delegation_id in pair and (row.other_id is None or sides(row) == pair)
        }
        return tuple(sorted(asked))

    def before(self, pair: PairKey) -> tuple[PairKey, ...]:
        """Return the pairs that are over before this one begins, if both meet."""
        return tuple(first for first, then in self.orders if then == pair)

    def after(self, pair: PairKey) -> tuple[PairKey, ...]:
        """Return the pairs that begin after this one is over, if both meet."""
        return tuple(then for first, then in self.orders if first == pair)

    @cached_property
    def orders(self) -> tuple[tuple[PairKey, PairKey], ...]:
        """Pairs of which the first meets before the second."""
        return tuple(
            (pair_of(row.delegation_id, row.other_id), pair_of(row.delegation_id, row.then_id))
            for row in self.of(RuleKind.ORDER)
            if row.other_id is not None and row.then_id is not None
        )

    def limiting(self, pair: PairKey) -> tuple[ParticularRule, ...]:
        """Return the rules that say when, where or in which language a pair meets."""
        return tuple(
            row
            for row in self.rows
            if row.kind not in {RuleKind.REQUIRED, RuleKind.FORBIDDEN}
            and row.delegation_id in pair
            and (row.other_id is None or row.other_id in pair or row.then_id in pair)
        )


def sides(row: ParticularRule) -> PairKey:
    """Return the pair that a rule is about; raises `ValueError` for one about a single organisation."""
    if row.other_id is None:
        raise ValueError("the rule is about one organisation")
    return pair_of(row.delegation_id, row.other_id)
