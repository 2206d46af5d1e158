"""Somebody who comes along falls out: another one of the pool comes, or the meeting cannot take place."""

import pytest
from sqlmodel import select

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.alerts.planning.repairs import find_repairs
from matchmaker.models import Companion, Meeting, ReleaseKind, Role
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.problems import read_problems
from matchmaker.scheduling.planning.declines import Decline
from matchmaker.scheduling.planning.pairs import find_pairs
from solver.repair import Happening, ProposalKind
from tests.builders.along import Abroad, join_along, make_abroad
from tests.builders.forum import Seat


@pytest.fixture
def abroad(forum) -> Abroad:
    """Nivelyo meets Revontuli in the first slot, with Kaisa; it is published."""
    abroad = make_abroad(forum)
    scenario = forum.scenario(Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)))
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    abroad.scenario = scenario
    return abroad


def agents(abroad: Abroad, happened: Disruption) -> list[str]:
    """Who goes to the meeting after the least repair; nobody where it cannot take place."""
    found = find_repairs(abroad.forum.session, abroad.forum.event, happened, work=0.2)
    least = next(one for one in found.proposals if one.kind is ProposalKind.LEAST_DISTURBANCE)
    low, high = abroad.pairs[0]
    placed = least.source.result.schedule.assignments.get(f"q{low}-{high}")
    return [] if placed is None else [placed.slot, *placed.agents[2:]]


def test_when_one_falls_ill_another_one_comes_at_the_same_time(session, abroad):
    here, (uid,) = f"s{abroad.forum.slots[0].id}", session.exec(select(Meeting.uid)).all()
    instead = [here, f"r{abroad.tuomas.id}"]

    tried = agents(abroad, Disruption(absent={abroad.kaisa.id}))
    for_this_one = agents(abroad, Disruption(without={uid: abroad.kaisa.id}))
    withdraw(session, abroad.kaisa)

    assert (tried, for_this_one) == (instead, instead)
    assert agents(abroad, Disruption()) == instead


def test_both_are_told_and_nobody_is_disturbed(session, abroad):
    found = find_repairs(session, abroad.forum.event, Disruption(absent={abroad.kaisa.id}), work=0.2)

    kept = next(one for one in found.proposals if one.kind is ProposalKind.ONLY_CANCEL)
    assert {(change.person, change.happening) for change in kept.told} == {
        ("Kaisa Niemi", Happening.LOSES),
        ("Tuomas Niemi", Happening.GAINS),
    }
    assert (kept.people_disturbed, kept.cannot_stay) == (0, ())


def test_without_anybody_left_the_meeting_cannot_take_place_and_publishing_says_why(session, abroad):
    withdraw(session, abroad.tuomas)

    assert agents(abroad, Disruption(absent={abroad.kaisa.id})) == []
    withdraw(session, abroad.kaisa)
    (problem,) = read_problems(session, abroad.forum.event, abroad.scenario, "en")
    assert "No interpreter" in problem.cause


def test_who_declines_is_replaced_and_who_joins_by_name_is_left_out(session, abroad):
    head = join_along(abroad.forum, "Bernadette", Role.HEAD, "fr")
    low, high = abroad.pairs[0]
    session.add(Companion(event_id=abroad.forum.event.id, low_id=low, high_id=high, registration_id=head.id))
    facts = abroad.forum.facts()
    facts.declines[low, high] = (Decline(abroad.kaisa.id, colleague=False), Decline(head.id, colleague=False))

    found = find_pairs(facts)

    assert [one.people for one in found.eligible[low, high].along] == [(abroad.tuomas.id,)]
