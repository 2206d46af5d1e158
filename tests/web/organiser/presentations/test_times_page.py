"""The pages on which an accepted presentation gets its time, or another speaker."""

import pytest
from sqlmodel import select

from matchmaker import jobs
from matchmaker.changes.commands.withdrawal import withdraw
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Decision,
    Delegation,
    Presentation,
    ProgrammeItem,
    Registration,
)
from tests.builders import factories as make
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
