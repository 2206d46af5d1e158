"""Interpreters of a forum: they come to the meetings for which a rule asks, and to no other."""

import pytest

import solver
from matchmaker.base import clock
from matchmaker.base.i18n import SCREEN_LANGUAGES, translate
from matchmaker.models import EventKind, Person, RuleKind
from matchmaker.releases.planning.misfits import MisfitCause, misfits
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.presence import Presence
from matchmaker.scheduling.planning.prices import PricedRule, solve_without_each
from matchmaker.scheduling.planning.problem import build_problem
from matchmaker.scheduling.planning.tasks import make_task, unproved
from matchmaker.scheduling.planning.witnesses import WitnessWords
from matchmaker.scheduling.rules.reasons import NO_AGREEMENT, UnmetReason, for_participant
from tests.builders import factories
from tests.builders.along import Abroad, make_abroad, speak
from tests.builders.forum import Seat

INTERPRETER = RuleKind.INTERPRETER


@pytest.fixture
def forum_of_two_languages(forum) -> Abroad:
    return make_abroad(forum, EventKind.FORUM)


@pytest.fixture
def abroad(forum_of_two_languages) -> Abroad:
    """Nivelyo speaks French, Revontuli and Satama Finnish; Kaisa and Tuomas interpret."""
    return forum_of_two_languages


def comes_along(abroad: Abroad) -> list[list[str]]:
    """Who may come along, by first name, to Nivelyo's meetings with Revontuli and with Satama."""
    facts = abroad.forum.facts()
    eligible = find_pairs(facts).eligible
    return [
        [facts.persons[person].first_name for one in eligible[pair].along for person in one.people]
        for pair in abroad.pairs
    ]


BOTH = ["Kaisa", "Tuomas"]
ASKED = [
    ([], [[], []]),
    ([("ours", "one")], [BOTH, []]),
    ([("ours",)], [BOTH, BOTH]),
    ([("other",)], [[], BOTH]),
    ([("one",), ("ours", "other")], [BOTH, BOTH]),
]


@pytest.mark.parametrize(("rules", "expected"), ASKED)
def test_an_interpreter_comes_where_a_rule_asks_for_one(abroad, rules, expected):
    for sides in rules:
        abroad.forum.rule(INTERPRETER, *(getattr(abroad, side) for side in sides))

    assert comes_along(abroad) == expected


def test_between_two_by_name_always_and_with_everybody_where_no_language_is_shared(abroad):
    for name in ("Revontuli", "Satama"):
        speak(abroad.forum, abroad.forum.people[name], "fi", "fr")
    abroad.forum.rule(INTERPRETER, abroad.ours)
    abroad.forum.rule(INTERPRETER, abroad.other, abroad.ours)

    assert comes_along(abroad) == [[], BOTH]


def test_what_is_said_of_two_wins_over_what_is_said_of_one(abroad):
    abroad.forum.rule(RuleKind.LANGUAGE, abroad.ours)
    abroad.forum.rule(INTERPRETER, abroad.ours, abroad.one)

    facts = abroad.forum.facts()
    found = find_pairs(facts)

    assert list(found.eligible) == [abroad.pairs[0]]
    assert list(found.left_out.values()) == [UnmetReason.NO_LANGUAGE]


def test_one_who_belongs_to_a_side_or_interprets_between_other_languages_does_not_come(session, abroad):
    abroad.forum.rule(INTERPRETER, abroad.ours)
    abroad.kaisa.delegation_id, abroad.tuomas.interprets = abroad.one.id, "fi-sv"

    facts = abroad.forum.facts()
    found = find_pairs(facts)

    assert set(found.left_out.values()) == {UnmetReason.NO_INTERPRETER_BY_RULE}
    assert [one.people for one in found.eligible[abroad.pairs[1]].along] == [(abroad.kaisa.id,)]


def test_facts_about_some_delegations_know_the_interpreters_for_whom_a_rule_asks(session, abroad):
    sides = [abroad.ours.id, abroad.one.id]

    assert load_facts(session, abroad.forum.event, only=sides).interpreters == {}
    abroad.forum.rule(INTERPRETER, abroad.ours)
    assert load_facts(session, abroad.forum.event, only=sides).interpreters.keys() == {
        abroad.kaisa.id,
        abroad.tuomas.id,
    }


# --- solved, judged, priced ------------------------------------------------------------------------------------------


def solved(session, event):
    task = make_task(session, event)
    settings = solver.Settings(time_limit=5, workers=1)
    return task, solve(task, settings, on_progress=lambda _: None, should_stop=lambda: False)


def test_one_interpreter_is_booked_along_and_is_in_one_place_at_a_time(session, abroad):
    forum = abroad.forum
    factories.make_place(session, forum.venue, position=1)
    second = forum.join("Lumo")
    speak(forum, forum.people["Lumo"], "fr")
    for host in (abroad.one, abroad.other):
        forum.wish(second, host)
        forum.rule(INTERPRETER, host)
    abroad.tuomas.withdrawn_at = clock.now()
    abroad.kaisa.arrives = forum.slots[1].starts

    task, result = solved(session, forum.event)

    placed = result.schedule.assignments.values()
    assert solver.validate(task.problem, result.schedule).valid
    assert {one.agents[2:] for one in placed} == {(f"r{abroad.kaisa.id}",)}
    assert len({one.slot for one in placed}) == len(placed) == min(4, len(forum.slots) - 1)
    assert f"s{forum.slots[0].id}" not in {one.slot for one in placed}


def test_the_judge_refuses_the_meeting_without_an_interpreter_once_there_is_a_rule(session, abroad):
    scenario = abroad.forum.scenario(Seat(abroad.ours, abroad.one, slot=0))

    def causes() -> set[MisfitCause | None]:
        facts = abroad.forum.facts()
        return {one.cause for one in misfits(session, facts, find_pairs(facts), scenario)}

    assert causes() == set()
    abroad.forum.rule(INTERPRETER, abroad.ours)
    assert causes() == {MisfitCause.NOBODY_ALONG}


def test_the_rule_has_its_price(session, abroad):
    abroad.tuomas.withdrawn_at = abroad.kaisa.withdrawn_at = clock.now()
    rule = abroad.forum.rule(INTERPRETER, abroad.one, abroad.ours)

    found = {
        (one.without, one.rule_id): one.wishes
        for one in solve_without_each(make_task(session, abroad.forum.event), 3, workers=1, should_stop=lambda: False)
        if one.without in {None, PricedRule.PARTICULAR}
    }

    assert found == {(None, None): 1, (PricedRule.PARTICULAR, rule.id): 2}


# --- reasons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SCREEN_LANGUAGES)
def test_that_nobody_interprets_is_said_to_the_organiser_and_to_nobody_else(session, abroad, language):
    abroad.kaisa.withdrawn_at = abroad.tuomas.withdrawn_at = clock.now()
    abroad.forum.rule(INTERPRETER, abroad.ours, abroad.one)
    facts = abroad.forum.facts()
    (reason,) = find_pairs(facts).left_out.values()
    words = WitnessWords(facts, language, {}, None)  # type: ignore[arg-type]

    sentence, fix = words.sentence_and_fix(reason, *abroad.pairs[0], {})

    names = {"en": "Finnish–French", "fr": "finnois–français", "nl": "Fins–Frans", "de": "Finnisch–Französisch"}
    assert names[language] in sentence
    assert (language == "en") == sentence.startswith("By a rule of yours they need an interpreter")
    assert fix
    told = for_participant(reason, abroad.forum.event.agreement, language)
    assert told == translate(language, NO_AGREEMENT)


def test_where_all_speak_the_same_language_the_sentence_is_whole(session, abroad):
    speak(abroad.forum, abroad.forum.people["Revontuli"], "fr")
    abroad.forum.rule(INTERPRETER, abroad.ours, abroad.one)
    words = WitnessWords(abroad.forum.facts(), "en", {}, None)  # type: ignore[arg-type]

    sentence, _ = words.sentence_and_fix(UnmetReason.NO_INTERPRETER_BY_RULE, *abroad.pairs[0], {})

    assert sentence == "By a rule of yours they need an interpreter for their languages, and there is none."


def test_the_reason_says_when_no_interpreter_is_free_and_names_the_rule(session, abroad):
    forum = abroad.forum
    forum.rule(INTERPRETER, abroad.ours)
    abroad.tuomas.withdrawn_at = clock.now()
    abroad.kaisa.leaves_day, abroad.kaisa.leaves = forum.event.starts_on, forum.slots[0].starts
    task = make_task(session, forum.event)
    facts = forum.facts()
    problem = build_problem(facts, find_pairs(facts))
    reason = unproved(task, solver.Schedule()).reasons[0]
    words = WitnessWords(facts, "en", {}, Presence(problem, solver.Schedule()))  # type: ignore[arg-type]

    sentence, _ = words.sentence_and_fix(UnmetReason(reason.code), *abroad.pairs[0], dict(reason.witness))

    assert sentence.startswith("No interpreter Finnish–French is free when both are")
    assert "Nivelyo meets others in a language that both people speak, or with an interpreter." in sentence


def test_speaking_no_language_at_all_is_speaking_them_all(session, abroad):
    session.get_one(Person, abroad.forum.people["Revontuli"].person_id).languages = []
    abroad.forum.rule(INTERPRETER, abroad.ours)

    assert comes_along(abroad) == [[], BOTH]
