"""Why a scenario cannot be published as it is: each line with its cause, and the page that leads out of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session

from matchmaker.base.i18n import N_, N_plural, translate, translate_plural
from matchmaker.models import Event, PairKey, Scenario, row_id
from matchmaker.releases.planning.misfits import Misfit, MisfitCause, TriedScenario, misfits_of, try_scenario
from matchmaker.releases.planning.ways import ShortWay, short_ways
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.away import AwayAt, away_from
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.planning.results import Placed, placed_pairs
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason

CANNOT_MEET = N_("%(pair)s may not meet any more.")
SOMEBODY_DECLINED = N_("%(pair)s: one of them cannot come to this meeting, and it is no longer planned.")
NO_LONGER_FITS = N_("%(pair)s cannot meet at that time and place any more.")
NOT_AS_PLANNED = N_("%(pair)s cannot meet as planned any more.")
WITHDRAWN = N_plural("%(names)s has withdrawn", "%(names)s have withdrawn")
ELSEWHERE = N_("by a rule of yours, they meet at another place, or that place is not free or not open then")
MANY: Mapping[str, str] = {
    CANNOT_MEET: N_("%(name)s: %(number)d meetings may not take place any more, with %(names)s."),
    SOMEBODY_DECLINED: N_(
        "%(name)s: %(number)d meetings to which somebody cannot come are no longer planned, with %(names)s."
    ),
    NOT_AS_PLANNED: N_("%(name)s: %(number)d meetings cannot take place as planned any more, with %(names)s."),
    NO_LONGER_FITS: N_("%(name)s: %(number)d meetings do not fit their time and place any more, with %(names)s."),
}
"""The same of several meetings of one organisation."""
AT_LEAST = 3
"""So many meetings of one organisation with one cause are one problem."""
SHORT_WAY = N_("%(person)s needs %(minutes)d minutes from %(here)s to %(there)s, and has %(left)d")
SHORT_WAY_TO_ITEM = N_(
    "%(person)s needs %(minutes)d minutes from %(here)s to %(there)s, and has %(left)d (programme: %(item)s)"
)
IMPOSSIBLE = N_("This schedule is impossible: it contradicts the fixed meetings.")

CAUSES: Mapping[MisfitCause, str] = {
    MisfitCause.NOT_AVAILABLE: N_("somebody is not available then"),
    MisfitCause.NO_PLACE: N_("the place is not free or not open then"),
    MisfitCause.TWO_PLACES: N_("somebody would be in two places at once"),
    MisfitCause.OVER_LIMIT: N_("somebody would have more meetings than their limit"),
    MisfitCause.NO_SLOT: N_("that time is no longer one for meetings"),
    MisfitCause.NO_PAUSE: N_("somebody would have no time left for lunch"),
    MisfitCause.NOBODY_ALONG: N_("nobody comes along who is needed there, such as an interpreter"),
    MisfitCause.OTHER: "",
}
BY_WAYS = frozenset({MisfitCause.TWO_PLACES, MisfitCause.NOT_AVAILABLE})
"""Causes behind which a way may be that is too long."""


class Resolution(StrEnum):
    """What an organiser does about a problem."""

    SOLVE = "solve"
    """Make a new schedule: it takes everything into account as it is now."""
    DESK = "desk"
    """Decide under the alerts, which propose repairs."""


@dataclass(frozen=True, slots=True)
class PublishProblem:
    """One thing that is in the way of publishing."""

    sentence: str
    cause: str
    """In few words; may be empty."""
    resolution: Resolution
    meetings: int = 1
    """How many meetings it is about."""
    venue_id: int | None = None
    """Where a way begins that is too long, if that is the cause."""


def read_problems(session: Session, event: Event, scenario: Scenario, language: str) -> tuple[PublishProblem, ...]:
    """Return what is in the way of publishing a scenario of `event` as the rows are now."""
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    return find_problems(scenario, facts, found, try_scenario(session, facts, found, scenario), language)


def find_problems(
    scenario: Scenario, facts: Facts, found: Pairs, trial: TriedScenario, language: str
) -> tuple[PublishProblem, ...]:
    """Return what is in the way of publishing a scenario; each pair is named once, many of one cause together."""
    if scenario.infeasible:
        return (PublishProblem(translate(language, IMPOSSIBLE), "", Resolution.SOLVE),)
    by_pair = {misfit.pair: misfit for misfit in reversed(misfits_of(trial, found))}
    ways, gone = _ways(facts, trial, by_pair), _gone(facts, trial, by_pair)
    placed, away = placed_pairs(trial.schedule, facts.humans), away_from(facts)
    wrong: dict[_Wrong, list[PairKey]] = {}
    for pair, misfit in sorted(by_pair.items()):
        what = (
            _has_withdrawn(gone[pair], misfit, language)
            if pair in gone
            else _wrong(misfit, facts, found, ways.get(pair), language)
        )
        if pair not in ways and (who := away_in_words(misfit, placed[pair], away, language)):
            what = what._replace(cause=who)
        wrong.setdefault(what, []).append(pair)
    return tuple(
        _in_words(what, side, pairs, facts, language)
        for what, of_one_cause in wrong.items()
        for side, pairs in _by_side(of_one_cause)
    )


class _Wrong(NamedTuple):
    """What is wrong with a meeting, as a sentence to translate with its cause, and what to do about it."""

    sentence: str
    cause: str
    resolution: Resolution
    venue_id: int | None = None


def _ways(facts: Facts, trial: TriedScenario, by_pair: Mapping[PairKey, Misfit]) -> dict[PairKey, ShortWay]:
    """Return the first way of each meeting for which there is too little time."""
    if not any(misfit.cause in BY_WAYS for misfit in by_pair.values()):
        return {}
    return {way.pair: way for way in reversed(short_ways(facts, placed_pairs(trial.schedule, facts.humans)))}


def _gone(facts: Facts, trial: TriedScenario, by_pair: Mapping[PairKey, Misfit]) -> dict[PairKey, list[str]]:
    """Return the names of those who have withdrawn and were to go to a meeting for one of its sides."""
    if not by_pair:
        return {}
    placed, found = placed_pairs(trial.schedule, facts.humans), {}
    for pair in by_pair:
        people = [facts.registrations[one] for one in placed[pair].people]
        found[pair] = [
            facts.persons[row_id(one)].name
            for one in people
            if one.delegation_id in pair and (one.withdrawn or facts.delegations[one.delegation_id].withdrawn)
        ]
    return {pair: names for pair, names in found.items() if names}


def away_in_words(misfit: Misfit, placed: Placed, away: AwayAt, language: str) -> str:
    """Return who is not available where a meeting is placed, and why; empty where that is not what is wrong."""
    if misfit.cause is not MisfitCause.NOT_AVAILABLE:
        return ""
    return "; ".join(one.in_words(language) for one in away(placed.people, placed.slot_id))


def _has_withdrawn(names: Sequence[str], misfit: Misfit, language: str) -> _Wrong:
    """Return that somebody has withdrawn: a repair sends a colleague, or leaves the meeting out."""
    said = translate_plural(language, *WITHDRAWN, len(names), names=", ".join(names))
    return _Wrong(CANNOT_MEET if misfit.cause is None else NOT_AS_PLANNED, said, Resolution.DESK)


def way_in_words(way: ShortWay, facts: Facts, language: str) -> str:
    """Return who has too little time from where to where, without a full stop."""
    return translate(
        language,
        SHORT_WAY if way.item is None else SHORT_WAY_TO_ITEM,
        person=facts.persons[way.registration_id].name,
        minutes=way.minutes,
        here=facts.venues[way.from_id].name,
        there=facts.venues[way.to_id].name,
        left=way.left,
        item="" if way.item is None else way.item.title(language),
    )


def _wrong(misfit: Misfit, facts: Facts, found: Pairs, way: ShortWay | None, language: str) -> _Wrong:
    if misfit.cause in BY_WAYS and way is not None:
        return _Wrong(NO_LONGER_FITS, way_in_words(way, facts, language), Resolution.SOLVE, way.from_id)
    reason = why_parted(misfit.pair, facts, found)
    if misfit.cause is not None:
        by_rule = misfit.cause is MisfitCause.NO_PLACE and facts.rules.places(misfit.pair)
        cause = translate(language, ELSEWHERE if by_rule else CAUSES[misfit.cause])
        return _Wrong(NO_LONGER_FITS, cause, Resolution.SOLVE)
    if misfit.pair in facts.declines:
        return _Wrong(SOMEBODY_DECLINED, "", Resolution.DESK)
    resolution = Resolution.DESK if reason is UnmetReason.WITHDRAWN else Resolution.SOLVE
    return _Wrong(CANNOT_MEET, translate(language, REASONS[reason].title) if reason else "", resolution)


def _by_side(pairs: Sequence[PairKey]) -> Iterator[tuple[int, list[PairKey]]]:
    """Yield the pairs, many of one delegation together with it, and others one by one with their first."""
    left = list(pairs)
    while left:
        side, number = Counter(side for pair in left for side in pair).most_common(1)[0]
        if number < AT_LEAST:
            yield from ((pair[0], [pair]) for pair in left)
            return
        yield side, [pair for pair in left if side in pair]
        left = [pair for pair in left if side not in pair]


def _in_words(what: _Wrong, side: int, pairs: Sequence[PairKey], facts: Facts, language: str) -> PublishProblem:
    others = [facts.name(other) for pair in pairs for other in pair if other != side]
    if len(pairs) == 1:
        sentence = translate(language, what.sentence, pair=f"{facts.name(side)} – {others[0]}")
    else:
        values = {"name": facts.name(side), "number": len(pairs), "names": ", ".join(others)}
        sentence = translate(language, MANY[what.sentence], **values)
    return PublishProblem(sentence, what.cause, what.resolution, len(pairs), what.venue_id)


def why_parted(pair: PairKey, facts: Facts, found: Pairs) -> UnmetReason | None:
    """Return why the wishes of a pair are not solved any more, if that is known."""
    wishes = (wish for wish in facts.wishes if {wish.from_id, wish.to_id} == set(pair))
    return next((reason for wish in wishes if (reason := found.left_out.get(row_id(wish))) is not None), None)
