"""A scenario's page is of one moment; what is missing before there can be a schedule; what a proved value costs."""

from dataclasses import replace

import pytest

from matchmaker.models import Answer, ScenarioKind
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.queries.numbers import Cost, WorstOff, costs, numbers_from_json
from matchmaker.scheduling.queries.readiness import Missing, what_is_missing
from matchmaker.scheduling.queries.scenarios import scenario_page
from tests.builders import factories
from tests.builders.forum import Forum, make_forum

EN = "en"


@pytest.fixture
def forum(session) -> Forum:
    return make_forum(session)


def unmet(page):
    return [(wish.from_name, wish.to_name, wish.code, wish.eligible, wish.strength) for wish in page.unmet]


class TestMoment:
    def test_the_list_of_wishes_is_of_the_moment_of_the_numbers(self, forum: Forum) -> None:
        alpha, beta, gamma = (forum.join(name) for name in ("Alpha", "Beta", "Gamma"))
        met = forum.wish(alpha, beta)
        silent = forum.wish(alpha, gamma, Answer.NONE, rank=2)
        scenario = make_baseline(forum.session, forum.event)
        before = scenario_page(forum.session, forum.event, scenario.id, language=EN)

        silent.answer, silent.strength = Answer.YES, "must"
        forum.wish(gamma, beta)
        forum.session.delete(met)
        forum.session.flush()
        after = scenario_page(forum.session, forum.event, scenario.id, language=EN)

        assert unmet(before) == [("Alpha", "Gamma", "not_answered", False, "want")]
        assert unmet(after) == unmet(before)
        assert after.as_of == after.listed_as_of == before.as_of == scenario.as_of
        assert (before.outdated, after.outdated) == (False, True)

    def test_what_may_be_met_and_is_not_has_the_reason_that_was_found(self, forum: Forum) -> None:
        alpha, *others = (forum.join(name) for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"))
        for rank, other in enumerate(others, 1):
            forum.wish(alpha, other, rank=rank)
        scenario = make_baseline(forum.session, forum.event)

        page = scenario_page(forum.session, forum.event, scenario.id, language=EN)

        assert unmet(page) == [("Alpha", "Zeta", "person_full", True, "want")]
        assert page.line.numbers.wishes.of == 5

    def test_a_scenario_from_before_says_that_its_list_is_of_now(self, forum: Forum) -> None:
        alpha, beta = forum.join("Alpha"), forum.join("Beta")
        forum.wish(alpha, beta, Answer.NO)
        scenario = make_baseline(forum.session, forum.event)
        scenario.unmet_wishes = scenario.as_of = None
        forum.session.flush()

        page = scenario_page(forum.session, forum.event, scenario.id, language=EN)

        assert unmet(page) == [("Alpha", "Beta", "declined", False, "want")]
        assert page.as_of == scenario.created_at
        assert page.listed_as_of >= page.as_of

    def test_a_draft_is_not_compared_with_the_wishes_of_now(self, forum: Forum) -> None:
        scenario = make_baseline(forum.session, forum.event)
        scenario.kind = ScenarioKind.DRAFT
        forum.wish(forum.join("Alpha"), forum.join("Beta"))
        forum.session.flush()

        assert not scenario_page(forum.session, forum.event, scenario.id, language=EN).outdated


class TestReadiness:
    def test_the_first_thing_that_is_missing_is_named(self, session) -> None:
        event = factories.make_event(session)
        basic = factories.make_category(session, event)
        steps = [what_is_missing(session, event)]
        one, two = (factories.make_delegation(session, event, basic) for _ in range(2))
        people = [factories.make_registration(session, side, agreed_at=None) for side in (one, two)]
        steps.append(what_is_missing(session, event))
        venue = factories.make_venue(session, event)
        factories.make_slots(session, venue)
        factories.make_place(session, venue)
        steps.append(what_is_missing(session, event))
        for person in people:
            person.agreed_at = event.created_at
        session.flush()
        steps.append(what_is_missing(session, event))
        wish = factories.make_wish(session, one, two)
        steps.append(what_is_missing(session, event))
        wish.answer = Answer.YES
        session.flush()
        steps.append(what_is_missing(session, event))

        assert steps == [
            Missing.PEOPLE,
            Missing.STRUCTURE,
            Missing.AGREED,
            Missing.WISHES,
            Missing.PAIRS,
            None,
        ]


class TestCosts:
    def test_less_than_first_come_first_served_is_named_by_goal(self, forum: Forum) -> None:
        forum.wish(forum.join("Alpha"), forum.join("Beta"), strength="must")
        numbers = numbers_from_json(make_baseline(forum.session, forum.event).numbers)
        (category,) = numbers.categories
        worse = replace(
            numbers,
            must=replace(numbers.must, met=0),
            categories=(replace(category, satisfied=50),),
            worst_off=WorstOff(1, "Alpha", 1, 0, 3),
            breaks=4,
        )

        assert costs(worse, numbers) == set(Cost)
        assert costs(numbers, worse) == set()
        assert costs(numbers, numbers) == set()
