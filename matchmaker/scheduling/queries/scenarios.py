"""Saved scenarios: the list to compare, and one with its numbers and the wishes that it does not meet, with reasons."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import translate
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Event,
    GivenName,
    PairKey,
    Release,
    Scenario,
    ScenarioKind,
    Staff,
    Strength,
    UnmetRequest,
    pair_of,
    row_id,
    unloaded,
)
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.places import reason_at
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.results import read_problem, read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.planning.witnesses import WitnessWords
from matchmaker.scheduling.queries.numbers import Numbers, numbers_from_json
from matchmaker.scheduling.rules.reasons import REASONS, UnmetReason


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A row of the comparison."""

    id: int
    name: GivenName
    kind: ScenarioKind
    status: str
    """optimal, feasible, stopped or infeasible."""
    seconds: float
    created_at: datetime
    created_by: str
    """Name of the staff member; empty for the command line."""
    numbers: Numbers
    fingerprint: str
    """Equal for scenarios made from the same wishes, rules and places."""
    releases: tuple[int, ...]
    """Numbers of the releases that published it."""
    version: int
    """Of a draft: how often it was changed, and one."""
    settings: Mapping[str, Any]
    """What it was searched with: mode, allowance, most (people disturbed), where they play a role."""
    note: str
    """Of an organiser; may be empty."""
    is_put_away: bool
    """Whether the list leaves it out."""

    @property
    def uncounted(self) -> bool:
        """Whether its numbers are those of the scenario that it began with: a draft is counted when it is published."""
        return self.kind is ScenarioKind.DRAFT and self.version > 1 and not self.releases

    @property
    def last_release(self) -> int:
        """The number of the last release that published it; 0 for none."""
        return max(self.releases, default=0)


@dataclass(frozen=True, slots=True)
class UnmetWish:
    """A directed wish that a scenario does not meet, and why, in the words for an organiser."""

    wish_id: int
    from_id: int
    from_name: str
    to_id: int
    to_name: str
    strength: Strength
    rank: int
    code: UnmetReason
    title: str
    """The reason in few words: wishes are grouped by it."""
    eligible: bool
    """Whether the pair may meet (the solver saw it); the others were left out before."""
    sentence: str
    fix: str
    """What would help; may be empty."""


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario with everything its page needs."""

    line: ScenarioLine
    baseline: ScenarioLine | None
    """First come, first served on the same wishes, rules, times and places (None if it is this one, or not made)."""
    older_baseline: ScenarioLine | None
    """Without such a one, the last that was made, of others: not to be compared with."""
    unmet: tuple[UnmetWish, ...]
    """Those that may meet first, by value; then those left out, by reason."""
    as_of: datetime
    """The moment that the numbers are of."""
    listed_as_of: datetime
    """The moment that the wishes are of: the same, but for a scenario of before release 0.3."""
    outdated: bool
    """Whether wishes, rules, times or places have changed since; false for a draft, which owes them nothing."""


def scenario_list(session: Session, event: Event) -> tuple[ScenarioLine, ...]:
    """Return the event's scenarios to compare: first come, first served, then by age (newest last)."""
    releases: dict[int, list[int]] = {}
    for scenario_id, number in session.exec(
        select(col(Release.scenario_id), col(Release.number))
        .where(col(Release.event_id) == event.id)
        .order_by(col(Release.number))
    ):
        releases.setdefault(scenario_id, []).append(number)
    rows = session.exec(
        select(Scenario, col(Staff.name))
        .outerjoin(Staff, col(Staff.id) == col(Scenario.created_by_id))
        .where(col(Scenario.event_id) == event.id)
        .order_by(col(Scenario.kind) != ScenarioKind.BASELINE, col(Scenario.id))
        .options(unloaded(Scenario.problem), unloaded(Scenario.unmet_wishes))
    )
    return tuple(
        ScenarioLine(
            id=row_id(scenario),
            name=scenario.given_name,
            kind=scenario.kind,
            status=scenario.status,
            seconds=scenario.seconds,
            created_at=scenario.created_at,
            created_by=staff or "",
            numbers=numbers_from_json(scenario.numbers),
            fingerprint=scenario.settings.get("fingerprint", ""),
            releases=tuple(releases.get(row_id(scenario), ())),
            version=scenario.version,
            settings=scenario.settings,
            note=scenario.note,
            is_put_away=scenario.put_away_at is not None,
        )
        for scenario, staff in rows
    )


def description_token(scenario: Scenario) -> str:
    """Return the token of a form that shows the name and the note of a scenario."""
    return content_token(scenario.name, scenario.note)


def published_first(lines: Iterable[ScenarioLine], *, here: int | None = None) -> tuple[ScenarioLine, ...]:
    """Return scenarios in their order, but what is published now before all others, and none that is put away.

    The scenario `here` is always there.
    """
    ordered = tuple(line for line in lines if not line.is_put_away or line.id == here)
    now = max((line.last_release for line in ordered), default=0)
    return tuple(sorted(ordered, key=lambda line: line.last_release != now or not now))


def scenario_page(session: Session, event: Event, scenario_id: int, *, language: str) -> ScenarioPage | None:
    """Return one scenario of the event with its unmet wishes; None if the event has no such scenario.

    Of a draft that was edited since it was counted, the wishes are those of now.
    """
    lines = {line.id: line for line in scenario_list(session, event)}
    line = lines.get(scenario_id)
    if line is None:
        return None
    scenario = session.get_one(Scenario, scenario_id)
    as_of = scenario.as_of or scenario.created_at
    others = [other for other in lines.values() if other.kind == ScenarioKind.BASELINE and other.id != line.id]
    now = make_task(session, event).fingerprint
    asked = now if line.uncounted else line.fingerprint
    baseline = next((other for other in reversed(others) if other.fingerprint == asked), None)
    return ScenarioPage(
        line=line,
        baseline=baseline,
        older_baseline=next(reversed(others), None) if baseline is None else None,
        unmet=_unmet(session, event, scenario, language, now=line.uncounted),
        as_of=as_of,
        listed_as_of=as_of if scenario.unmet_wishes is not None and not line.uncounted else clock.now(),
        outdated=line.kind is not ScenarioKind.DRAFT and now != line.fingerprint,
    )


def unmet_wishes_of(
    session: Session, event: Event, scenario_id: int, delegation_id: int, language: str
) -> dict[int, UnmetWish]:
    """Return the wishes of one delegation that a scenario of the event does not meet, by the other delegation.

    A scenario without a problem, which no solver has looked at, explains nothing.
    """
    scenario = session.get_one(Scenario, scenario_id)
    kept = scenario.unmet_wishes
    if not scenario.problem or (kept is not None and all(wish["from"] != delegation_id for wish in kept)):
        return {}
    unmet = _unmet(session, event, scenario, language, of=delegation_id)
    return {wish.to_id: wish for wish in unmet}


def _unmet(
    session: Session, event: Event, scenario: Scenario, language: str, *, of: int | None = None, now: bool = False
) -> tuple[UnmetWish, ...]:
    """Return the wishes (`of` one delegation) that a scenario does not meet, as they were when it was made, or as they
    are `now`, with their reasons.
    """
    facts = load_facts(session, event)
    schedule = read_schedule(session, scenario)
    placed = {pair_key(request) for request in schedule.assignments}
    saved: dict[PairKey, UnmetRequest] = {
        (unmet.low_id, unmet.high_id): unmet
        for unmet in session.exec(select(UnmetRequest).where(col(UnmetRequest.scenario_id) == scenario.id))
    }
    counts = Counter(agent for one in schedule.assignments.values() for agent in one.agents)
    counts.update(f"d{side}" for key in placed for side in key)
    words = WitnessWords(facts, language, counts, Presence(read_problem(scenario), schedule))
    kept = None if now else scenario.unmet_wishes
    unmet: list[tuple[tuple[Any, ...], UnmetWish]] = []
    for wish in _unmet_now(facts, placed, saved) if kept is None else kept:
        if of not in {None, wish["from"]}:
            continue
        pair = pair_of(wish["from"], wish["to"])
        request, reason = saved.get(pair), reason_at(facts, pair, wish["code"])
        eligible = wish["eligible"]
        witness = request.witness if request and eligible else {}
        sentence, fix = words.sentence_and_fix(reason, wish["from"], wish["to"], witness)
        line = UnmetWish(
            wish_id=wish["wish"],
            from_id=wish["from"],
            from_name=facts.name(wish["from"]),
            to_id=wish["to"],
            to_name=facts.name(wish["to"]),
            strength=Strength(wish["strength"]),
            rank=wish["rank"],
            code=reason,
            title=translate(language, REASONS[reason].title),
            eligible=eligible,
            sentence=sentence,
            fix=fix,
        )
        value = request.value if request else 0
        unmet.append(((not eligible, -value, reason.value, line.from_name, line.rank), line))
    return tuple(line for _, line in sorted(unmet, key=lambda pair: pair[0]))


def _unmet_now(
    facts: Facts, placed: Collection[PairKey], saved: Mapping[PairKey, UnmetRequest]
) -> Iterator[dict[str, Any]]:
    """Yield the present wishes that a scenario does not meet, like `Scenario.unmet_wishes`."""
    left_out = find_pairs(facts).left_out
    for wish in facts.wishes:
        pair = pair_of(wish.from_id, wish.to_id)
        if pair in placed:
            continue
        why, request = left_out.get(row_id(wish)), saved.get(pair)
        yield {
            "wish": row_id(wish),
            "from": wish.from_id,
            "to": wish.to_id,
            "strength": wish.strength,
            "rank": wish.rank,
            "code": why or (request.code if request else UnmetReason.LATER),
            "eligible": why is None,
        }
