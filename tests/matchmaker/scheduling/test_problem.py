"""Rows become the solver's problem."""

from datetime import UTC, datetime, time

from matchmaker.models import Answer, PlaceClosure, Veto
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import arrival_order, build_problem
from tests.builders import factories


def problem_of(forum):
    facts = forum.facts()
    return build_problem(facts, find_pairs(facts))


def test_slots_carry_their_instants_day_block_and_venue(forum):
    slot = problem_of(forum).slots[0]

    nine_in_brussels = datetime(2027, 3, 11, 8, tzinfo=UTC)
    assert slot.start == nine_in_brussels.timestamp() / 60
    assert slot.end - slot.start == 25
    assert (slot.day, slot.venue, slot.block) == (
        "2027-03-11",
        f"v{forum.venue.id}",
        f"b{forum.slots[0].block_id}",
    )


def test_only_delegations_with_somebody_to_meet_are_in_the_problem(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    silent = forum.join("Lumo")
    forum.wish(one, other)
    forum.wish(one, silent, Answer.NONE, rank=2)
    forum.session.add(Veto(event_id=forum.event.id, from_id=silent.id, against_id=one.id))
    factories.make_place(forum.session, forum.venue, owner_id=silent.id)

    problem = problem_of(forum)

    assert [delegation.id for delegation in problem.delegations] == [f"d{one.id}", f"d{other.id}"]
    assert [agent.id for agent in problem.agents] == [
        f"r{forum.people['Nivelyo'].id}",
        f"r{forum.people['Meuse Invest'].id}",
    ]
    assert [place.id for place in problem.places] == [f"p{forum.tables[0].id}"]
    assert problem.vetoes == set()


def test_a_request_has_its_candidates_and_values_by_side(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    colleague = factories.make_registration(forum.session, other)
    forum.wish(one, other, person_id=colleague.id, or_colleague=False, rank=3)

    (request,) = problem_of(forum).requests

    assert request.id == f"q{one.id}-{other.id}"
    assert [(side.delegation, side.agents, side.value) for side in request.sides] == [
        (f"d{one.id}", (f"r{forum.people['Nivelyo'].id}",), 27 + 10),
        (f"d{other.id}", (f"r{colleague.id}",), 0),
    ]
    assert (request.places, request.required) == (None, False)


def test_a_booth_owner_meets_at_the_booth(forum):
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    booth = factories.make_place(forum.session, forum.venue, owner_id=other.id)
    forum.wish(one, other)

    problem = problem_of(forum)

    assert problem.requests[0].places == {f"p{booth.id}"}
    assert {place.id: place.owner for place in problem.places} == {
        f"p{forum.tables[0].id}": None,
        f"p{booth.id}": f"d{other.id}",
    }


def test_a_closed_place_and_busy_people_lose_slots(forum):
    one, other = forum.join("Nivelyo", arrives=time(9, 30)), forum.join("Meuse Invest")
    forum.wish(one, other)
    forum.session.add(PlaceClosure(place_id=forum.tables[0].id, slot_id=forum.slots[3].id))
    slots = [f"s{slot.id}" for slot in forum.slots]

    problem = problem_of(forum)

    assert problem.places[0].closed == {slots[3]}
    assert [agent.free for agent in problem.agents] == [set(slots[1:]), set(slots)]


def test_limits_are_the_delegations_own_else_those_of_the_category(forum):
    forum.category.guarantee, forum.category.max_meetings, forum.category.max_received = 2, 5, 3
    one, other = forum.join("Nivelyo"), forum.join("Meuse Invest")
    one.guarantee, one.max_meetings, one.max_received = 0, 4, 1
    forum.wish(one, other)

    first, second = problem_of(forum).delegations

    assert (first.minimum, first.maximum, first.maximum_received) == (1, 4, 1)
    assert (second.minimum, second.maximum, second.maximum_received) == (2, 5, 3)
    assert (first.group, first.fair_share) == ("basic", 1)


def test_the_organiser_can_turn_the_floor_of_one_off(forum):
    forum.event.floor_of_one = False
    forum.wish(forum.join("Nivelyo"), forum.join("Meuse Invest"))

    assert [delegation.minimum for delegation in problem_of(forum).delegations] == [0, 0]


def test_pace_and_lunch_belong_to_the_person(forum):
    factories.make_slots(forum.session, forum.venue, starts=time(11), number=8)
    one = forum.join("Nivelyo", max_per_day=3, max_in_a_row=2, lunch_free=True)
    forum.wish(one, forum.join("Meuse Invest"))

    eager, relaxed = problem_of(forum).agents

    assert (eager.max_per_day, eager.max_in_a_row, [len(kept) for kept in eager.keep_one_free]) == (3, 2, [4])
    assert (relaxed.max_per_day, relaxed.max_in_a_row, relaxed.keep_one_free) == (None, None, ())


def test_first_come_first_served_goes_by_tier_then_age_then_rank(forum):
    premium = factories.make_category(forum.session, forum.event, "premium", position=0)
    forum.category.position = 1
    basic, other, third = forum.join("Arlon Data"), forum.join("Banque Delvaux"), forum.join("Citizen+")
    member = forum.join("Nivelyo", premium)
    early, late = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
    forum.wish(basic, other, rank=2, created_at=early)
    forum.wish(basic, third, rank=1, created_at=early)
    forum.wish(other, third, rank=1, created_at=late)
    forum.wish(member, third, rank=9, created_at=late)
    facts = forum.facts()

    order = arrival_order(facts, find_pairs(facts))

    assert order == tuple(
        f"q{low.id}-{high.id}" for low, high in ((third, member), (basic, third), (basic, other), (other, third))
    )
