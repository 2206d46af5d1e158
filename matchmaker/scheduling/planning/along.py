"""Who comes along to the meeting of a pair: somebody who interprets, and those who join it by name."""

from typing import NamedTuple

from matchmaker.models import EventKind, PairKey
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.rules.interpreting import (
    CommonGround,
    LanguagePair,
    Speakers,
    interpreted,
    language_pair,
    share_a_language,
)
from matchmaker.scheduling.rules.particular import NeedOfInterpreter

INTERPRETER = "i"
"""The solver's id of the interpreter of a meeting, unique in its request."""
JOINING = "j"
"""What the solver's ids of those who join by name begin with."""


class Along(NamedTuple):
    """Somebody of neither side who goes to a meeting."""

    name: str
    """What the solver calls the party."""
    people: tuple[int, ...]
    """The registrations of whom one comes."""
    pairs: frozenset[LanguagePair] = frozenset()
    """Of an interpreter: the languages of which one pair is enough."""


class Escort(NamedTuple):
    """What a meeting needs beside its two sides."""

    along: tuple[Along, ...]
    silent: frozenset[int]
    """Candidates of the two sides whom nobody there would understand."""


def companion_id(registration_id: int) -> str:
    """Return the solver's id of somebody who joins a meeting by name."""
    return f"{JOINING}{registration_id}"


def escort_of(
    facts: Facts, pair: PairKey, sides: tuple[tuple[int, ...], tuple[int, ...]], absent: frozenset[int]
) -> Escort | None:
    """Return who comes along to the meeting of a pair for which `sides` may go; None if it needs an interpreter
    between languages for which nobody is there.

    Who joins by name and does not take part any more is not waited for.
    """
    joining = tuple(
        person for person in facts.companions.get(pair, ()) if person not in absent and _comes(facts, pair, person)
    )
    named = tuple(Along(companion_id(person), (person,)) for person in joining)
    need = need_of(facts, pair)
    if need is NeedOfInterpreter.NEVER:
        return Escort(named, frozenset())
    legs = common_legs(facts, pair)
    low, high = (speakers(facts, side, people, legs) for side, people in zip(pair, sides, strict=True))
    shared = None if need is NeedOfInterpreter.ALWAYS else share_a_language(low, high)
    if shared is not None:
        return Escort(named, _silent(sides, shared))
    busy = {facts.humans.agent(person) for person in (*joining, *sides[0], *sides[1])}
    pool = {
        person: languages
        for person, languages in facts.interpreters.items()
        if person not in absent
        and _comes(facts, pair, person)
        and _in_one_of(facts, person, legs)
        and facts.humans.agent(person) not in busy
    }
    low, high = (listeners(facts, side, people, legs) for side, people in zip(pair, sides, strict=True))
    found = interpreted(low, high, frozenset().union(*pool.values()))
    if found is None:
        return None
    people = tuple(person for person, languages in pool.items() if languages & found.pairs)
    return Escort((Along(INTERPRETER, people, found.pairs), *named), _silent(sides, found))


def need_of(facts: Facts, pair: PairKey) -> NeedOfInterpreter:
    """Return when an interpreter comes to the meeting of a pair.

    At a forum a rule says so. At a mission with interpreters the languages decide, unless an organiser has decided for
    the pair; a rule counts as well.
    """
    ruled, decision = facts.rules.asks_interpreter(pair), facts.decisions.get(pair)
    if ruled is NeedOfInterpreter.ALWAYS or facts.event.kind is not EventKind.MISSION or not facts.interpreters:
        return ruled
    if decision is None or decision.interpreter is None:
        return NeedOfInterpreter.WITHOUT_LANGUAGE
    return NeedOfInterpreter.ALWAYS if decision.interpreter else NeedOfInterpreter.NEVER


def is_along(party: str) -> bool:
    """Tell whether the solver's id of a party is that of somebody of neither side."""
    return party == INTERPRETER or party.startswith(JOINING)


def common_legs(facts: Facts, pair: PairKey) -> frozenset[int]:
    """Return the legs in which both of a pair take part; of two who are everywhere, all."""
    own = [facts.leg_members[side] for side in pair if side in facts.leg_members]
    return frozenset.intersection(*own) if own else frozenset(facts.legs)


def speakers(facts: Facts, side: int, people: tuple[int, ...], legs: frozenset[int]) -> Speakers:
    """Return in which languages each of some people can meet: those that their demand names in these legs, else
    their own."""
    said = frozenset().union(*(facts.visit_languages.get((side, leg), frozenset()) for leg in legs))
    return {person: said or spoken for person, spoken in _spoken(facts, people).items()}


def listeners(facts: Facts, side: int, people: tuple[int, ...], legs: frozenset[int]) -> Speakers:
    """Return into which languages one may interpret for each of some people: their own, beside those of `speakers`."""
    known, spoken = speakers(facts, side, people, legs), _spoken(facts, people)
    return {person: known[person] | spoken[person] for person in people}


def _spoken(facts: Facts, people: tuple[int, ...]) -> Speakers:
    return {person: frozenset(facts.persons[person].languages) for person in people}


def wanted_pairs(facts: Facts, pair: PairKey) -> frozenset[LanguagePair]:
    """Return between which languages an interpreter would help a pair, whoever goes."""
    legs = common_legs(facts, pair)
    low, high = (
        frozenset[str]().union(*listeners(facts, side, facts.delegate_ids[side], legs).values()) for side in pair
    )
    return frozenset(language_pair(one, other) for one in low for other in high if one != other)


def _silent(sides: tuple[tuple[int, ...], tuple[int, ...]], heard: CommonGround) -> frozenset[int]:
    return frozenset((*sides[0], *sides[1])) - heard.low - heard.high


def _comes(facts: Facts, pair: PairKey, person: int) -> bool:
    """Tell whether somebody takes part, for neither side of a pair."""
    registration = facts.registrations.get(person)
    return registration is not None and registration.delegation_id not in pair and facts.takes_part(registration)


def _in_one_of(facts: Facts, person: int, legs: frozenset[int]) -> bool:
    own = facts.leg_members.get(facts.registrations[person].delegation_id)
    return own is None or not legs or not own.isdisjoint(legs)
