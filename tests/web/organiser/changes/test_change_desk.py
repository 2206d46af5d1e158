"""Alerts: what new schedules do without, and meetings at another time."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.alerts.commands import alerts, reports, withdrawal
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.alerts.queries.repairs import find_proposals
from matchmaker.models import Again, Alert, AlertState, GivenName, Placement, Scenario, ScenarioKind, Staff
from matchmaker.releases.queries.published import standing_entry
from matchmaker.scheduling.commands.runs import request_run
from matchmaker.scheduling.jobs.solving import execute_run
from tests.builders import factories as make
from tests.builders.change_desk import cannot_come, desk
from tests.builders.forum import Seat
from tests.builders.inbound_mails import calendar, mail
from tests.builders.invited import Invited
from tests.builders.pages import text

BEFORE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


def proposes(invited: Invited, start: str) -> Alert:
    ics = calendar(start, "ATTENDEE:mailto:zoe@numalis.example", method="COUNTER", uid=invited.uid)
    invited.receive(mail("", ics, to=invited.address))
    (alert,) = invited.alerts()
    return alert


def draft(session: Session) -> Scenario:
    return session.exec(select(Scenario).where(Scenario.kind == ScenarioKind.DRAFT)).one()


def solved(invited: Invited, staff: Staff) -> Scenario:
    run = request_run(invited.session, invited.event, name=GivenName("Anew"), seconds=1, staff_id=staff.id)
    invited.session.commit()
    execute_run(run.id)
    invited.session.expire_all()
    return invited.session.get_one(Scenario, run.scenario_id)


def placed(session: Session, scenario: Scenario) -> int:
    return len(session.exec(select(Placement).where(Placement.scenario_id == scenario.id)).all())


def test_a_new_schedule_does_without_what_was_declined_until_it_may_be_planned_again(
    organiser: FlaskClient, invited: Invited, session: Session, staff: Staff
) -> None:
    alert = cannot_come(invited)
    alerts.settle_alert(session, invited.event, alert.id, AlertState.HANDLED, staff)

    anew = solved(invited, staff)
    invited.scenario.numbers = anew.numbers

    assert placed(session, anew) == 0
    reasons = text(organiser.get(f"/o/{invited.event.slug}/scenarios/{anew.id}"))
    assert "Zoé Lambert (Numalis) cannot come to this meeting." in reasons
    page = organiser.get(desk(invited.event))
    assert "New schedules do without these meetings" in text(page)
    assert "A colleague may go" not in text(page)

    assert organiser.post(desk(invited.event, f"/{alert.id}/again"), data={"again": "anybody"}).status_code == 303

    assert "New schedules do without" not in text(organiser.get(desk(invited.event)))
    assert placed(session, solved(invited, staff)) == 1


def test_a_colleague_may_go_to_what_was_declined(
    organiser: FlaskClient, invited: Invited, session: Session, staff: Staff
) -> None:
    colleague = make.make_registration(session, invited.forum.facts().delegations[invited.zoe.delegation_id])
    alert = cannot_come(invited)
    alerts.settle_alert(session, invited.event, alert.id, AlertState.HANDLED, staff)
    assert 'value="colleague"' in organiser.get(desk(invited.event)).text

    organiser.post(desk(invited.event, f"/{alert.id}/again"), data={"again": "colleague"})

    page = text(organiser.get(desk(invited.event)))
    assert "a colleague may go May be planned again" in page
    scenario = solved(invited, staff)
    publish = text(organiser.get(f"/o/{invited.event.slug}/scenarios/{scenario.id}/publish"))
    assert invited.forum.facts().persons[colleague.id].name in publish


@pytest.mark.parametrize("again", ["", "everybody"])
def test_who_may_come_is_one_of_three(organiser: FlaskClient, invited: Invited, again: str) -> None:
    alert = cannot_come(invited)

    assert organiser.post(desk(invited.event, f"/{alert.id}/again"), data={"again": again}).status_code == 404
    assert alert.again is Again.NOBODY


def test_what_was_declined_and_is_out_cannot_be_published_by_an_old_schedule(
    organiser: FlaskClient, invited: Invited
) -> None:
    old = invited.forum.scenario(invited.seat(1))
    publish = f"/o/{invited.event.slug}/scenarios/{old.id}/publish"
    alert = cannot_come(invited)
    data = {"kind": "final", "expected_release": "1", "note": ""}
    out = organiser.post(desk(invited.event, f"/{alert.id}/repairs"), data={"kind": "only_cancel"}).location
    assert organiser.post(out, data=data).status_code == 303

    refused = organiser.post(publish, data=data | {"expected_release": "2"})

    assert refused.status_code == 422
    said = "one of them cannot come to this meeting, and it is no longer planned."
    assert said in text(organiser.get(publish))
    organiser.post(desk(invited.event, f"/{alert.id}/again"), data={"again": "anybody"})
    assert organiser.post(publish, data=data | {"expected_release": "2"}).status_code == 303


def test_a_proposed_time_shows_who_is_free_and_moves_only_this_meeting(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    alert = proposes(invited, "DTSTART;TZID=Romance Standard Time:20270311T100500")
    assert alert.moment == datetime(2027, 3, 11, 9, 5, tzinfo=UTC)

    page = organiser.get(desk(invited.event, f"/{alert.id}/repairs"))

    shown = text(page)
    assert "At 10:00 Zoé Lambert (Numalis) free Bob Peeters (Beta) free 1 table is free" in shown
    assert (
        "Fewest people disturbed for what was promised disturbs nobody else moves only this meeting 10:00, T" in shown
    )
    assert shown.index("Fewest people disturbed") < shown.index("Only cancel disturbs")

    answer = organiser.post(
        desk(invited.event, f"/{alert.id}/repairs"), data={"kind": "least_disturbance", "option": "proposed"}
    )

    (placement,) = session.exec(select(Placement).where(Placement.scenario_id == draft(session).id)).all()
    assert placement.slot_id == invited.forum.slots[2].id
    assert "moved" in text(organiser.get(answer.location))
    assert session.get_one(Alert, alert.id).state is AlertState.HANDLED


def test_a_proposed_time_at_which_somebody_is_busy_says_so_and_offers_another_time(
    organiser: FlaskClient, invited: Invited
) -> None:
    third, beta = invited.forum.join("Cirrus"), invited.forum.facts().delegations[invited.bob.delegation_id]
    invited.forum.wish(third, beta)
    invited.publish(invited.seat(0), Seat(third, beta, 2))
    slot = invited.forum.slots[2]
    make.make_absence(invited.session, invited.zoe, slot.starts, slot.ends)
    alert = proposes(invited, "DTSTART:20270311T090000Z")

    page = organiser.get(desk(invited.event, f"/{alert.id}/repairs"))

    shown = text(page)
    assert "Zoé Lambert (Numalis) not available Bob Peeters (Beta) meets Cirrus no table is free" in shown
    assert "Nothing else was found: this would only cancel the meeting." in shown
    other = text(organiser.get(desk(invited.event, f"/{alert.id}/repairs?option=other-time")))
    assert "moves only this meeting" in other


@pytest.mark.parametrize("start", ["DTSTART:20270311T200000Z", "DTSTART;TZID=Nowhere:20270311T100500", "DTSTART:later"])
def test_a_proposed_time_that_is_no_slot_leaves_the_other_times(
    organiser: FlaskClient, invited: Invited, start: str
) -> None:
    alert = proposes(invited, start)

    shown = text(organiser.get(desk(invited.event, f"/{alert.id}/repairs")))

    assert "At the proposed time" not in shown
    assert "moves only this meeting 09:30, T" in shown


def test_who_asks_to_move_gets_another_time(organiser: FlaskClient, invited: Invited, session: Session) -> None:
    entry = standing_entry(session, invited.zoe.id, invited.invitation.uid)
    alert = reports.ask_to_move(session, invited.zoe, entry.uid, shown=line_token(entry))

    shown = text(organiser.get(desk(invited.event, f"/{alert.id}/repairs")))

    assert "disturbs nobody else moves only this meeting 09:30, T" in shown
    organiser.post(desk(invited.event, f"/{alert.id}/repairs"), data={"kind": "least_disturbance"})
    (placement,) = session.exec(select(Placement).where(Placement.scenario_id == draft(session).id)).all()
    assert placement.slot_id != invited.forum.slots[0].id


def test_who_is_late_keeps_the_meeting_later(organiser: FlaskClient, invited: Invited, session: Session) -> None:
    alert = reports.report_late_for_day(session, invited.zoe, make.DAY, time(10, 5))
    page = text(organiser.get(desk(invited.event)))
    assert "comes late on Thursday 11 March: only from 10:05 (Brussels) on. meeting with Beta – 09:00" in page

    shown = text(organiser.get(desk(invited.event, f"/{alert.id}/repairs")))

    assert "moves only this meeting 10:30, T" in shown


def test_who_is_late_for_one_meeting_has_it_once_they_are_there(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    entry = standing_entry(session, invited.zoe.id, invited.invitation.uid)
    alert = reports.report_late(session, invited.zoe, entry.uid, 35, shown=line_token(entry))

    assert "moves only this meeting 10:00, T" in text(organiser.get(desk(invited.event, f"/{alert.id}/repairs")))


def test_who_cannot_come_at_this_time_may_come_at_another(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    alert = cannot_come(invited)
    page = desk(invited.event, f"/{alert.id}/repairs")
    assert "moves only this meeting 09:30, T" in text(organiser.get(f"{page}?option=other-time"))

    publish = organiser.post(page, data={"kind": "least_disturbance", "option": "other-time"}).location

    assert session.get_one(Alert, alert.id).again is Again.ANYBODY
    data = {"kind": "final", "expected_release": "1", "note": ""}
    assert organiser.post(publish, data=data).status_code == 303
    assert standing_entry(session, invited.zoe.id, invited.invitation.uid).starts == time(9, 30)


def test_a_colleague_goes_instead_in_one_step(organiser: FlaskClient, invited: Invited, session: Session) -> None:
    colleague = make.make_registration(session, invited.forum.facts().delegations[invited.zoe.delegation_id])
    alert = cannot_come(invited)
    page = desk(invited.event, f"/{alert.id}/repairs")
    assert "A colleague goes" in text(organiser.get(page))
    shown = text(organiser.get(f"{page}?option=colleague"))
    kind = "least_disturbance" if "Fewest people disturbed" in shown else "more_met"

    publish = organiser.post(page, data={"kind": kind, "option": "colleague"}).location

    assert session.get_one(Alert, alert.id).again is Again.COLLEAGUE
    assert invited.forum.facts().persons[colleague.id].name in text(organiser.get(publish))


@pytest.mark.parametrize("option", ["colleague", "proposed", "later"])
def test_an_option_that_an_alert_has_not_is_refused(organiser: FlaskClient, invited: Invited, option: str) -> None:
    alert = cannot_come(invited)

    assert organiser.get(desk(invited.event, f"/{alert.id}/repairs?option={option}")).status_code == 422


@pytest.mark.parametrize("said", ["late", "move"])
def test_the_next_repair_does_not_undo_the_one_before(
    organiser: FlaskClient, invited: Invited, session: Session, said: str
) -> None:
    """Disturbance is counted against what is published: where the meeting was would be the quietest place for it."""
    third, beta = invited.forum.join("Cirrus"), invited.forum.facts().delegations[invited.bob.delegation_id]
    invited.forum.wish(third, beta)
    invited.publish(invited.seat(0), Seat(third, beta, 1))
    entry = standing_entry(session, invited.zoe.id, invited.invitation.uid)
    if said == "late":
        first = reports.report_late_for_day(session, invited.zoe, make.DAY, time(9, 45))
    else:
        first = reports.ask_to_move(session, invited.zoe, entry.uid, shown=line_token(entry))
    organiser.post(desk(invited.event, f"/{first.id}/repairs"), data={"kind": "least_disturbance"})
    placements = select(Placement).where(Placement.meeting_id == entry.meeting_id).order_by(Placement.id.desc())
    moved = session.exec(placements).first().slot_id
    gone = withdrawal.withdraw(session, invited.forum.people["Cirrus"])

    found = find_proposals(session, invited.event, gone).proposals

    assert len(found) >= 1
    for proposal in found:
        (placed,) = proposal.source.result.schedule.assignments.values()
        assert placed.slot == f"s{moved}"


def test_a_new_schedule_knows_who_comes_late_also_before_anybody_has_decided(
    invited: Invited, session: Session, staff: Staff
) -> None:
    alert = reports.report_late_for_day(session, invited.zoe, make.DAY, time(10, 5))

    (placement,) = session.exec(select(Placement).where(Placement.scenario_id == solved(invited, staff).id)).all()
    assert placement.slot_id == invited.forum.slots[3].id

    alerts.settle_alert(session, invited.event, alert.id, AlertState.DISMISSED, staff)
    assert len(invited.forum.facts().late) == 0
