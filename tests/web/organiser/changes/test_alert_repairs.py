"""From an alert to the draft: the ways out, one button each; nothing is published, nobody is told, nothing twice."""

from datetime import time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from matchmaker.alerts.commands import reports, withdrawal
from matchmaker.alerts.commands.alerts import Cause, raise_alert
from matchmaker.alerts.queries.alerts import in_danger, own_alerts
from matchmaker.alerts.queries.own_lines import line_token
from matchmaker.base import clock
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.queries.drafts import draft_view
from matchmaker.models import (
    Absence,
    Alert,
    AlertKind,
    AlertState,
    Category,
    Decision,
    DraftAct,
    Event,
    Message,
    NameKind,
    Placement,
    Release,
    Scenario,
    ScenarioKind,
    Venue,
)
from matchmaker.releases.queries.published import standing_appointments
from tests.builders import factories as make
from tests.builders.forum import Seat
from tests.builders.invited import Invited
from tests.builders.pages import shown, text
from tests.builders.presentations import sent_proposal


def count(session: Session, model) -> int:
    return session.exec(select(func.count()).select_from(model)).one()


def address(invited: Invited, alert: Alert) -> str:
    return f"/o/{invited.event.slug}/alerts/{alert.id}/repairs"


def drafts(session: Session) -> list[Scenario]:
    return list(session.exec(select(Scenario).where(Scenario.kind == ScenarioKind.DRAFT)))


def test_hours_that_leave_out_a_meeting_lead_to_repairs_that_keep_to_them(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    (line,) = standing_appointments(session, invited.zoe)
    who = {"registration_id": invited.zoe.id}
    session.add(Absence(**who, day=line.day, starts=line.starts, ends=line.ends))
    about = who | {"event_id": invited.event.id, "uid": line.uid, "meeting_id": line.meeting_id}
    alert = raise_alert(session, Cause(kind=AlertKind.HOURS, note="Thu 14:00–15:00", **about))

    page, found = text(organiser.get(f"/o/{invited.event.slug}/alerts")), text(organiser.get(address(invited, alert)))
    organiser.post(address(invited, alert), data={"kind": "least_disturbance"})

    assert ("can be met at other hours only" in page, "Their hours: Thu 14:00–15:00" in page) == (True, True)
    assert ("Fewest people disturbed" in found, "Only cancel" in found) == (True, True)
    (draft,) = drafts(session)
    (held,) = read_held(session, draft).values()
    assert held.spot.slot_id in [slot.id for slot in invited.forum.slots[1:]]
    assert session.get_one(Alert, alert.id).state is AlertState.HANDLED


def test_hours_without_a_slot_say_so(organiser: FlaskClient, invited: Invited, session: Session) -> None:
    (line,) = standing_appointments(session, invited.zoe)
    who = {"registration_id": invited.zoe.id}
    about = who | {"event_id": invited.event.id, "uid": line.uid, "meeting_id": line.meeting_id}
    alert = raise_alert(session, Cause(kind=AlertKind.HOURS, note="Thu 20:00–21:00", **about))
    found = []
    for absence in ({"starts": line.starts, "ends": line.ends}, {"starts": time(1), "ends": time(20)}):
        session.add(Absence(**who, day=line.day, **absence))
        session.flush()
        found.append("No slot lies in those hours" in text(organiser.get(address(invited, alert))))

    assert found == [False, True]


def test_a_decline_leads_to_its_ways_out(organiser: FlaskClient, invited: Invited) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()

    page = organiser.get(f"/o/{invited.event.slug}/alerts")
    waiting, found = organiser.get(f"{address(invited, alert)}?wait=1"), organiser.get(address(invited, alert))

    assert f'href="{address(invited, alert)}?wait=1"' in page.text
    assert "Looking for the ways out." in text(waiting)
    assert f'hx-get="{address(invited, alert)}?option=gone"' in waiting.text
    assert "Only cancel disturbs nobody else Meetings 1 → 0" in text(found)


def test_the_way_chosen_becomes_the_draft_and_nobody_is_told(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()
    before = count(session, Message), count(session, Release)

    answer = organiser.post(address(invited, alert), data={"kind": "only_cancel"})

    (draft,) = drafts(session)
    assert answer.location == f"/o/{invited.event.slug}/scenarios/{draft.id}/publish"
    assert (count(session, Message), count(session, Release)) == before
    alert = session.get_one(Alert, alert.id)
    assert (alert.state, alert.scenario_id) == (AlertState.HANDLED, draft.id)
    assert "cancelled" in text(organiser.get(answer.location))
    assert [view.open for view in own_alerts(session, invited.zoe)] == [False]

    published = {"kind": "final", "expected_release": "1", "note": ""}
    assert organiser.post(answer.location, data=published).status_code == 303

    assert (in_danger(session, invited.event.id), own_alerts(session, invited.zoe)) == (frozenset(), ())
    told = set(session.exec(select(Message.recipient).where(Message.id > before[0])))
    assert told == {"zoe@numalis.example", "bob@beta.example"}


def test_a_repair_that_was_taken_is_one_edit_of_the_draft_taken_back_whole(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()
    before = read_held(session, invited.scenario)
    organiser.post(address(invited, alert), data={"kind": "only_cancel"})
    (draft,) = drafts(session)

    held, view = [read_held(session, draft)], draft_view(session, invited.event)
    for act in ("undo", "redo"):
        shown = draft_view(session, invited.event).token
        organiser.post(f"/o/{invited.event.slug}/draft/edit", data={"act": act, "shown": shown})
        session.expire_all()
        held.append(read_held(session, draft))

    assert ([edit.act for edit in view.edits], view.done) == ([DraftAct.REPAIR], 0)
    assert held == [{}, before, {}]


def test_what_was_declined_and_taken_out_does_not_come_back_by_a_later_repair(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    third, beta = invited.forum.join("Cirrus"), invited.forum.facts().delegations[invited.bob.delegation_id]
    invited.forum.wish(third, beta)
    both = (invited.seat(0), Seat(third, beta, 1))
    invited.publish(*both)
    invited.reply("DECLINED")
    publish = organiser.post(address(invited, invited.alerts()[0]), data={"kind": "only_cancel"}).location
    organiser.post(publish, data={"kind": "final", "expected_release": "2", "note": ""})
    session.get_one(Alert, invited.alerts()[0].id).settled_at = clock.now() - timedelta(hours=1)
    session.flush()
    cirrus = invited.forum.people["Cirrus"]
    (line,) = standing_appointments(session, cirrus)
    other = reports.cannot_come(session, cirrus, line.uid, shown=line_token(line))

    found = text(organiser.get(address(invited, other)))

    assert "Meetings 1 → 0 Wishes met 1 → 0" in found
    assert "gains" not in found


def test_a_schedule_that_overlooks_what_was_declined_says_so(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    as_before = f"/o/{invited.event.slug}/scenarios/{invited.forum.scenario(invited.seat(1)).id}/publish"
    warning = "This schedule holds meetings that somebody cannot come to"
    assert warning not in text(organiser.get(as_before))

    invited.reply("DECLINED")
    assert f"{warning} Zoé Lambert (Numalis) declined by mail: meeting with Beta." in text(organiser.get(as_before))

    repaired = organiser.post(address(invited, invited.alerts()[0]), data={"kind": "only_cancel"}).location
    assert warning in text(organiser.get(as_before))
    assert warning not in text(organiser.get(repaired))


def test_a_double_click_and_an_unknown_way_change_nothing(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    invited.reply("DECLINED")
    (alert,) = invited.alerts()

    codes = [
        organiser.post(address(invited, alert), data={"kind": kind}).status_code
        for kind in ("nonsense", "", "only_cancel", "only_cancel")
    ]

    assert codes == [409, 409, 303, 409]
    assert len(drafts(session)) == 1
    back = organiser.get(address(invited, alert), follow_redirects=True)
    assert (back.status_code, back.request.path) == (200, f"/o/{invited.event.slug}/alerts")
    assert "handled, Anne" in text(back)


def test_a_colleague_goes_in_the_place_of_the_one_who_withdraws(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    delegation = invited.forum.facts().delegations[invited.zoe.delegation_id]
    colleague = make.make_registration(session, delegation)
    alert = withdrawal.withdraw(session, invited.zoe)

    shown = text(organiser.get(address(invited, alert)))
    kinds = {
        kind
        for kind, words in (("more_met", "More wishes met"), ("least_disturbance", "Fewest people disturbed"))
        if words in shown
    }
    assert kinds
    organiser.post(address(invited, alert), data={"kind": min(kinds)})

    (draft,) = drafts(session)
    page = organiser.get(f"/o/{invited.event.slug}/scenarios/{draft.id}/publish")
    assert page.status_code == 200
    assert invited.forum.facts().persons[colleague.id].name in text(page)


@pytest.mark.parametrize("kind", [AlertKind.NO_SHOW, AlertKind.MESSAGE])
def test_what_no_repair_helps_has_no_ways_out(organiser: FlaskClient, invited: Invited, kind: AlertKind) -> None:
    alert = reports.report_late_for_day(invited.session, invited.zoe, make.DAY, time(9, 10))
    alert.kind = kind

    assert organiser.get(address(invited, alert)).status_code == 422
    assert "ways out" not in text(organiser.get(f"/o/{invited.event.slug}/alerts"))


def test_before_there_is_a_schedule_nothing_is_looked_for(
    organiser: FlaskClient, session: Session, event: Event
) -> None:
    category = session.exec(select(Category).where(Category.event_id == event.id)).one()
    speaker = make.make_registration(session, make.make_delegation(session, event, category))
    sent_proposal(session, speaker, decision=Decision.ACCEPTED)
    alert = withdrawal.withdraw(session, speaker)

    page = organiser.get(f"/o/{event.slug}/alerts")
    asked = organiser.get(f"/o/{event.slug}/alerts/{alert.id}/repairs?wait=1")

    assert "1 thing waits for you" in text(page)
    assert "ways out" not in text(page)
    assert (asked.status_code, asked.location) == (302, f"/o/{event.slug}/alerts#alert-{alert.id}")
    assert "There is no schedule to repair yet." in organiser.get(asked.location).text


def test_a_closed_table_is_left_for_another_one_and_nothing_is_called_cancelled(
    organiser: FlaskClient, invited: Invited, session: Session
) -> None:
    forum, event = invited.forum, invited.event
    day = forum.slots[0].day.isoformat()
    form = {"day": day, "part": day, "what": "close"}
    make.make_place(session, session.get_one(Venue, forum.tables[0].venue_id), position=9)
    (place_id,) = session.exec(select(Placement.place_id)).all()
    closing = f"/o/{event.slug}/structure/places/{place_id}/close"
    asked = organiser.post(closing, data=form)
    organiser.post(closing, data=form | {"seen": shown(asked, "seen")})
    (alert,) = [one for one in invited.alerts() if one.kind is AlertKind.STRUCTURE]

    found = organiser.get(address(invited, alert))
    organiser.post(address(invited, alert), data={"kind": "only_cancel", "option": "structure"})

    assert "Only what cannot be avoided disturbs nobody else No meeting is lost, and each stays at its time." in text(
        found
    )
    assert "only cancel" not in text(found).lower()
    assert [draft.name_kind for draft in drafts(session)] == [NameKind.NOTHING_LOST]
