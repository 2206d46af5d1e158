"""Whom a change disturbs is one number: of the repair, of its draft beside the release, of a comparison, and proved."""

from itertools import product

import pytest

import solver
from matchmaker.alerts.commands.drafts import save_repair
from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.alerts.planning.proposals import RepairProposal
from matchmaker.alerts.planning.repairs import Damage, propose, read_damage
from matchmaker.models import Delegation, Event, ReleaseKind, Scenario, SolveMode
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.difference import read_difference
from matchmaker.scheduling.planning.closeness import Start, compare, staying_close
from matchmaker.scheduling.planning.exchanges import exchanged
from matchmaker.scheduling.planning.results import compare_scenarios, read_schedule
from solver import Goal
from solver.repair import ProposalKind
from solver.validate.repair import disturbed
from solver.validate.standing import cannot_stay
from tests.builders import factories
from tests.builders.along import Abroad, make_abroad, speak
from tests.builders.forum import Seat
from tests.builders.solver.exhaustive import seats

FIRST = (Goal.REQUIRED, Goal.GUARANTEES)


@pytest.fixture
def abroad(forum) -> Abroad:
    """A company, two counterparts, two interpreters, two tables and two slots."""
    abroad = make_abroad(forum)
    forum.tables.append(factories.make_place(forum.session, forum.venue, position=1))
    for slot in forum.slots[2:]:
        forum.session.delete(slot)
    del forum.slots[2:]
    return abroad


@pytest.fixture
def theirs(abroad: Abroad) -> Delegation:
    """A second company that wants both."""
    forum = abroad.forum
    theirs = forum.join("Lumo")
    speak(forum, forum.people["Lumo"], "fr")
    for rank, counterpart in enumerate((abroad.one, abroad.other), start=1):
        forum.wish(theirs, counterpart, rank=rank)
    return theirs


def publish(abroad: Abroad, *placed: Seat) -> Scenario:
    forum = abroad.forum
    scenario = forum.scenario(*placed)
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return scenario


CASES = {
    "another one is free": (((0, "Kaisa"), (1, "Tuomas")), "Kaisa"),
    "the other one is needed elsewhere at that time": (((0, "Kaisa"), (0, "Tuomas")), "Kaisa"),
    "who has two": (((0, "Kaisa"), (1, "Kaisa")), "Kaisa"),
    "nobody is concerned": (((0, "Kaisa"), (1, "Kaisa")), "Tuomas"),
}
"""The slots and interpreters of Nivelyo – Revontuli and of Lumo – Satama as published, and who withdraws."""


@pytest.mark.parametrize("case", CASES)
def test_repairs_the_publishing_page_and_comparisons_say_the_same_and_what_is_proved_is_true(
    session, abroad: Abroad, theirs: Delegation, case: str
) -> None:
    ((first, with_first), (second, with_second)), gone = CASES[case]
    forum, people = abroad.forum, abroad.forum.people
    published = publish(
        abroad,
        Seat(abroad.ours, abroad.one, first, along=(people[with_first],)),
        Seat(theirs, abroad.other, second, 1, along=(people[with_second],)),
    )
    withdraw(session, people[gone])
    damage = read_damage(session, forum.event)

    found = propose(damage, work=0.5)

    assert {one.kind for one in found.proposals} >= {ProposalKind.ONLY_CANCEL, ProposalKind.LEAST_DISTURBANCE}
    for proposal in found.proposals:
        assert _counts(session, forum.event, published, proposal) == {proposal.people_disturbed}
    least = next(one for one in found.proposals if one.kind is ProposalKind.LEAST_DISTURBANCE)
    assert (least.proved, least.people_disturbed) == (True, _fewest(damage))


def _counts(session, event: Event, published: Scenario, proposal: RepairProposal) -> set[int | None]:
    """What all pages say of one repair: the draft beside the release, and two schedules side by side."""
    draft = save_repair(session, event, proposal)
    difference = read_difference(session, event, draft, language="en")
    marked = sum(person.disturbed for person in difference.people)
    return {difference.disturbed, marked, len(compare_scenarios(session, published, draft).disturbed)}


def _fewest(damage: Damage) -> int:
    """The fewest people disturbed of all schedules there are that miss as little of what was promised."""
    problem, released = damage.task.problem, exchanged(damage.task.problem, damage.published)[0]
    forced, keys = cannot_stay(problem, released), []
    for choice in product(*(seats(problem, request) for request in problem.requests)):
        schedule = solver.Schedule({item.request: item for item in choice if item is not None})
        report = solver.validate(problem, schedule)
        if report.valid:
            missing = tuple(report.scores[goal] for goal in FIRST)
            keys.append((missing, len(disturbed(problem, released, forced, schedule))))
    return min(keys)[1]


def test_nobody_is_taken_from_a_meeting_that_can_stay(session, abroad: Abroad, theirs: Delegation) -> None:
    """Tuomas interprets at that time elsewhere: that meeting is not forced to go for the other one."""
    published = publish(
        abroad,
        Seat(abroad.ours, abroad.one, 0, along=(abroad.kaisa,)),
        Seat(theirs, abroad.other, 0, 1, along=(abroad.tuomas,)),
    )
    withdraw(session, abroad.kaisa)

    damage = read_damage(session, abroad.forum.event)

    low, high = abroad.pairs[0]
    assert cannot_stay(damage.task.problem, damage.released) == {f"q{low}-{high}"}
    assert damage.released == read_schedule(session, published)


def test_solving_again_stays_close_to_what_is_left_when_another_one_comes_along(session, abroad: Abroad) -> None:
    """A run counts like a repair: the meeting stays with Tuomas, and nobody is disturbed by that."""
    published = publish(abroad, Seat(abroad.ours, abroad.one, 0, along=(abroad.kaisa,)))
    withdraw(session, abroad.kaisa)
    damage = read_damage(session, abroad.forum.event)
    before = read_schedule(session, published)

    near = staying_close(damage.task.problem, damage.task.found, Start(published.id, before, SolveMode.ADD))

    (stays,) = near.reference.schedule.assignments.values()
    assert (stays.agents[2], cannot_stay(near, near.reference.schedule)) == (f"r{abroad.tuomas.id}", frozenset())
    assert compare(near, before, near.reference.schedule).disturbed == frozenset()
