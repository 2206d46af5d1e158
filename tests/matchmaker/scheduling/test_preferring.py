"""A language in common that is preferred: what it is worth, who goes, and that nobody is left out for want of it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import solver
from matchmaker.models import Registration, RuleKind, SolveMode, Strength
from matchmaker.scheduling.planning.closeness import Start
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.pairs import find_pairs, speakers_of
from matchmaker.scheduling.planning.preferring import preferring
from matchmaker.scheduling.planning.problem import build_problem, request_id
from matchmaker.scheduling.planning.tasks import Task, make_task
from matchmaker.scheduling.rules.interpreting import share_a_named_language
from matchmaker.wishes.rules.values import (
    LANGUAGE_BONUS,
    RANK_CEILING,
    STRENGTH_FACTOR,
    wish_value,
    with_language_bonus,
)
from tests.builders import factories
from tests.builders.along import speak
from tests.builders.forum import Forum

PREFERRED = RuleKind.LANGUAGE_PREFERRED
LANGUAGES = ("en", "fr", "nl")
SPEAKERS = st.dictionaries(st.integers(1, 3), st.frozensets(st.sampled_from(LANGUAGES), max_size=2))


# --- what it means ---------------------------------------------------------------------------------------------------


@given(low=SPEAKERS, high=SPEAKERS)
def test_only_who_has_named_a_language_is_preferred(low, high):
    found = share_a_named_language(low, high)

    assert (found is None) == (not any(one & other for one in low.values() for other in high.values()))
    for one, other in () if found is None else ((a, b) for a in found.low for b in found.high):
        assert low[one] & high[other]


@given(
    weight=st.integers(1, 5),
    rank=st.integers(1, RANK_CEILING + 2),
    weaker=st.sampled_from([(Strength.OPEN, Strength.WANT), (Strength.WANT, Strength.MUST)]),
)
def test_the_bonus_never_comes_before_a_stronger_wish_of_the_same_rank(weight, rank, weaker):
    less, more = (wish_value(weight, strength, rank) for strength in weaker)

    assert with_language_bonus((less, 0), (weight, 3)) == (less + weight * LANGUAGE_BONUS, 0)
    assert less + weight * LANGUAGE_BONUS < more
    assert LANGUAGE_BONUS < STRENGTH_FACTOR


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


# --- who goes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(forum) -> Forum:
    """Of Alizé go Anna, who speaks French, and Emma, who speaks English as well; Boréal and Cirrus speak English."""
    forum.sides = [forum.join(name) for name in ("Alizé", "Boréal", "Cirrus")]
    speak(forum, forum.people["Alizé"], "fr")
    forum.people["Emma"] = factories.make_registration(forum.session, forum.sides[0])
    speak(forum, forum.people["Emma"], "fr", "en")
    for rank, name in enumerate(("Boréal", "Cirrus"), start=1):
        speak(forum, forum.people[name], "en")
        forum.wish(forum.sides[0], forum.sides[rank], rank=rank)
    return forum


def who_may_go(forum: Forum) -> list[set[int]]:
    """Who of Alizé may go to Boréal and to Cirrus in a schedule that is searched for."""
    facts = forum.facts()
    found = preferring(facts, find_pairs(facts), {})
    return [set(speakers_of(facts, found.eligible[pair])[0]) for pair in sorted(found.eligible)]


def ids(forum: Forum, *names: str) -> set[int]:
    return {forum.people[name].id for name in names}


def test_who_shares_a_language_goes_and_the_wish_is_worth_more(two):
    facts = two.facts()
    before = [pair.values for pair in find_pairs(facts).eligible.values()]
    both = ids(two, "Alizé", "Emma")
    assert who_may_go(two) == [both, both]

    two.rule(PREFERRED, two.sides[0], two.sides[1])

    weight = facts.category(two.sides[0].id).weight
    after = [pair.values for pair in find_pairs(two.facts()).eligible.values()]
    assert who_may_go(two) == [ids(two, "Emma"), both]
    assert after == [(before[0][0] + LANGUAGE_BONUS * weight, before[0][1]), before[1]]


def test_a_pair_that_must_meet_keeps_everybody(two):
    two.rule(PREFERRED, two.sides[0], two.sides[1])
    two.rule(RuleKind.REQUIRED, two.sides[0], two.sides[1])

    both = ids(two, "Alizé", "Emma")

    assert who_may_go(two) == [both, both]


def test_what_exists_and_what_is_done_by_hand_is_judged_without_it(session, two):
    two.rule(PREFERRED, two.sides[0])
    facts = two.facts()
    pair = min(find_pairs(facts).eligible)

    searched = make_task(session, two.event).problem
    judged = make_task(session, two.event, allowing=[pair]).problem

    sent = (
        {one.id: {*one.sides[0].agents} for one in searched.requests},
        {one.id: {*one.sides[0].agents} for one in judged.requests},
    )
    assert [found[request_id(pair)] for found in sent] == [
        {f"r{two.people['Emma'].id}"},
        {f"r{number}" for number in ids(two, "Alizé", "Emma")},
    ]


def test_a_schedule_from_which_a_search_goes_on_stays_possible(session, two):
    two.rule(PREFERRED, two.sides[0])
    pair = min(find_pairs(two.facts()).eligible)
    fingerprint, known = make_task(session, two.event).fingerprint, {solver.Goal.VALUE: 99}
    anna, emma, boreal = (f"r{two.people[name].id}" for name in ("Alizé", "Emma", "Boréal"))
    slot, place = f"s{two.slots[0].id}", f"p{two.tables[0].id}"

    def task_from(who: str) -> Task:
        placed = solver.Assignment(request=request_id(pair), slot=slot, place=place, agents=(who, boreal))
        schedule = solver.Schedule({placed.request: placed})
        start = Start(1, schedule, SolveMode.CLOSE, fingerprint=fingerprint, proved=known)
        return make_task(session, two.event, start=start)

    by_hand, searched = task_from(anna), task_from(emma)
    settings = solver.Settings(time_limit=5, workers=1)
    result = solve(by_hand, settings, on_progress=lambda _: None, should_stop=lambda: False)

    assert result.schedule.assignments[request_id(pair)].agents == (anna, boreal)
    assert len(result.schedule.assignments) == 2
    assert by_hand.fingerprint == searched.fingerprint == fingerprint
    # what is searched depends on the start, and so did what was proved of it
    assert (by_hand.proved, searched.proved) == ({}, {})


def test_nobody_is_left_out_for_want_of_a_language_or_of_time(two):
    two.rule(PREFERRED, two.sides[0])
    emma = two.people["Emma"]
    emma.max_per_day = 1
    assert who_may_go(two) == [ids(two, "Emma"), ids(two, "Alizé", "Emma")]

    emma.leaves_day, emma.leaves = two.event.starts_on, two.slots[0].starts
    assert who_may_go(two) == [ids(two, "Alizé", "Emma")] * 2

    emma.leaves_day = emma.leaves = None
    for name in ("Alizé", "Emma"):
        speak(two, two.people[name], "nl")
    assert who_may_go(two) == [ids(two, "Alizé", "Emma")] * 2


def test_two_of_one_side_both_go(two):
    two.rule(PREFERRED, two.sides[0])
    two.rule(RuleKind.TOGETHER, two.sides[0], two.sides[1])

    assert who_may_go(two) == [ids(two, "Alizé", "Emma"), ids(two, "Emma")]


@pytest.mark.parametrize("seed", range(4))
def test_those_who_are_asked_first_have_time_for_all_whom_nobody_else_meets(session, forum, seed):
    chance = random.Random(seed)
    sides = [forum.join(f"Company {number}") for number in range(6)]
    people: list[Registration] = [forum.people[f"Company {number}"] for number in range(6)]
    people += [factories.make_registration(session, side) for side in sides[:3] for _ in range(3)]
    for person in people:
        speak(forum, person, *chance.sample(LANGUAGES, chance.choice([0, 1, 1, 2])))
        person.max_per_day = chance.choice([None, 1, 2])
    for one in sides:
        for rank, other in enumerate(chance.sample([side for side in sides if side is not one], 3), start=1):
            forum.wish(one, other, rank=rank)
    for side in sides[:3]:
        forum.rule(PREFERRED, side)
    facts = forum.facts()
    whole = find_pairs(facts)

    found = preferring(facts, whole, {})

    assert found.eligible.keys() == whole.eligible.keys()
    only: dict[frozenset[int], int] = {}
    narrowed = 0
    for key, pair in found.eligible.items():
        before, after = speakers_of(facts, whole.eligible[key]), speakers_of(facts, pair)
        narrowed += before != after
        for wide, narrow in zip(before, after, strict=True):
            assert narrow
            assert narrow.keys() <= wide.keys()
            only[frozenset(narrow)] = only.get(frozenset(narrow), 0) + (narrow != wide)
        if before != after:
            assert all(one & other for one in after[0].values() for other in after[1].values())
    assert narrowed
    slots = len({slot.starts_at for slot in forum.slots})
    for group, number in only.items():
        room = sum(min(slots, facts.registrations[one].max_per_day or slots) for one in group)
        assert number <= room
    problem = build_problem(facts, found)
    settings = solver.Settings(time_limit=5, workers=1)
    result = solver.solve(problem, settings)
    assert solver.validate(build_problem(facts, whole), result.schedule).valid
