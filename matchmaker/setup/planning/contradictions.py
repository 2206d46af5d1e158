"""Whether a new rule for particular people contradicts another one, or leaves what is required without a time."""

from collections.abc import Iterator
from dataclasses import replace

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.models import PairKey, ParticularRule, RuleKind, row_id
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pair, candidates, find_pairs
from matchmaker.scheduling.planning.rule_words import sentence_of
from matchmaker.scheduling.rules.particular import ParticularRules, sides

SAME = N_("There is a rule for this already: %(rule)s Remove it first.")
CONTRARY = N_("This contradicts another rule: %(rule)s Remove that one first.")
NO_TIME = N_("%(who)s would have no time left for a meeting.")
APART = N_("%(one)s and %(other)s must meet, and would never be free at the same time.")
UNINTERPRETED = N_("%(one)s and %(other)s must meet, and nobody is registered who interprets between their languages.")
SPEECHLESS = N_("%(one)s and %(other)s must meet, and have no language in common.")
IN_A_CIRCLE = N_("With the other rules, each of these meetings would have to come before the others.")
_OF_TIME = frozenset({RuleKind.NOT_BEFORE, RuleKind.NOT_AFTER})


def refuse_contradiction(facts: Facts, new: ParticularRule, language: str) -> None:
    """Raise `InvalidInput`, with the other rule in `language`, if a rule cannot stand beside those of an event.

    A pair that must meet, and could not before it, is no reason against a rule.
    """
    for row in facts.rules.rows:
        if not _subjects(row).isdisjoint(_subjects(new)):
            sentence = SAME if row.kind is new.kind and row.then_id == new.then_id else CONTRARY
            raise InvalidInput(sentence, rule=sentence_of(facts, row, language))
    after = replace(facts, rules=ParticularRules((*facts.rules.rows, new)))
    if new.kind is RuleKind.ORDER and _has_circle(after.rules.orders):
        raise InvalidInput(IN_A_CIRCLE)
    required = RequiredMeetings(after)
    if new.kind in _OF_TIME:
        concerned = [person for person in _delegates(facts, new.delegation_id) if new.registration_id in {None, person}]
        if concerned and not any(required.free[person] for person in concerned):
            names = ", ".join(facts.persons[person].name for person in concerned)
            raise InvalidInput(NO_TIME, who=names)
    impossible = {pair: why for pair in sorted(after.rules.required) if (why := required.obstacle(pair)) is not None}
    earlier = RequiredMeetings(facts) if impossible else required
    for pair, why in impossible.items():
        if pair not in facts.rules.required or earlier.obstacle(pair) is None:
            raise InvalidInput(why, one=facts.name(pair[0]), other=facts.name(pair[1]))


def _subjects(row: ParticularRule) -> frozenset[tuple[object, ...]]:
    """Return what a rule is about; two rules about the same cannot both stand."""
    if row.kind is RuleKind.LANGUAGE:
        # where all speak a common language nobody interprets, and nothing is left to prefer
        kinds = (RuleKind.LANGUAGE, RuleKind.LANGUAGE_PREFERRED, RuleKind.INTERPRETER)
        return frozenset(_subject(row, kind) for kind in kinds)
    return frozenset({_subject(row, row.kind)})


def _subject(row: ParticularRule, kind: RuleKind) -> tuple[object, ...]:
    both = (row.delegation_id,) if row.other_id is None else tuple(sides(row))
    match kind:
        case RuleKind.REQUIRED | RuleKind.FORBIDDEN:
            return ("meeting", both)
        case RuleKind.ORDER:
            return ("order", row.delegation_id, frozenset({row.other_id, row.then_id}))
        case RuleKind.TOGETHER:
            return ("together", row.delegation_id, row.other_id)
        case _:
            return (kind, both, row.registration_id)


class RequiredMeetings:
    """What leaves required pairs that may meet without a time, or without a language."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        busy = busy_slots(facts)
        self.free = {person: frozenset(facts.slots) - busy[person].keys() for person in facts.registrations}
        """Slots in which each person could have a meeting."""
        self._eligible = find_pairs(facts).eligible
        self._eligible_without: dict[RuleKind, dict[PairKey, Pair]] = {}

    def _would_meet_without(self, pair: PairKey, kind: RuleKind) -> bool:
        if kind not in self._eligible_without:
            rules = ParticularRules(tuple(row for row in self._facts.rules.rows if row.kind is not kind))
            self._eligible_without[kind] = find_pairs(replace(self._facts, rules=rules)).eligible
        return pair in self._eligible_without[kind]

    def obstacle(self, pair: PairKey) -> str | None:
        """Return the sentence that says why two who may meet cannot; None if they can, or may not meet anyhow."""
        known = self._eligible.get(pair)
        if known is None and self._would_meet_without(pair, RuleKind.LANGUAGE):
            return SPEECHLESS
        if known is None and self._would_meet_without(pair, RuleKind.INTERPRETER):
            return UNINTERPRETED
        wishes, absent = ((None, None), frozenset[int]()) if known is None else (known.wishes, known.absent)
        low, high = (
            frozenset[int]().union(
                *(self.free[one] for one in candidates(self._facts, side, asked) if one not in absent)
            )
            for side, asked in zip(pair, wishes[::-1], strict=True)
        )
        return APART if all(_delegates(self._facts, side) for side in pair) and not low & high else None


def _delegates(facts: Facts, delegation_id: int) -> list[int]:
    return [row_id(one) for one in facts.delegates[delegation_id]]


def _has_circle(orders: tuple[tuple[PairKey, PairKey], ...]) -> bool:
    """Tell whether some meetings would each come before the others."""

    def later(pair: PairKey) -> Iterator[PairKey]:
        return (then for first, then in orders if first == pair)

    for start, _ in orders:
        seen, waiting = set[PairKey](), [start]
        while waiting:
            for pair in later(waiting.pop()):
                if pair == start:
                    return True
                if pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
    return False
