"""Which pairs of delegations may meet and what that is worth; and why each other wish is left out before solving."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.models import Answer, EventKind, PairKey, Wish, pair_of, row_id
from matchmaker.scheduling.planning.along import Along, escort_of, need_of
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.rules.interpreting import Speakers, share_a_language, share_a_named_language
from matchmaker.scheduling.rules.particular import NeedOfInterpreter
from matchmaker.scheduling.rules.reasons import UnmetReason
from matchmaker.wishes.rules.agreement import Verdict, Voice, verdict
from matchmaker.wishes.rules.values import FILLER_WORTH, SideFacts, over_limit, side_values, with_language_bonus

_LEFT_OUT = {
    Verdict.NOT_ANSWERED: UnmetReason.NOT_ANSWERED,
    Verdict.NOT_APPROVED: UnmetReason.NOT_APPROVED,
    Verdict.REFUSED: UnmetReason.DECLINED,
}
_WITHOUT_INTERPRETER = {
    EventKind.MISSION: UnmetReason.NO_INTERPRETER,
    # at a forum only a rule asks for one, and participants see no rule
    EventKind.FORUM: UnmetReason.NO_INTERPRETER_BY_RULE,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two delegations that may meet; everything in the order low, high."""

    low: int
    high: int
    wishes: tuple[Wish | None, Wish | None]
    """The live wish of each side."""
    values: tuple[int, int]
    filler: bool
    required: bool
    absent: frozenset[int] = frozenset()
    """Registrations who cannot come to this meeting."""
    along: tuple[Along, ...] = ()
    """Who of neither side comes too."""

    @property
    def key(self) -> PairKey:
        return self.low, self.high

    @property
    def value(self) -> int:
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that may meet, by their key, and the wishes that nobody will solve, by their id."""

    eligible: dict[PairKey, Pair]
    left_out: dict[int, UnmetReason]
    undecided: frozenset[PairKey] = frozenset()
    """Pairs that are eligible only because their meeting stands: somebody cannot come, or a rule is against it."""


def find_pairs(facts: Facts, *, published: Iterable[PairKey] = ()) -> Pairs:
    """Sort all wishes of an event into pairs that may meet and wishes that are left out, with the reason.

    Meetings that are `published` may stay where they are, whatever was declined, refused or taken back since: by
    itself that cancels nothing (decisions 9 and 21). Rules for particular people hold for them as well.
    """
    left_out = _left_out_alone(facts)
    standing = set(published)
    by_pair: dict[PairKey, dict[int, Wish]] = {}
    for wish in facts.wishes:
        by_pair.setdefault(pair_of(wish.from_id, wish.to_id), {})[wish.from_id] = wish
    for key in (*facts.decisions, *facts.rules.required):
        if facts.is_approved(key):
            by_pair.setdefault(key, {})
    for key in standing:
        by_pair.setdefault(key, {})
    eligible: dict[PairKey, Pair] = {}
    undecided = set[PairKey]()
    for key, wishes in sorted(by_pair.items()):
        if key in facts.rules.forbidden:
            continue
        counted = {side: wish for side, wish in wishes.items() if row_id(wish) not in left_out}
        found, pair = _judge(facts, key, counted)
        why, before = _LEFT_OUT.get(found), pair
        if pair is not None:
            pair = _with_two_people(facts, pair)
            why = UnmetReason.SAME_PERSON if pair is None else why
        if pair is not None and key in facts.declines:
            pair, why = _without_absent(facts, pair), UnmetReason.CANNOT_COME
        stays = pair is None and key in standing and _have_meetings(facts, key)
        chosen = before or Pair(*key, (None, None), (FILLER_WORTH, 0), filler=True, required=False) if stays else pair
        if chosen is not None and facts.rules.asks_language(key):
            chosen = _with_a_language(facts, chosen)
            if chosen is None and pair is not None:
                pair, why = None, UnmetReason.NO_LANGUAGE
        if chosen is not None:
            chosen = _with_escort(facts, chosen)
            if chosen is None and pair is not None:
                pair, why = None, _WITHOUT_INTERPRETER[facts.event.kind]
        if chosen is not None:
            eligible[key] = _with_bonus(facts, chosen) if facts.rules.prefers_language(key) else chosen
            if pair is None:
                undecided.add(key)
        for wish in counted.values():
            if wish.answer is Answer.NO:
                left_out[row_id(wish)] = UnmetReason.DECLINED
            elif pair is None and why is not None:
                left_out[row_id(wish)] = why
    return Pairs(eligible, left_out, frozenset(undecided & eligible.keys()))


def _with_two_people(facts: Facts, pair: Pair) -> Pair | None:
    """Return the pair so that nobody meets themselves: who takes part for both sides goes for the smaller one.

    None if nobody else is left.
    """
    if not facts.humans.several:
        return pair
    sides = [
        {facts.humans.agent(person): person for person in candidates(facts, side, asked)}
        for side, asked in zip(pair.key, pair.wishes[::-1], strict=True)
    ]
    both = sides[0].keys() & sides[1].keys()
    if not both:
        return pair
    larger = max(sides, key=len)
    absent = pair.absent | {larger[agent] for agent in both}
    return replace(pair, absent=absent) if len(larger) > len(both) else None


def _without_absent(facts: Facts, pair: Pair) -> Pair | None:
    """Return the pair without those who cannot come; None if nobody may go in their place, or nobody is left."""
    said = facts.declines[pair.key]
    absent = pair.absent | {one.registration_id for one in said}
    sides = zip(pair.key, pair.wishes[::-1], strict=True)
    left = all(set(candidates(facts, side, asked)) - absent for side, asked in sides)
    # in the place of somebody who comes along, any other one may
    instead = all(one.colleague or side_of(facts, one.registration_id) not in pair.key for one in said)
    return replace(pair, absent=absent) if left and instead else None


def side_of(facts: Facts, registration_id: int) -> int | None:
    """Return the delegation of a registration; None for one that is not looked at."""
    registration = facts.registrations.get(registration_id)
    return None if registration is None else registration.delegation_id


def _with_a_language(facts: Facts, pair: Pair) -> Pair | None:
    """Return the pair with only those who speak one language that both sides speak; None if there is none.

    Who has named no language is taken to speak them all.
    """
    low, high = speakers_of(facts, pair)
    heard = share_a_language(low, high)
    if heard is None:
        return None
    return replace(pair, absent=pair.absent | (low.keys() - heard.low) | (high.keys() - heard.high))


def _with_bonus(facts: Facts, pair: Pair) -> Pair:
    """Return the pair with what it is worth where a language in common is preferred; the same if there is none."""
    if pair.filler or share_a_named_language(*speakers_of(facts, pair)) is None:
        return pair
    low, high = (facts.category(side).weight for side in pair.key)
    return replace(pair, values=with_language_bonus(pair.values, (low, high)))


def speakers_of(facts: Facts, pair: Pair) -> tuple[Speakers, Speakers]:
    """Return who may go for each side, with the languages that they speak."""
    sides = _who_may_go(facts, pair)
    low, high = ({person: frozenset(facts.persons[person].languages) for person in people} for people in sides)
    return low, high


def _with_escort(facts: Facts, pair: Pair) -> Pair | None:
    """Return the pair with those who come along; None if it needs an interpreter for whom nobody is there."""
    if need_of(facts, pair.key) is NeedOfInterpreter.NEVER and pair.key not in facts.companions:
        return pair
    escort = escort_of(facts, pair.key, _who_may_go(facts, pair), pair.absent)
    return None if escort is None else replace(pair, along=escort.along, absent=pair.absent | escort.silent)


def _who_may_go(facts: Facts, pair: Pair) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the candidates of the two sides, without those who cannot come."""
    low, high = (
        tuple(person for person in candidates(facts, side, asked) if person not in pair.absent)
        for side, asked in zip(pair.key, pair.wishes[::-1], strict=True)
    )
    return low, high


def _left_out_alone(facts: Facts) -> dict[int, UnmetReason]:
    """Return the wishes that no answer could make possible, with the reason: of several, the first of the branches."""
    left_out: dict[int, UnmetReason] = {}
    own: dict[int, list[Wish]] = {}
    withdrawn = {side for side, delegation in facts.delegations.items() if delegation.withdrawn}
    without_meetings = {side for side in facts.delegations if not facts.category(side).has_meetings}
    for wish in facts.wishes:
        own.setdefault(wish.from_id, []).append(wish)
        sides = {wish.from_id, wish.to_id}
        if sides & withdrawn or (
            wish.person_id is not None and not wish.or_colleague and facts.registrations[wish.person_id].withdrawn
        ):
            left_out[row_id(wish)] = UnmetReason.WITHDRAWN
        elif sides & without_meetings:
            left_out[row_id(wish)] = UnmetReason.NO_MEETINGS
        elif facts.is_excluded(wish):
            left_out[row_id(wish)] = UnmetReason.EXCLUDED
        elif pair_of(wish.from_id, wish.to_id) in facts.rules.forbidden:
            left_out[row_id(wish)] = UnmetReason.KEPT_APART
        elif any(not facts.delegates[side] for side in sides) or not candidates(facts, wish.to_id, wish):
            left_out[row_id(wish)] = UnmetReason.NOBODY_REGISTERED
    for delegation_id, wishes in own.items():
        limit = facts.limits(delegation_id).wish_limit
        for wish_id in over_limit([(row_id(wish), wish.rank, wish.created_at) for wish in wishes], limit):
            left_out.setdefault(wish_id, UnmetReason.OVER_LIMIT)
    return left_out


def candidates(facts: Facts, delegation_id: int, wish: Wish | None) -> tuple[int, ...]:
    """Return the registrations who may go for a side that the other side's `wish` asks for, perhaps by name.

    A named person is the only candidate, unless a colleague will do: then the whole delegation may send somebody.
    """
    people = facts.delegate_ids[delegation_id]
    if wish is None or wish.person_id is None or wish.or_colleague:
        return people
    return tuple(person for person in people if person == wish.person_id)


def _have_meetings(facts: Facts, key: PairKey) -> bool:
    return all(facts.delegates[side] and facts.category(side).has_meetings for side in key)


def _judge(facts: Facts, key: PairKey, wishes: dict[int, Wish]) -> tuple[Verdict, Pair | None]:
    low, high = key
    own = wishes.get(low), wishes.get(high)
    voices = tuple(
        Voice(wish=mine is not None, answer=theirs.answer if theirs is not None else Answer.NONE)
        for mine, theirs in (own, own[::-1])
    )
    found = verdict(
        facts.event.agreement,
        *voices,
        vetoed=frozenset(key) in facts.vetoes,
        approved=facts.is_approved(key),
    )
    if not found.eligible or not _have_meetings(facts, key):
        return found, None
    live = tuple(None if wish is None or wish.answer is Answer.NO else wish for wish in own)
    sides = tuple(
        SideFacts(
            weight=facts.category(side).weight,
            strength=wish.strength if wish else None,
            rank=wish.rank if wish else 1,
            answer=voice.answer,
        )
        for side, wish, voice in zip(key, live, voices, strict=True)
    )
    values = side_values(found, sides[0], sides[1])
    return found, Pair(low, high, (live[0], live[1]), values, found is Verdict.FILLER, key in facts.rules.required)
