"""What publishing a scenario would change, against the last release: by meeting and by person."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import EntryKind, Event, Release, ReleaseKind, Scenario, row_id
from matchmaker.releases.planning.misfits import TriedScenario, try_scenario
from matchmaker.releases.queries.ground import Ground, read_ground
from matchmaker.releases.queries.lines import proposed_lines
from matchmaker.releases.queries.problems import PublishProblem, find_problems
from matchmaker.releases.queries.told import Planned, Told, told_by
from matchmaker.scheduling.planning.closeness import compare
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.problem import pair_key
from matchmaker.scheduling.planning.results import read_problem, read_schedule

FOREIGN = N_("This schedule belongs to another event.")


@dataclass(frozen=True, slots=True)
class Difference(Told):
    """What publishing a scenario would do."""

    scenario_id: int
    release: int
    """Number of the last release (0: nothing published); hand it to `publish_scenario` as `expected_release`."""
    release_kind: ReleaseKind | None
    """Of the last release."""
    unchanged: int
    """Meetings that stay exactly as they are."""
    people_unchanged: int
    problems: tuple[PublishProblem, ...]
    """What is in the way of publishing it now; empty if nothing is."""


def read_difference(
    session: Session, event: Event, scenario: Scenario, *, language: str, ground: Ground | None = None
) -> Difference:
    """Return what publishing `scenario` now would change, and whom it concerns; `ground` if it is known already."""
    if scenario.event_id != event.id:
        raise NotFound(FOREIGN)
    ground = ground or read_ground(session, event)
    facts, found, release = ground.facts, ground.found, ground.release
    proposed = proposed_lines(session, facts, found, scenario)
    trial = try_scenario(session, facts, found, scenario)
    placed = {pair_key(request) for request in trial.schedule.assignments}
    disturbed = () if release is None else _disturbed(session, facts, trial, release, scenario)
    told = told_by(ground, Planned(proposed, placed, disturbed), language)
    meetings = {entry.uid for entry in proposed if entry.kind is EntryKind.MEETING}
    touched = {line.uid for line in told.lines}
    concerned = {person.registration_id for person in told.people}
    return Difference(
        lines=told.lines,
        people=told.people,
        disturbed=told.disturbed,
        scenario_id=row_id(scenario),
        release=release.number if release else 0,
        release_kind=release.kind if release else None,
        unchanged=len(meetings - touched),
        people_unchanged=len({entry.registration_id for entry in proposed} - concerned),
        problems=find_problems(scenario, facts, found, trial, language),
    )


def _disturbed(
    session: Session, facts: Facts, trial: TriedScenario, release: Release, scenario: Scenario
) -> Collection[str]:
    """Return who is disturbed, as agents of the solver."""
    if scenario.id == release.scenario_id:
        return ()
    near = scenario.numbers.get("near", {})
    if near.get("scenario") == release.scenario_id and "disturbed" in near:
        return {facts.humans.agent(registration_id) for registration_id in near["disturbed"]}
    published = session.get_one(Scenario, release.scenario_id)
    problem = read_problem(scenario) if scenario.problem else trial.problem
    before = read_schedule(session, published, facts.humans)
    return compare(problem, before, trial.schedule).disturbed
