"""The price of each rule, and what would help most, as the worker finds them."""

from dataclasses import replace

import solver
from matchmaker.base.db import transaction
from matchmaker.imports import load_folder
from matchmaker.models import Category, Event, GivenName, RunState, SolveMode, Strength, row_id
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.jobs.solving import execute_run
from matchmaker.scheduling.planning.prices import PricedRule, Solved, helps, proved_range, solve_without_each
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.queries.prices import last_prices
from tests.builders.factories import make_category
from tests.builders.forum import make_forum
from tests.builders.paths import TINY


def going_on() -> bool:
    return False


def test_each_rule_in_force_is_lifted_alone(session) -> None:
    forum = make_forum(session, tables=2)
    heavy: Category = make_category(session, forum.event, weight=3, code="heavy")
    pressed = forum.join("Alizé", max_per_day=1, max_in_a_row=1)
    for name in ("Boréal", "Cirrus"):
        forum.wish(pressed, forum.join(name, heavy))
    task = make_task(session, forum.event)

    found = {one.without: one for one in solve_without_each(task, 3, workers=1, should_stop=going_on)}

    assert {rule: (one.wishes, one.concerned) for rule, one in found.items()} == {
        None: (1, 0),
        PricedRule.IN_A_ROW: (1, 1),
        PricedRule.PER_DAY: (2, 1),
        PricedRule.GUARANTEE: (1, 3),  # at least one meeting for whoever could have one
        PricedRule.WEIGHTS: (1, 2),
    }
    assert all(one.proved for one in found.values())
    assert found[PricedRule.PER_DAY].categories == {forum.category.code: 2, "heavy": 0}
    first = helps(found[None], should_stop=going_on)[0]
    name = task.facts.persons[forum.people["Alizé"].id].name
    assert (first.kind, first.subject, first.starts, first.wishes) == ("personal_limit", name, "", 1)


def test_what_is_not_proved_is_said_as_a_range(session) -> None:
    forum = make_forum(session, tables=2)
    pressed = forum.join("Alizé", max_per_day=1)
    for name in ("Boréal", "Cirrus", "Dune"):
        forum.wish(pressed, forum.join(name), strength=Strength.WANT)
    task = make_task(session, forum.event)
    found = {one.without: one for one in solve_without_each(task, 3, workers=1, should_stop=going_on)}
    base, lifted = found[None], found[PricedRule.PER_DAY]

    def found_with(solved: Solved, slack: int | None) -> Solved:
        """The same, as if the search had proved less of its value by `slack`, or nothing."""
        goals = tuple(
            replace(goal, bound=None if slack is None else goal.value + slack)
            if goal.goal is solver.Goal.VALUE
            else goal
            for goal in solved.result.goals
        )
        return replace(solved, proved=slack == 0, result=replace(solved.result, goals=goals))

    one_wish = max(pair.value for pair in task.found.eligible.values())
    few = found_with(base, 0)  # one of three wishes is met: without the rule all are
    assert proved_range(base, lifted) == (2, 2)
    assert proved_range(few, found_with(lifted, 5 * one_wish)) == (2, 2)  # there are no more wishes
    same = replace(found_with(base, one_wish), without=PricedRule.PER_DAY)
    assert proved_range(few, same) == (0, 1)
    assert proved_range(found_with(base, 1), replace(same, wishes=0)) == (-1, 1)
    assert proved_range(few, found_with(lifted, None)) is None
    assert proved_range(few, replace(same, without=PricedRule.WEIGHTS)) is None


def test_after_a_stop_nothing_more_is_said(session) -> None:
    forum = make_forum(session)
    forum.wish(forum.join("Alizé"), forum.join("Boréal"))
    task = make_task(session, forum.event)

    assert list(solve_without_each(task, 3, workers=1, should_stop=lambda: True)) == []


def test_a_run_keeps_the_prices_and_makes_no_scenario(sqlite_url: str) -> None:
    with transaction(sqlite_url) as session:
        event = load_folder(session, TINY)
        run = request_run(session, event, name=GivenName(""), seconds=3, staff_id=None, mode=SolveMode.PRICES)
        event_id, run_id = row_id(event), row_id(run)
        assert last_prices(session, event, "en") is not None

    execute_run(run_id, url=sqlite_url)

    with transaction(sqlite_url) as session:
        found = last_prices(session, session.get_one(Event, event_id), "en")
    assert found is not None
    assert (found.state, found.active, found.met) == (RunState.DONE, False, 13)
    assert [one.wishes for one in found.rules] == sorted((one.wishes for one in found.rules), reverse=True)
    assert PricedRule.IN_A_ROW in {one.rule for one in found.rules}
    assert all(sum(by for _, by in one.categories) == one.wishes for one in found.rules)
