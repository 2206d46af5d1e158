"""Who comes along is away during published meetings: the organisers are alerted, and somebody else comes along."""

from datetime import UTC, datetime, time

import pytest
import time_machine
from sqlmodel import Session, select

from matchmaker.alerts.commands import publication
from matchmaker.alerts.commands.structure import contradict
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.queries.page import alerts_page
from matchmaker.alerts.queries.repairs import RepairOption, find_proposals, repair_options
from matchmaker.alerts.rules import hours_of_note
from matchmaker.alerts.words import what_was_caused
from matchmaker.missions.commands.absences import add_absence, remove_absence
from matchmaker.models import Alert, AlertKind, AlertState, Event, ReleaseKind, Scenario, row_id
from solver.repair import Happening, ProposalKind
from tests.builders.along import Abroad, make_abroad
from tests.builders.forum import Seat


@pytest.fixture
def abroad(forum) -> Abroad:
    """Nivelyo meets Revontuli and then Satama, both with Kaisa; it is published."""
    abroad = make_abroad(forum)
    seats = (
        Seat(abroad.ours, abroad.one, slot=0, along=(abroad.kaisa,)),
        Seat(abroad.ours, abroad.other, slot=2, along=(abroad.kaisa,)),
    )
    abroad.scenario = forum.scenario(*seats)
    publish(abroad, abroad.scenario, 0)
    return abroad


def publish(abroad: Abroad, scenario: Scenario, expected: int) -> None:
    release = {"kind": ReleaseKind.FINAL, "staff": None, "expected_release": expected}
    publication.publish(abroad.forum.session, abroad.forum.event, scenario, **release)


def away_alerts(session: Session) -> list[Alert]:
    return list(session.exec(select(Alert).where(Alert.kind == AlertKind.AWAY).order_by(Alert.id)).all())


def sentences(session: Session, event: Event) -> list[str]:
    return [what_was_caused(cause, "en") for cause in alerts_page(session, row_id(event)).open]


def test_one_thing_waits_for_the_organisers_whatever_the_number_of_meetings(session, abroad):
    event = abroad.forum.event

    add_absence(session, event, abroad.tuomas, event.starts_on)
    nothing = sentences(session, event)
    first = add_absence(session, event, abroad.kaisa, event.starts_on, starts=time(9), ends=time(9, 30))
    of_one = sentences(session, event)
    add_absence(session, event, abroad.kaisa, event.starts_on, starts=time(10), ends=time(10, 30))
    of_two, day = sentences(session, event), event.starts_on
    notes = [hours_of_note(one.note) for one in away_alerts(session)]

    remove_absence(session, event, abroad.kaisa, row_id(first))

    who = "Kaisa Niemi (Office of Kaisa) is away during"
    assert (nothing, of_one) == ([], [f"{who} meeting with Nivelyo – Revontuli, to which they come along."])
    assert of_two == [f"{who} 2 meetings to which they come along."]
    assert notes == [[(day, [span])] for span in ((time(9), time(9, 30)), (time(10), time(10, 30)))]
    assert [one.state for one in away_alerts(session)] == [AlertState.TAKEN_BACK, AlertState.OPEN]


def test_somebody_else_of_the_pool_comes_along_at_the_same_time_and_publishing_answers_the_alert(session, abroad):
    event, (low, high) = abroad.forum.event, abroad.pairs[0]
    add_absence(session, event, abroad.kaisa, event.starts_on, starts=time(9), ends=time(9, 30))
    (alert,) = away_alerts(session)

    assert repair_options(session, event, alert) == (RepairOption.AWAY,)
    found = find_proposals(session, event, alert)
    least = next(one for one in found.proposals if one.kind is ProposalKind.LEAST_DISTURBANCE)
    placed = least.source.result.schedule.assignments[f"q{low}-{high}"]
    instead = abroad.forum.scenario(
        Seat(abroad.ours, abroad.one, slot=0, along=(abroad.tuomas,)),
        Seat(abroad.ours, abroad.other, slot=2, along=(abroad.kaisa,)),
    )
    publish(abroad, instead, 1)

    assert (placed.slot, placed.agents[2:]) == (f"s{abroad.forum.slots[0].id}", (f"r{abroad.tuomas.id}",))
    assert {(one.person, one.happening) for one in least.told} == {
        ("Kaisa Niemi", Happening.LOSES),
        ("Tuomas Niemi", Happening.GAINS),
    }
    assert alert.state is AlertState.HANDLED


def test_what_another_alert_says_is_not_counted_with_a_change_of_the_structure(session, abroad):
    event = abroad.forum.event
    add_absence(session, event, abroad.kaisa, event.starts_on, starts=time(9), ends=time(9, 30))
    told_of_alone = contradicted(session, event)
    abroad.forum.slots[2].starts = time(10, 5)
    session.flush()

    contradict(session, event, "10:00")

    assert told_of_alone == frozenset()
    assert contradicted(session, event) == {tuple(sorted(abroad.pairs[1]))}


def test_what_is_over_alerts_nobody(session, abroad):
    event = abroad.forum.event

    with time_machine.travel(datetime.combine(event.starts_on, time(20), UTC), tick=False):
        saved = add_absence(session, event, abroad.kaisa, event.starts_on)

    assert (saved.starts, away_alerts(session)) == (time(0), [])
