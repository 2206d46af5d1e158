"""Who goes in a schedule that is searched for, where a rule prefers a language in common.

Of a side several people may go. Those who share a language with the other side are asked first: the others are no
candidates then, the pairs of most value first, as long as those who remain have time for all the meetings to which
nobody else may go. Schedules that exist, and what people do by hand, are judged without that.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

import solver
from matchmaker.models import PairKey, RuleKind
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.closeness import Start
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pair, Pairs, speakers_of
from matchmaker.scheduling.planning.problem import build_problem, pair_key
from matchmaker.scheduling.rules.interpreting import CommonGround, share_a_named_language

People = frozenset[int]
"""Registrations."""


def problem_to_search(facts: Facts, found: Pairs, start: Start | None = None) -> solver.Problem:
    """Return the problem of a search without its reference; a schedule that it goes on from stays possible."""
    going = {} if start is None else start.schedule.assignments
    return build_problem(
        facts, preferring(facts, found, {pair_key(request): placed.agents for request, placed in going.items()})
    )


def has_preferences(facts: Facts) -> bool:
    """Tell whether a rule prefers a language in common."""
    return any(facts.rules.of(RuleKind.LANGUAGE_PREFERRED))


def preferring(facts: Facts, found: Pairs, going: Mapping[PairKey, Collection[str]]) -> Pairs:
    """Return the pairs with those left out of them who would not be understood while a colleague is.

    Nothing changes for a pair to which one of these is `going` (agents), for one that must meet, nor where two of a
    side go.
    """
    if not has_preferences(facts):
        return found
    eligible = dict(found.eligible)
    asked = [
        pair
        for key, pair in eligible.items()
        if facts.rules.prefers_language(key) and not facts.rules.together(key) and not pair.required
    ]
    time = _Time(facts, eligible.values())
    for pair in sorted(asked, key=lambda one: (-one.value, one.key)):
        low, high = speakers_of(facts, pair)
        ground = share_a_named_language(low, high)
        if ground is None or not time.meet(ground):
            continue
        silent = (low.keys() - ground.low) | (high.keys() - ground.high)
        if not {facts.humans.agent(person) for person in silent}.isdisjoint(going.get(pair.key, ())):
            continue
        if silent and time.take(pair.key, (frozenset(low), frozenset(high)), ground):
            eligible[pair.key] = replace(pair, absent=pair.absent | silent)
    return replace(found, eligible=eligible)


class _Time:
    """How many meetings people have time for, and to how many nobody else may go."""

    def __init__(self, facts: Facts, pairs: Iterable[Pair]) -> None:
        self._facts = facts
        self._sent: dict[int, list[People]] = {}
        for pair in pairs:
            for side, people in zip(pair.key, speakers_of(facts, pair), strict=True):
                self._sent.setdefault(side, []).append(frozenset(people))
        self._room: dict[People, int] = {}

    def meet(self, ground: CommonGround) -> bool:
        """Tell whether somebody of each side is free at the same time."""
        low, high = (frozenset[int]().union(*map(self._free, side)) for side in (ground.low, ground.high))
        return not low.isdisjoint(high)

    def take(self, key: PairKey, before: tuple[People, People], ground: CommonGround) -> bool:
        """Tell whether fewer people have time for the meeting of a pair as well; it is theirs from then on."""
        after = (ground.low, ground.high)
        changed = [
            (self._sent[side], everybody, fewer)
            for side, everybody, fewer in zip(key, before, after, strict=True)
            if fewer != everybody
        ]
        if not all(self._have_time(*change) for change in changed):
            return False
        for sent, everybody, fewer in changed:
            sent[sent.index(everybody)] = fewer
        return True

    def _have_time(self, sent: list[People], everybody: People, fewer: People) -> bool:
        groups = {fewer, *(one for one in sent if fewer < one and not everybody <= one)}
        return all(sum(one <= group for one in sent) < self._room_of(group) for group in groups)

    def _room_of(self, people: People) -> int:
        if people not in self._room:
            self._room[people] = sum(map(self._most, people))
        return self._room[people]

    def _most(self, person: int) -> int:
        """Return how many meetings somebody could have: one at a time, and on each day no more than they want."""
        most, days = self._facts.registrations[person].max_per_day, dict[object, set[object]]()
        for number in self._free(person):
            slot = self._facts.slots[number]
            days.setdefault(slot.day, set()).add(slot.starts_at)
        return sum(len(starts) if most is None else min(most, len(starts)) for starts in days.values())

    def _free(self, person: int) -> People:
        return frozenset(self._facts.slots) - frozenset(self._busy[person])

    @cached_property
    def _busy(self) -> dict[int, Collection[int]]:
        return {person: busy.keys() for person, busy in busy_slots(self._facts).items()}
