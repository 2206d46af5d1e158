"""Validate a scenario against the rows as they are now: which of its meetings cannot be published any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

import solver
from matchmaker.models import PairKey, Scenario
from matchmaker.scheduling.planning.along import is_along
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.scheduling.planning.problem import build_problem, pair_key, request_id
from matchmaker.scheduling.planning.results import read_schedule
from solver.validate import Rule, broken


class MisfitCause(StrEnum):
    """What of a placed meeting fits no longer."""

    NOT_AVAILABLE = "not_available"
    NO_PLACE = "no_place"
    TWO_PLACES = "two_places"
    OVER_LIMIT = "over_limit"
    NO_SLOT = "no_slot"
    NO_PAUSE = "no_pause"
    """No slot would be left that is kept free, as for lunch."""
    NOBODY_ALONG = "nobody_along"
    """An interpreter is needed there, or somebody joins it by name, and nobody comes along."""
    OTHER = "other"


_CAUSES: Mapping[Rule, MisfitCause] = {
    **dict.fromkeys((Rule.AVAILABILITY, Rule.CANDIDATE), MisfitCause.NOT_AVAILABLE),
    **dict.fromkeys((Rule.PLACE, Rule.OWNER, Rule.CLOSED, Rule.CAPACITY), MisfitCause.NO_PLACE),
    Rule.ONE_PLACE: MisfitCause.TWO_PLACES,
    Rule.KEEP_ONE_FREE: MisfitCause.NO_PAUSE,
    **dict.fromkeys((Rule.SLOT, Rule.LENGTH), MisfitCause.NO_SLOT),
    **dict.fromkeys((Rule.MAXIMUM, Rule.MAXIMUM_RECEIVED, Rule.MAX_PER_DAY, Rule.MAX_IN_A_ROW), MisfitCause.OVER_LIMIT),
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A pair whose meeting cannot take place as a scenario says, and the rule that it breaks now."""

    pair: PairKey
    rule: Rule | None
    """None: the two may not meet any more (withdrawal, refusal, veto, decline, or nobody left who could go)."""
    ids: tuple[str, ...] = ()
    """The solver's ids that the judge names."""
    incomplete: bool = False
    """Somebody is missing who comes along to it."""

    @property
    def cause(self) -> MisfitCause | None:
        """What fits no longer; None where the two may not meet at all."""
        if self.rule is Rule.UNKNOWN and self.incomplete:
            return MisfitCause.NOBODY_ALONG
        return None if self.rule is None else _CAUSES.get(self.rule, MisfitCause.OTHER)


@dataclass(frozen=True, slots=True)
class TriedScenario:
    """What a scenario has placed, and the problem as the rows are now."""

    schedule: solver.Schedule
    problem: solver.Problem


def try_scenario(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> TriedScenario:
    """Return a scenario beside the rows as they are now."""
    return TriedScenario(read_schedule(session, scenario, facts.humans), build_problem(facts, found))


def misfits(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> tuple[Misfit, ...]:
    """Return where a scenario contradicts the rows as they are now; none if it can be published."""
    return misfits_of(try_scenario(session, facts, found, scenario), found)


def misfits_of(trial: TriedScenario, found: Pairs) -> tuple[Misfit, ...]:
    """Return where a schedule contradicts the problem beside it."""
    schedule = trial.schedule
    parted = [Misfit(pair_key(request), None) for request in schedule.assignments]
    parted = [misfit for misfit in parted if misfit.pair not in found.eligible]
    gone = {request_id(misfit.pair) for misfit in parted}
    kept = {request: placed for request, placed in schedule.assignments.items() if request not in gone}
    violations = broken(trial.problem, solver.Schedule(kept))
    unfit = [
        Misfit(pair_key(culprit), violation.code, violation.ids, _is_incomplete(culprit, kept, trial.problem))
        for violation in violations
        for culprit in _culprits(violation.ids, kept)
    ]
    return (*parted, *unfit)


def _is_incomplete(request: str, kept: Mapping[str, solver.Assignment], problem: solver.Problem) -> bool:
    """Tell whether fewer people go to a meeting than it needs, of whom somebody comes along."""
    asked = next((one for one in problem.requests if one.id == request), None)
    if asked is None or not any(is_along(role.id) for role in asked.roles):
        return False
    return len(kept[request].agents) < len(asked.parties)


def _culprits(ids: tuple[str, ...], kept: dict[str, solver.Assignment]) -> list[str]:
    """Return the requests that a violation names, or those of the person or delegation that it names instead."""
    named = [name for name in ids if name in kept]
    if named:
        return named
    who = ids[0]
    return [
        request
        for request, placed in kept.items()
        if who in placed.agents or who in {f"d{side}" for side in pair_key(request)}
    ]
