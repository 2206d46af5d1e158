"""Each rule for particular people: what the solver gets of it, and that the judge refuses what breaks it."""

from itertools import combinations

import pytest

import solver
from matchmaker.base import clock
from matchmaker.models import GivenName, Person, Role, RuleKind, ScenarioKind
from matchmaker.releases.planning.misfits import misfits
from matchmaker.releases.queries.lines import proposed_lines
from matchmaker.scheduling.commands.scenarios import save_as
from matchmaker.scheduling.planning.engine import solve
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.prices import PricedRule, solve_without_each
from matchmaker.scheduling.planning.problem import build_problem, request_id
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.queries.particular import rule_lines
from solver.validate import Rule
from tests.builders import factories
from tests.builders.along import join_along
from tests.builders.forum import Forum, Seat, make_forum

REQUIRED, FORBIDDEN, TABLE, ORDER = RuleKind.REQUIRED, RuleKind.FORBIDDEN, RuleKind.TABLE, RuleKind.ORDER


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def forum(session) -> Forum:
    """Three companies that all want each other, four slots, two tables."""
    forum = make_forum(session, tables=2)
    forum.tables[1].code = "T2"
    forum.sides = [forum.join(name) for name in ("Alizé", "Boréal", "Cirrus")]
    for one, other in combinations(forum.sides, 2):
        forum.wish(one, other)
    return forum


RULES = [
    (FORBIDDEN, (1, 0), {}, "Boréal and Alizé do not meet.", None),
    (TABLE, (0,), {"table": 1}, "Alizé has all meetings at T2.", Rule.PLACE),
    (TABLE, (0, 1), {"table": 1}, "Alizé and Boréal meet at T2.", Rule.PLACE),
    (ORDER, (0, 2), {"then": 1}, "Alizé meets Cirrus before Boréal.", Rule.ORDER),
    (RuleKind.NOT_BEFORE, (0,), {"starts": 1}, "Alizé has no meeting before {1}.", Rule.AVAILABILITY),
    (RuleKind.NOT_AFTER, (1,), {"person": "Boréal", "ends": -2}, "{person} (Boréal) has no meeting after {-2}.", None),
    (RuleKind.LANGUAGE, (0,), {}, "Alizé meets others only in a language that both people speak.", Rule.CANDIDATE),
    (
        RuleKind.LANGUAGE_PREFERRED,
        (0,),
        {},
        "Alizé meets others preferably in a language that both people speak.",
        None,
    ),
    (
        RuleKind.LANGUAGE_PREFERRED,
        (1, 0),
        {},
        "Boréal and Alizé meet preferably in a language that both people speak.",
        None,
    ),
    (RuleKind.TOGETHER, (1,), {}, "Boréal sends two people to each meeting.", Rule.UNKNOWN),
    (RuleKind.TOGETHER, (1, 0), {}, "Boréal sends two people to the meeting with Alizé.", Rule.UNKNOWN),
    (RuleKind.INTERPRETER, (0, 1), {}, "Alizé and Boréal meet with an interpreter.", Rule.UNKNOWN),
    (
        RuleKind.INTERPRETER,
        (0,),
        {},
        "Alizé meets others in a language that both people speak, or with an interpreter.",
        Rule.CANDIDATE,
    ),
]
"""Kind, sides, values, sentence, and the rule that the judge finds broken where Alizé meets Boréal first at table 1."""


@pytest.mark.parametrize(("kind", "sides", "values", "sentence", "broken"), RULES)
def test_each_rule_is_a_sentence_and_its_schedule_keeps_it(session, forum, kind, sides, values, sentence, broken):
    speaks_no_french(session, forum)
    join_along(forum, "Kaisa", Role.INTERPRETER, "de", "fr")
    scenario = forum.scenario(
        Seat(forum.sides[0], forum.sides[1], slot=0, table=0), Seat(forum.sides[0], forum.sides[2], slot=1, table=1)
    )
    before = broken_rules(session, forum, scenario)

    add(forum, kind, sides, values)
    after, solved = broken_rules(session, forum, scenario), make_task(session, forum.event)
    result = solve(
        solved, solver.Settings(time_limit=5, workers=1), on_progress=lambda _: None, should_stop=lambda: False
    )

    (line,) = rule_lines(session, forum.event, "en")
    names = {"person": session.get_one(Person, forum.people["Boréal"].person_id).name}
    walls = {"1": f"{forum.slots[1].starts:%H:%M}", "-2": f"{forum.slots[-2].ends:%H:%M}"}
    assert line.sentence == sentence.replace("{1}", walls["1"]).replace("{-2}", walls["-2"]).format(**names)
    expected = {None} if kind is FORBIDDEN else {broken} - {None}
    assert (before, after) == (set(), expected)
    assert solver.validate(solved.problem, result.schedule).valid
    assert len(result.schedule.assignments) == (2 if kind is FORBIDDEN else 3)


def test_every_kind_of_rule_is_in_the_table_or_changes_what_comes_first():
    assert {kind for kind, *_ in RULES} == set(RuleKind) - {REQUIRED}


def speaks_no_french(session, forum: Forum) -> None:
    """Of Boréal two could go: one who speaks no language of Alizé, and one who does."""
    for name, language in (("Alizé", "fr"), ("Boréal", "de")):
        session.get_one(Person, forum.people[name].person_id).languages = [language]
    colleague = factories.make_registration(session, forum.sides[1])
    session.get_one(Person, colleague.person_id).languages = ["nl", "fr"]


def add(forum: Forum, kind: RuleKind, sides: tuple[int, ...], values: dict) -> None:
    found = {}
    if "table" in values:
        found["place_id"] = forum.tables[values["table"]].id
    if "then" in values:
        found["then_id"] = forum.sides[values["then"]].id
    if "person" in values:
        found["registration_id"] = forum.people[values["person"]].id
    if "starts" in values:
        found["wall"] = forum.slots[values["starts"]].starts
    if "ends" in values:
        found["wall"] = forum.slots[values["ends"]].ends
    forum.rule(kind, *(forum.sides[side] for side in sides), **found)


def broken_rules(session, forum: Forum, scenario) -> set[Rule | None]:
    facts = forum.facts()
    return {one.rule for one in misfits(session, facts, find_pairs(facts), scenario)}


def test_without_rules_the_problem_is_the_same(session, forum):
    facts = forum.facts()
    problem = build_problem(facts, find_pairs(facts))

    assert all(request.places is None and request.after == () for request in problem.requests)
    assert problem.vetoes == frozenset()


def test_two_of_one_side_are_saved_read_back_and_told_until_one_is_left(session, forum):
    alize, boreal = (forum.people[name].id for name in ("Alizé", "Boréal"))
    colleague = factories.make_registration(session, forum.sides[1])
    forum.rule(RuleKind.TOGETHER, forum.sides[1], forum.sides[0])
    task = make_task(session, forum.event)
    result = solve(
        task, solver.Settings(time_limit=5, workers=1), on_progress=lambda _: None, should_stop=lambda: False
    )

    scenario = save_as(
        session, task, result, kind=ScenarioKind.SOLVED, name=GivenName("Two"), settings={}, staff_id=None
    )

    assert read_schedule(session, scenario) == result.schedule
    facts = forum.facts()
    lines = proposed_lines(session, facts, find_pairs(facts), scenario)
    told = {
        (line.registration_id, len(line.details["own"]["people"]), len(line.details["other"]["people"]))
        for line in lines
    }
    assert {(alize, 1, 2), (boreal, 2, 1), (colleague.id, 2, 1)} <= told

    colleague.withdrawn_at = clock.now()
    session.flush()
    assert [request.roles for request in make_task(session, forum.event).problem.requests] == [(), (), ()]


def test_a_required_pair_comes_first_and_each_rule_has_its_price(session):
    forum = make_forum(session)
    busy = forum.join("Alizé", leaves=forum.slots[0].ends)
    one, other = (forum.join(name) for name in ("Boréal", "Cirrus"))
    forum.wish(busy, one, rank=1)
    forum.wish(other, busy, rank=2)
    rule = forum.rule(REQUIRED, busy, other)
    forum.rule(FORBIDDEN, one, other)

    found = [
        (solved.without, solved.rule_id, set(solved.result.schedule.assignments))
        for solved in solve_without_each(make_task(session, forum.event), 3, workers=1, should_stop=lambda: False)
        if solved.without in {None, PricedRule.PARTICULAR}
    ]

    first, second = (request_id(tuple(sorted((busy.id, side.id)))) for side in (other, one))
    assert [found[0], found[1]] == [(None, None, {first}), (PricedRule.PARTICULAR, rule.id, {second})]
    assert [request for _, _, request in found[2:]] == [{first}]
