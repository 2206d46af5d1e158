"""Interpreters: which meetings need one, who may be it, that the solver books them, and what the judge refuses."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import solver
from matchmaker.base import clock
from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.models import Companion, Demand, GivenName, LegMember, PairDecision, Role, ScenarioKind
from matchmaker.releases.planning.misfits import MisfitCause, misfits
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task, unproved
from matchmaker.scheduling.planning.witnesses import WitnessWords
from matchmaker.scheduling.rules.interpreting import interpreted, interpreted_pairs, language_pair, share_a_language
from matchmaker.scheduling.rules.reasons import UnmetReason
from tests.builders import factories
from tests.builders.along import Abroad, join_along, make_abroad, speak
from tests.builders.forum import Seat

LANGUAGES = ("da", "en", "fi", "fr")
SPEAKERS = st.dictionaries(st.integers(1, 3), st.frozensets(st.sampled_from(LANGUAGES), max_size=3), min_size=1)
PAIRS = st.frozensets(st.sampled_from(list(combinations(LANGUAGES, 2))), max_size=3)


@pytest.fixture
def abroad(forum) -> Abroad:
    return make_abroad(forum)


def pool_of(abroad: Abroad, pair) -> list[tuple[str, ...]]:
    """The roles of a meeting, each with who may fill it by first name."""
    facts = abroad.forum.facts()
    found = find_pairs(facts)
    return [tuple(facts.persons[person].first_name for person in one.people) for one in found.eligible[pair].along]


def decide(abroad: Abroad, *, interpreter: bool | None) -> None:
    low, high = abroad.pairs[0]
    abroad.forum.session.add(
        PairDecision(event_id=abroad.forum.event.id, low_id=low, high_id=high, interpreter=interpreter)
    )


# --- who understands whom --------------------------------------------------------------------------------------------


@given(low=SPEAKERS, high=SPEAKERS, known=PAIRS)
def test_whoever_goes_is_understood(low, high, known):
    shared, helped = share_a_language(low, high), interpreted(low, high, known)

    for one, other in () if shared is None else ((a, b) for a in shared.low for b in shared.high):
        assert low[one] & high[other] or not (low[one] and high[other])
    for pair in () if helped is None else helped.pairs:
        spoken = [*(low[one] for one in helped.low), *(high[one] for one in helped.high)]
        assert pair in known
        assert all(set(pair) & (languages or set(LANGUAGES)) for languages in spoken)
    assert (helped is None) == (
        not any(
            (not a or one in a) and (not b or other in b)
            for pair in known
            for one, other in (pair, pair[::-1])
            for a in low.values()
            for b in high.values()
        )
    )


def test_an_interpreter_works_between_the_languages_written_down_else_between_any_two_spoken():
    assert interpreted_pairs("fr-da", ["da", "en", "fr"]) == {("da", "fr")}
    assert interpreted_pairs("", ["da", "en", "fr"]) == {("da", "en"), ("da", "fr"), ("en", "fr")}


# --- which meetings need one -----------------------------------------------------------------------------------------


def test_two_without_a_common_language_need_one_of_the_interpreters_between_theirs(abroad):
    join_along(abroad.forum, "Kaja", Role.INTERPRETER, "da", "fr")

    assert pool_of(abroad, abroad.pairs[0]) == [("Kaisa", "Tuomas")]


def test_who_shares_a_language_goes_alone_and_without_the_colleague_who_does_not(abroad):
    forum = abroad.forum
    colleague = factories.make_registration(forum.session, abroad.ours)
    speak(forum, colleague, "fi", "fr")

    facts = forum.facts()
    pair = find_pairs(facts).eligible[abroad.pairs[0]]

    assert (pair.along, pair.absent) == ((), {forum.people["Nivelyo"].id})


def test_an_organiser_decides_otherwise(abroad):
    decide(abroad, interpreter=False)

    assert [pool_of(abroad, pair) for pair in abroad.pairs] == [[], [("Kaisa", "Tuomas")]]


def test_an_organiser_asks_for_one_where_a_language_is_shared(abroad):
    speak(abroad.forum, abroad.forum.people["Revontuli"], "fi", "fr")
    decide(abroad, interpreter=True)

    assert pool_of(abroad, abroad.pairs[0]) == [("Kaisa", "Tuomas")]


def test_in_what_languages_a_company_holds_its_visits_counts_more_than_what_its_people_speak(abroad):
    forum = abroad.forum
    leg = factories.make_leg(forum.session, forum.event, "Helsinki", "Europe/Helsinki")
    forum.venue.leg_id = leg.id
    forum.session.add(Demand(leg_id=leg.id, delegation_id=abroad.ours.id, languages=["fi"]))

    assert pool_of(abroad, abroad.pairs[0]) == []


def test_interpreters_of_other_cities_of_either_side_or_withdrawn_are_not_asked(abroad):
    forum = abroad.forum
    here, there = (factories.make_leg(forum.session, forum.event, name, "Europe/Helsinki") for name in ("A", "B"))
    forum.venue.leg_id = here.id
    factories.make_venue(forum.session, forum.event, leg_id=there.id)
    forum.session.add(LegMember(leg_id=here.id, delegation_id=abroad.one.id))
    forum.session.add(LegMember(leg_id=there.id, delegation_id=abroad.kaisa.delegation_id))
    own = factories.make_registration(forum.session, abroad.ours, role=Role.INTERPRETER)
    speak(forum, own, "fi", "fr")

    assert pool_of(abroad, abroad.pairs[0]) == [("Tuomas",)]
    abroad.tuomas.withdrawn_at = clock.now()
    assert find_pairs(forum.facts()).left_out == {
        wish.id: UnmetReason.NO_INTERPRETER for wish in forum.facts().wishes if wish.to_id == abroad.one.id
    }


def test_somebody_joins_by_name(abroad):
    head = join_along(abroad.forum, "Bernadette", Role.HEAD, "fr")
    low, high = abroad.pairs[0]
    abroad.forum.session.add(
        Companion(event_id=abroad.forum.event.id, low_id=low, high_id=high, registration_id=head.id)
    )

    assert pool_of(abroad, abroad.pairs[0]) == [("Kaisa", "Tuomas"), ("Bernadette",)]
    head.withdrawn_at = clock.now()
    assert pool_of(abroad, abroad.pairs[0]) == [("Kaisa", "Tuomas")]


# --- booked along ----------------------------------------------------------------------------------------------------


def solved(session, event):
    task = make_task(session, event)
    settings = solver.Settings(time_limit=5, workers=1)
    return task, solve(task, settings, on_progress=lambda _: None, should_stop=lambda: False)


@pytest.mark.parametrize("seed", range(3))
def test_every_meeting_that_needs_one_has_an_interpreter_who_is_nowhere_else(session, forum, seed):
    abroad, chance = make_abroad(forum), random.Random(seed)
    for number in range(2):
        factories.make_place(session, forum.venue, position=number + 1)
    companies = [abroad.ours, forum.join("Meuse Invest"), forum.join("Lumo")]
    hosts = [abroad.one, abroad.other, forum.join("Lepa")]
    for name in ("Nivelyo", "Meuse Invest", "Lumo"):
        speak(forum, forum.people[name], "fr", *chance.choice([(), ("en",)]))
    speak(forum, forum.people["Lepa"], "fi", "en")
    for company in companies[1:]:
        for rank, host in enumerate(chance.sample(hosts, 2), start=1):
            forum.wish(company, host, rank=rank)
    abroad.tuomas.arrives = forum.slots[1].starts

    task, result = solved(session, forum.event)

    assert solver.validate(task.problem, result.schedule).valid
    roles = {request.id: request.roles for request in task.problem.requests}
    busy = set()
    for placed in result.schedule.assignments.values():
        interpreters = placed.agents[2:]
        assert len(interpreters) == len(roles[placed.request])
        assert set(interpreters) <= {f"r{abroad.kaisa.id}", f"r{abroad.tuomas.id}"}
        assert busy.isdisjoint((one, placed.slot) for one in interpreters)
        busy |= {(one, placed.slot) for one in interpreters}
    assert busy


def test_a_saved_schedule_knows_who_comes_along(session, abroad):
    task, result = solved(session, abroad.forum.event)

    scenario = save_as(
        session, task, result, kind=ScenarioKind.SOLVED, name=GivenName("One"), settings={}, staff_id=None
    )

    assert read_schedule(session, scenario) == result.schedule
    assert {len(placed.agents) for placed in result.schedule.assignments.values()} == {3}


# --- the judge -------------------------------------------------------------------------------------------------------


def causes(abroad: Abroad, *placed: Seat) -> set[MisfitCause | None]:
    """What is wrong with a schedule made by hand."""
    facts = abroad.forum.facts()
    scenario = abroad.forum.scenario(*placed)
    return {one.cause for one in misfits(abroad.forum.session, facts, find_pairs(facts), scenario)}


def test_the_judge_refuses_a_meeting_without_the_interpreter_whom_it_needs(abroad):
    ours, one = abroad.ours, abroad.one

    assert causes(abroad, Seat(ours, one, slot=0)) == {MisfitCause.NOBODY_ALONG}
    assert causes(abroad, Seat(ours, one, slot=0, along=(abroad.kaisa,))) == set()


def test_the_judge_refuses_an_interpreter_between_other_languages_or_in_two_places(session, abroad):
    forum = abroad.forum
    danish = join_along(forum, "Kaja", Role.INTERPRETER, "da", "fr")
    forum.tables.append(factories.make_place(session, forum.venue, position=1))
    second = forum.join("Lumo")
    speak(forum, forum.people["Lumo"], "fr")
    forum.wish(second, abroad.other)

    assert causes(abroad, Seat(abroad.ours, abroad.one, slot=0, along=(danish,))) != set()
    both = [
        Seat(abroad.ours, abroad.one, slot=0, table=0, along=(abroad.kaisa,)),
        Seat(second, abroad.other, slot=0, table=1, along=(abroad.kaisa,)),
    ]
    assert causes(abroad, *both) == {MisfitCause.TWO_PLACES}


# --- reasons ---------------------------------------------------------------------------------------------------------


def why(abroad: Abroad, schedule: solver.Schedule, pair, language: str) -> tuple[str, str]:
    """Why a pair does not meet in a schedule, and what would help."""
    task = make_task(abroad.forum.session, abroad.forum.event)
    (reason,) = (one for one in unproved(task, schedule).reasons if one.request == f"q{pair[0]}-{pair[1]}")
    presence = Presence(task.problem, schedule)
    counts = {agent: 1 for placed in schedule.assignments.values() for agent in placed.agents}
    words = WitnessWords(task.facts, language, counts, presence)  # type: ignore[arg-type]
    return words.sentence_and_fix(UnmetReason(reason.code), *pair, dict(reason.witness))


def test_the_reason_names_the_languages_and_the_times(session, abroad):
    forum = abroad.forum
    abroad.tuomas.withdrawn_at = clock.now()
    forum.people["Satama"].arrives, forum.people["Satama"].leaves = forum.slots[0].starts, forum.slots[0].ends
    second = forum.join("Lumo")
    speak(forum, forum.people["Lumo"], "fr")
    forum.wish(second, abroad.other)
    factories.make_place(session, forum.venue, position=1)
    facts = forum.facts()
    problem = build_problem(facts, find_pairs(facts))
    pair = (abroad.other.id, second.id)
    first = problem.slots[0].id
    taken = solver.Assignment(
        request=f"q{abroad.pairs[0][0]}-{abroad.pairs[0][1]}",
        slot=first,
        place=problem.places[0].id,
        agents=tuple(f"r{one.id}" for one in (forum.people["Nivelyo"], forum.people["Revontuli"], abroad.kaisa)),
    )

    said = why(abroad, solver.Schedule({taken.request: taken}), pair, "en")

    start, end = (f"{wall:%H:%M}" for wall in (forum.slots[0].starts, forum.slots[0].ends))
    assert said[0].startswith(f"When both are there, no interpreter Finnish–French is free at {start}–{end}.")


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_that_nobody_interprets_is_said_in_each_language(abroad, language):
    for person in (abroad.kaisa, abroad.tuomas):
        person.withdrawn_at = clock.now()
    facts = abroad.forum.facts()
    words = WitnessWords(facts, language, {}, None)  # type: ignore[arg-type]

    sentence, fix = words.sentence_and_fix(UnmetReason.NO_INTERPRETER, *abroad.pairs[0], {})

    names = {"en": "Finnish–French", "fr": "finnois–français", "nl": "Fins–Frans", "de": "Finnisch–Französisch"}
    assert names[language] in sentence
    assert (language == "en") == sentence.startswith("They need an interpreter")
    assert fix


def test_a_pair_of_languages_has_one_order():
    assert all(language_pair(one, other) == language_pair(other, one) for one, other in pairwise(LANGUAGES))
