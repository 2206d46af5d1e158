"""`matchmaker check-zones`: what it says when the law leaves the clocks alone, and when it does not."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import func, select

from matchmaker.base.db import transaction
from matchmaker.models import EntryState, Event, Message, Release, ReleaseEntry, ReleaseKind, Scenario, Slot
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.commands.scenarios import make_baseline
from tests.builders.factories import make_staff
from tests.builders.zone_files import law_in_waiting

RIGHT = "All times are right by the present rules for clocks.\n"


@pytest.fixture(autouse=True)
def before_the_forum() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 3, 1, 8, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def new_law(tmp_path: Path) -> Iterator[Callable[[], None]]:
    with law_in_waiting(tmp_path) as pass_it:
        yield pass_it


def publish_it(scenario_id: int | None = None) -> int:
    """Publish the scenario, first come first served if none is given, and return its id."""
    with transaction() as session:
        event = session.exec(select(Event)).one()
        scenario = session.get_one(Scenario, scenario_id) if scenario_id else make_baseline(session, event)
        known = session.exec(select(func.count()).select_from(Release)).one()
        publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=known)
        return scenario.id or 0


def starts() -> list[datetime]:
    with transaction() as session:
        return list(session.exec(select(Slot.starts_at).order_by(Slot.id)))


def letters() -> list[str]:
    """To which organisers it was written."""
    with transaction() as session:
        return list(session.exec(select(Message.recipient).where(Message.kind == "clocks_changed")))


def test_without_a_new_law_it_says_that_all_is_right(run, tiny: str) -> None:
    publish_it()

    result = run("check-zones")

    assert (result.exit_code, result.output) == (0, RIGHT)
    assert letters() == []


def test_without_an_event_too(run) -> None:
    assert run("check-zones").output == RIGHT


def test_before_a_release_it_puts_the_slots_right_and_has_nothing_to_tell_the_organisers(
    run, tiny: str, new_law
) -> None:
    before = starts()
    new_law()

    first, second = run("check-zones"), run("check-zones")

    with transaction() as session:
        name = session.exec(select(Event)).one().name
    assert (first.exit_code, first.output) == (
        0,
        f"{name}: new rules for clocks in Europe/Brussels; published appointments concerned: 0.\n",
    )
    assert second.output == RIGHT
    assert starts() == [moment + timedelta(hours=1) for moment in before]
    assert letters() == []


def test_what_is_published_is_counted_until_it_is_published_again_and_organisers_are_told_once(
    run, tiny: str, new_law
) -> None:
    with transaction() as session:
        make_staff(session, session.exec(select(Event)).one(), email="anne@cluster.example")
    scenario_id = publish_it()
    new_law()
    with transaction() as session:
        standing = select(func.count()).select_from(ReleaseEntry).where(ReleaseEntry.state == EntryState.CONFIRMED)
        lines = session.exec(standing).one()

    first, second = run("check-zones"), run("check-zones")
    publish_it(scenario_id)
    third = run("check-zones")

    assert lines > 0
    assert f"published appointments concerned: {lines}.\n" in first.output
    assert second.output == first.output
    assert third.output == RIGHT
    assert letters() == ["anne@cluster.example"]
