"""The pages on which an accepted presentation gets its time, or another speaker."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import select

from matchmaker import jobs
from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Audience,
    Decision,
    Delegation,
    Presentation,
    ProgrammeItem,
    Registration,
    Venue,
)
from tests.builders import factories as make
from tests.builders.pages import text
from tests.builders.presentations import sent_proposal


@pytest.fixture
def talk(session, crowd) -> Presentation:
    first, _ = crowd
    speaker = session.exec(select(Registration).where(Registration.delegation_id == first.id)).one()
    return sent_proposal(session, speaker, "Signing <i>fast</i>", decision=Decision.ACCEPTED, impossible=["morning"])


@pytest.fixture
def page(event, talk) -> str:
    return f"/o/{event.slug}/presentations/{talk.id}"


def test_a_time_is_priced_in_the_background_and_chosen(session, event, organiser, talk, page, statements):
    first = organiser.get(f"{page}/time").text
    searching = organiser.post(f"{page}/time/search")
    waiting = len(jobs.solve_queue)
    running = organiser.get(f"{page}/time").text
    statements.clear()
    answer = organiser.get(f"{page}/time/search")
    part = answer.text
    read = "\n".join(statements)
    organiser.post(f"{page}/time/stop")
    stopped = organiser.get(f"{page}/time/search")
    key = first.partition('name="at" id="at-1" value="')[2].partition('"')[0]
    chosen = organiser.post(f"{page}/time", data={"at": key, "room": "Salle <2>", "quiet_minutes": "20"})

    assert ("See what each time costs" in first, "the speaker cannot" in first) == (True, True)
    assert (searching.location, waiting, "Stop, keep what is found" in running) == (f"{page}/time", 1, True)
    assert (part.count("<section"), f'hx-get="{page}/time/search"' in part) == (1, True)
    assert ("HX-Refresh" in answer.headers, stopped.headers["HX-Refresh"]) == (False, "true")
    assert [table for table in ("time_search", "slot", "wish") if f"FROM {table}" in read] == ["time_search"]
    if chosen.status_code == 200:
        seen = chosen.text.partition('name="seen" value="')[2].partition('"')[0]
        data = {"at": key, "room": "Salle <2>", "quiet_minutes": "20", "seen": seen}
        chosen = organiser.post(f"{page}/time", data=data)
    assert chosen.location == page
    [item] = session.exec(select(ProgrammeItem)).all()
    assert (item.room, session.get_one(Presentation, talk.id).item_id) == ("Salle <2>", item.id)
    assert "In the programme" in organiser.get(page).text
    assert organiser.get(f"{page}/time").location == page


@pytest.mark.parametrize("data", [{}, {"at": "1|2027-03-11|99:99"}, {"quiet_minutes": "9" * 310}])
def test_hostile_times_are_refused_on_the_page(organiser, page, data):
    assert organiser.post(f"{page}/time", data={"quiet_minutes": "20"} | data).status_code == 422


def test_the_change_desk_leads_to_the_ways_out(session, event, organiser, talk, page):
    speaker = session.get_one(Registration, talk.speaker_id)
    colleague = make.make_registration(session, session.get_one(Delegation, talk.delegation_id))
    withdraw(session, speaker)
    alerts = organiser.get(f"/o/{event.slug}/alerts").text
    ways = organiser.get(f"{page}/speaker").text
    shown = ways.partition('name="shown" type="hidden" value="')[2].partition('"')[0]

    nobody = organiser.post(f"{page}/speaker", data={"shown": shown})
    answer = organiser.post(f"{page}/speaker", data={"shown": shown, "speaker_id": str(colleague.id)})

    assert (f'href="{page}/speaker"' in alerts, "Signing &lt;i&gt;fast" in alerts) == (True, True)
    assert (nobody.status_code, answer.location) == (422, f"/o/{event.slug}/alerts")
    [alert] = session.exec(select(Alert).where(Alert.kind == AlertKind.SPEAKER)).all()
    assert alert.state is AlertState.HANDLED


def test_cancelling_asks_first(session, organiser, talk, page):
    ways = organiser.get(f"{page}/speaker").text
    shown = ways.partition('name="shown" value="')[2].partition('"')[0]

    stale = organiser.post(f"{page}/cancel", data={"shown": "older"})
    question = organiser.post(f"{page}/cancel", data={"shown": shown})

    assert (stale.location, question.status_code) == (f"{page}/speaker", 200)
    assert ("Cancel it" in question.text, f'name="shown" value="{shown}"' in question.text) == (True, True)


def test_a_room_that_is_taken_is_said_before_the_presentation_is_put_there(session, organiser, talk, page):
    key = organiser.get(f"{page}/time").text.partition('name="at" id="at-1" value="')[2].partition('"')[0]
    venue_id, day, starts = key.split("|")
    begins = datetime.fromisoformat(f"{day} {starts}")
    make.make_programme_item(
        session,
        session.get_one(Venue, int(venue_id)),
        day=begins.date(),
        starts=begins.time(),
        ends=(begins + timedelta(minutes=10)).time(),
        audience=Audience.CHOSEN,
        titles={"en": "Welcome"},
        room="Salle 2",
    )

    form = organiser.get(f"{page}/time").text
    asked = organiser.post(f"{page}/time", data={"at": key, "room": " salle 2", "quiet_minutes": "5"})

    assert '<option value="Salle 2">' in form
    assert "In the same room then: “Welcome”" in text(asked)
    assert ", Salle 2" in text(asked)
    assert session.get_one(Presentation, talk.id).item_id is None


def test_a_withdrawal_names_the_presentation_before_and_is_one_card_after(session, event, organiser, talk, page):
    base = f"/o/{event.slug}"
    asked = text(organiser.get(f"{base}/people/{talk.speaker_id}/withdraw"))
    talk.item_id = make.make_programme_item(
        session, session.exec(select(Venue)).one(), starts=time(12), ends=time(12, 20), titles={"en": "Signing"}
    ).id
    alert = withdraw(session, session.get_one(Registration, talk.speaker_id))

    desk = organiser.get(f"{base}/alerts")
    listed = text(organiser.get(f"{base}/presentations"))
    also = desk.text.partition('name="also" value="')[2].partition('"')[0]
    settled = organiser.post(f"{base}/alerts/{alert.id}/handled", data={"also": also})

    assert "Accepted presentations without a speaker, not published yet Signing <i>fast</i>" in asked
    assert "1 thing waits for you" in text(desk)
    assert "12:00 no speaker" in listed
    assert "Signing Talk no speaker" in text(organiser.get(f"{base}/structure"))
    assert (settled.status_code, set(session.exec(select(Alert.state)))) == (303, {AlertState.HANDLED})
    assert organiser.post(f"{base}/alerts/{alert.id}/handled", data={"also": "x-9-" + "9" * 310}).status_code == 409
