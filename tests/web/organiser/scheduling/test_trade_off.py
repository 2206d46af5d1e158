"""What changing the schedule would bring: the picture, its table, and the search behind them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker import jobs
from matchmaker.models import Event, Release, ReleaseKind, RunState, Scenario, ScenarioKind, SolveMode, SolveRun
from matchmaker.scheduling.commands.scenarios import make_baseline
from matchmaker.scheduling.planning.prices import PricedRule
from matchmaker.scheduling.queries.trade_off import TradeOffPoint
from solver.diagnose import FixKind
from tests.builders.pages import text
from web.organiser.scheduling.trade_off_chart import draw_trade_off
from web.organiser.scheduling.wording import HELPS, PRICED_RULES

PAGE = "/o/salon/schedule/trade-off"


@pytest.fixture
def published(session: Session, event: Event) -> Scenario:
    scenario = make_baseline(session, event)
    session.add(Release(event_id=event.id, number=1, kind=ReleaseKind.FINAL, scenario_id=scenario.id))
    session.commit()
    return scenario


def make_run(session: Session, published: Scenario, state: RunState, **values) -> SolveRun:
    points = [
        {"most": 0, "people": 0, "wishes": 20, "must": 4, "meetings": 15, "proved": True},
        {"most": 2, "people": 2, "wishes": 21, "must": 5, "meetings": 15, "proved": False},
        {"most": None, "people": 7, "wishes": 23, "must": 5, "meetings": 17, "proved": True},
    ]
    if state is RunState.DONE:
        points = [point | {"scenario": published.id} for point in points]
    kept = {"name": "", "mode": SolveMode.TRADE_OFF, "reference_id": published.id, "state": state, "trade_off": points}
    run = SolveRun(event_id=published.event_id, **kept | values)
    session.add(run)
    session.commit()
    return run


def test_before_a_release_nobody_can_be_disturbed(organiser: FlaskClient, session: Session, event: Event) -> None:
    assert "Nothing is published yet, so that nobody can be disturbed." in text(organiser.get(PAGE))
    assert organiser.post(PAGE).location == "/o/salon/schedule"
    assert session.exec(select(SolveRun)).all() == []


def test_the_search_is_started_once(organiser: FlaskClient, session: Session, published: Scenario) -> None:
    assert "It takes about a minute".lower() in text(organiser.get(PAGE))
    assert [organiser.post(PAGE).location for _ in range(2)] == [PAGE, PAGE]

    (run,) = session.exec(select(SolveRun)).all()
    assert (run.mode, run.reference_id, run.state) == (SolveMode.TRADE_OFF, published.id, RunState.QUEUED)
    assert {task.args for task in jobs.solve_queue.pending()} == {(run.id,)}
    assert organiser.get(f"/o/salon/runs/{run.id}").location == PAGE


def test_another_run_comes_first(organiser: FlaskClient, session: Session, published: Scenario) -> None:
    other = make_run(session, published, RunState.RUNNING, mode=SolveMode.CLOSE, trade_off=[])

    assert organiser.post(PAGE).location == f"/o/salon/runs/{other.id}"
    assert "Only one run at a time" in text(organiser.get(PAGE))


def test_while_it_is_looked_for_the_page_renews_itself(organiser: FlaskClient, session, published: Scenario) -> None:
    run = make_run(session, published, RunState.RUNNING)

    page = organiser.get(PAGE)

    assert f'hx-get="{PAGE}"' in page.text
    assert "3 points of 6" in text(page)
    assert f'action="/o/salon/runs/{run.id}/stop"' in page.text
    assert f"/scenarios/{published.id}" not in page.text  # they are saved at the end
    assert "HX-Refresh" not in page.headers


@pytest.mark.parametrize("mode", [SolveMode.TRADE_OFF, SolveMode.PRICES])
def test_at_the_end_the_whole_page_is_loaded_anew(organiser: FlaskClient, session, published: Scenario, mode) -> None:
    run = make_run(session, published, RunState.RUNNING, mode=mode)
    looking = organiser.get(PAGE)
    run.state = RunState.DONE
    session.commit()

    ended = organiser.get(PAGE)

    assert ("HX-Refresh" in looking.headers, ended.headers.get("HX-Refresh")) == (False, "true")
    assert ("Look again" in looking.text, "Look again" in ended.text) == (False, True)


def test_each_point_leads_to_its_scenario_from_the_picture_and_the_table(
    organiser: FlaskClient, session: Session, published: Scenario
) -> None:
    make_run(session, published, RunState.DONE)

    page = organiser.get(PAGE)

    assert "20 wishes are met without disturbing anybody. 23 can be, if 7 people are disturbed." in text(page)
    assert page.text.count(f'href="/o/salon/scenarios/{published.id}"') == 7
    labels = re.findall(r'aria-label="(\d+ p[^"]*)"', page.text)
    assert labels == [
        "0 people disturbed: 20 wishes met",
        "2 people disturbed: 21 wishes met",
        "7 people disturbed: 23 wishes met",
    ]
    assert "7, as many as it takes 23 +3 proved 5 17" in text(page)
    assert "at most 5 people disturbed 21 no more found" in text(page)
    assert "As published: release 1" in text(page)
    assert "hx-get" not in page.text.partition("<main")[2]


def test_a_picture_of_before_says_of_which_release_it_is_and_offers_a_new_one(
    organiser: FlaskClient, session: Session, published: Scenario
) -> None:
    make_run(session, published, RunState.DONE)
    newer = Scenario(**published.model_dump(exclude={"id"}) | {"kind": ScenarioKind.SOLVED})
    session.add(newer)
    session.flush()
    session.add(Release(event_id=newer.event_id, number=2, kind=ReleaseKind.FINAL, scenario_id=newer.id))
    session.commit()

    page = organiser.get(PAGE)

    assert "This picture is of release 1, as things were on" in text(page)
    assert "Release 2 has been published since" in text(page)
    assert "people disturbed, against release 1" in text(page)
    assert f'<a href="/o/salon/scenarios/{published.id}">As published: release 1</a>' in page.text
    assert re.search(r'class="btn btn-primary"><svg.*?</svg>Look again', page.text, re.DOTALL)


def test_a_picture_of_other_wishes_says_so(organiser: FlaskClient, session: Session, published: Scenario) -> None:
    run = make_run(session, published, RunState.DONE)
    for fingerprint in (published.settings["fingerprint"], "of before"):
        values = {"settings": published.settings | {"fingerprint": fingerprint}}
        point = Scenario(**published.model_dump(exclude={"id"}) | values | {"kind": ScenarioKind.SOLVED})
        session.add(point)
        session.flush()
        run.trade_off = [one | {"scenario": point.id} for one in run.trade_off]
        session.commit()

        said = "Since then wishes, answers, rules, times or places have changed" in text(organiser.get(PAGE))

        assert said is (fingerprint == "of before")


def test_a_failure_is_said(organiser: FlaskClient, session: Session, published: Scenario) -> None:
    make_run(session, published, RunState.FAILED, trade_off=[])

    assert "The search has failed. Try again." in text(organiser.get(PAGE))


RULE = {"rule": "quiet", "concerned": 2, "wishes": 3, "categories": {}, "proved": True}
HELP = {"kind": "delegate", "subject": "<b>Vellarix", "starts": "", "ends": "", "amount": 1, "wishes": 4} | {
    "subject_id": 9,
    "by_rule": False,
}
FOUND = {
    "wishes": {"met": 20, "proved": True},
    "rules": [
        RULE | {"rule": "weights", "wishes": -1, "categories": {"std": 2, "other": -3}, "proved": False},
        RULE,
        RULE | {"rule": "lunch", "wishes": 0, "proved": False, "range": [0, 2]},
        *(RULE | {"rule": rule, "wishes": 0} for rule in PricedRule if rule not in {"weights", "quiet", "lunch"}),
    ],
    "helps": [
        HELP,
        HELP | {"kind": "places", "subject": "", "starts": "12:00", "ends": "14:25", "amount": 2, "wishes": 3},
        *(
            HELP | {"kind": kind, "starts": "12:00", "ends": "12:25"}
            for kind in ("time", "delegation_limit", "personal_limit")
        ),
        HELP | {"kind": "time", "starts": "12:00", "ends": "12:25", "by_rule": True},
    ],
}


def test_each_rule_has_its_price_and_what_would_help_is_named(organiser: FlaskClient, session, published) -> None:
    run = make_run(session, published, RunState.DONE, mode=SolveMode.PRICES, trade_off=[], prices=FOUND)

    page = organiser.get(PAGE)

    assert "20 wishes are met with all rules." in text(page)
    assert text(page).index("Quiet around 2 presentations +3") < text(page).index("count more than others")
    assert "−1 not proved" in text(page)
    assert "0 proved: 0 to +2" in text(page)
    assert "One more person of <b>Vellarix +4" in text(page)
    assert "2 more tables from 12:00 to 14:25 +3" in text(page)
    assert "<b>Vellarix" not in page.text
    assert "against a rule of yours" in text(page)
    ways = [("organisations/9", "Ask"), ("people/9", "Ask"), ("rules/particular", "Try"), ("structure/places", "Try")]
    assert all(f'href="/o/salon/{path}" aria-label="{word}' in page.text for path, word in ways)
    assert organiser.get(f"/o/salon/runs/{run.id}").location == PAGE


def test_what_is_not_proved_can_be_searched_for_longer(organiser: FlaskClient, session, published) -> None:
    done = make_run(session, published, RunState.DONE, mode=SolveMode.PRICES, trade_off=[], prices=FOUND, time_limit=10)
    offered = f"{PAGE.removesuffix('trade-off')}prices?seconds=30"

    assert f'action="{offered}"' in organiser.get(PAGE).text
    assert organiser.post(offered).location == PAGE

    longer = session.exec(select(SolveRun).where(SolveRun.id != done.id)).one()
    assert (longer.mode, longer.time_limit) == (SolveMode.PRICES, 30)
    assert organiser.post(offered.replace("30", "9999")).location == PAGE


def test_every_rule_and_every_kind_of_help_has_its_words() -> None:
    assert set(PRICED_RULES) == {rule.value for rule in PricedRule}
    assert set(HELPS) == {kind.value for kind in FixKind}


def test_the_search_for_prices_is_started_without_a_release(organiser: FlaskClient, session, event: Event) -> None:
    assert organiser.post("/o/salon/schedule/prices").location == PAGE

    (run,) = session.exec(select(SolveRun)).all()
    assert (run.mode, run.reference_id, run.state) == (SolveMode.PRICES, None, RunState.QUEUED)
    page = organiser.get(PAGE)
    assert f'hx-get="{PAGE}"' in page.text
    assert "See what each rule costs" not in page.text


def test_points_stand_side_by_side_in_the_order_of_the_people_disturbed() -> None:
    points = [TradeOffPoint(most, people, wishes, 0, 0, False) for most, people, wishes in [(0, 0, 4), (2, 2, 5)]]
    equal = TradeOffPoint(5, 2, 6, 0, 0, False)

    chart = draw_trade_off([*points, equal])
    alone = draw_trade_off(points[:1])
    falling = draw_trade_off([points[0], equal, TradeOffPoint(10, 8, 5, 2, 0, False)])

    assert chart is not None
    assert [spot.point for spot in chart.spots] == [points[0], equal]
    assert [spot.x for spot in chart.spots] == sorted(spot.x for spot in chart.spots)
    assert chart.top_y == chart.spots[-1].y < chart.spots[0].y
    assert falling is not None
    assert [spot.point for spot in falling.spots] == [points[0], equal]
    assert alone is not None
    assert len(alone.spots) == 1
    assert draw_trade_off([]) is None

    lost, same = draw_trade_off([*points, equal], published=8), draw_trade_off([*points, equal], published=4)
    assert lost is not None
    assert same is not None
    assert (lost.published_y < lost.top_y, same.published_y) == (True, None)
