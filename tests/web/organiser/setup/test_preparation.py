"""An event made, prepared and opened on screen."""

from datetime import UTC, datetime, time

import pytest
from sqlmodel import select

from matchmaker.models import (
    Attendance,
    Audience,
    CampaignPreset,
    CampaignState,
    Category,
    CommunityRole,
    Event,
    Phase,
    Staff,
    Venue,
)
from tests.builders import factories as make
from tests.builders.campaigns import draft
from tests.builders.new_events import FORM
from tests.builders.pages import text


@pytest.fixture
def community(session):
    return make.make_community(session, slug="grappe", name="Grappe")


@pytest.fixture
def organiser(client, session, community, as_organiser):
    """An organiser of the community without an event."""
    anne = make.make_staff(session, name="Anne", language="en")
    make.make_community_role(session, anne, community, CommunityRole.ORGANISER)
    return as_organiser(client, anne)


def test_from_the_first_page_to_an_open_event(organiser, session):
    assert "/c/grappe/events/new" in organiser.get("/").text
    assert 'value="20"' in organiser.get("/c/grappe/events/new?preset=hosted_buyers").text

    made = organiser.post("/c/grappe/events/new", data=FORM, follow_redirects=True)

    assert made.request.path == "/o/forum-sante-2098/setup"
    assert "5 of 9 points are ready" in text(made)
    assert "14 slots of 25 minutes, room for 252 meetings" in text(made)
    assert "Open the event" in text(organiser.get("/o/forum-sante-2098/setup/phase/open"))
    opened = organiser.post("/o/forum-sante-2098/setup/phase/open", data={"shown": "draft"}, follow_redirects=True)
    assert "The event is now: wishes open." in text(opened)
    assert session.exec(select(Event.phase)).one() is Phase.OPEN


def test_two_things_at_once_of_the_same_people_are_to_be_looked_at(organiser, session):
    organiser.post("/c/grappe/events/new", data=FORM)
    event = session.exec(select(Event)).one()
    venue = session.exec(select(Venue).where(Venue.event_id == event.id)).first()
    category = session.exec(select(Category).where(Category.event_id == event.id)).first()
    person = make.make_registration(session, make.make_delegation(session, event, category))
    for title, starts in (("Dinner", time(18)), ("Tour", time(19))):
        values = {"day": event.starts_on, "titles": {"en": title}, "audience": Audience.CHOSEN}
        item = make.make_programme_item(session, venue, starts=starts, ends=time(20), **values)
        session.add(Attendance(item_id=item.id, registration_id=person.id))
    session.commit()

    page = text(organiser.get("/o/forum-sante-2098/setup"))

    assert "1 person has “Dinner” (18:00–20:00) and “Tour” (19:00–20:00) at the same time." in page


def test_a_phase_that_cannot_be_next_is_not_asked_about(organiser):
    organiser.post("/c/grappe/events/new", data=FORM)

    archived = organiser.get("/o/forum-sante-2098/setup/phase/archived", follow_redirects=True)

    assert archived.request.path == "/o/forum-sante-2098/setup"
    assert "The event is now: in preparation." in archived.text


def test_an_open_event_whose_deadlines_are_gone_leads_to_them(organiser, session):
    organiser.post("/c/grappe/events/new", data=FORM)
    organiser.post("/o/forum-sante-2098/setup/phase/open", data={"shown": "draft"})
    event = session.exec(select(Event)).one()
    event.wishes_close_at = event.answers_close_at = None
    session.commit()

    page = organiser.get("/o/forum-sante-2098/setup")

    assert "Next step Deadlines" in text(page)
    assert "without which the event cannot open" not in text(page)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "31/02/2098"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "2098-03-11", "ends_on": "0001-01-01"}, "ends_on"),
        ({"name": ""}, "name"),
        ({"slot_minutes": "0"}, "slot_minutes"),
        ({"tables": "100000"}, "tables"),
        ({"tables": "9" * 400}, "tables"),
        ({"zone": "Europe/Nowhere"}, "zone"),
        ({"morning_to": ""}, "morning_to"),
        (dict.fromkeys(("morning_from", "morning_to", "afternoon_from", "afternoon_to"), ""), "morning_from"),
    ],
)
def test_a_wrong_field_is_said_and_nothing_is_lost(organiser, session, wrong, field):
    refused = organiser.post("/c/grappe/events/new", data=FORM | wrong)

    assert (refused.status_code, f'id="{field}-error"' in refused.text) == (422, True)
    assert "Halle des Bateliers" in refused.text
    assert session.exec(select(Event)).all() == []


def test_settings_keep_what_was_typed_and_ask_where_an_old_page_says_something_else(organiser, session):
    organiser.post("/c/grappe/events/new", data=FORM)
    page = "/o/forum-sante-2098/settings"
    shown = organiser.get(page).text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    values = {"shown": shown, "name": "Forum", "city": "Liège", "language": "fr"}

    saved = organiser.post(page, data=values, follow_redirects=True)

    assert (saved.request.path, "Liège" in saved.text) == ("/o/forum-sante-2098/setup", True)
    assert organiser.post(page, data=values).status_code == 303
    assert organiser.post(page, data=values | {"city": "Mons"}).status_code == 409


def test_an_event_that_is_not_open_does_not_exist_for_its_participants(client, session, as_participant):
    event = make.make_event(session, phase=Phase.DRAFT)
    registration = make.make_registration(
        session, make.make_delegation(session, event, make.make_category(session, event))
    )

    assert as_participant(client, registration).get(f"/e/{event.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("phase", "send_at", "said"),
    [
        (Phase.DRAFT, None, "Written, not sent: nobody gets it before you check and send it."),
        (Phase.OPEN, None, "Written, not sent: nobody gets it before you check and send it."),
        (Phase.DRAFT, datetime(2020, 1, 1, tzinfo=UTC), "Leaves as soon as the event is open."),
        (Phase.DRAFT, datetime(2098, 3, 1, 9, tzinfo=UTC), "if the event is open by then; otherwise as soon as it is."),
        (Phase.OPEN, datetime(2098, 3, 1, 9, tzinfo=UTC), "Leaves on Saturday 1 March"),
    ],
)
def test_an_invitation_that_has_not_gone_is_found_from_both_pages(organiser, session, phase, send_at, said):
    organiser.post("/c/grappe/events/new", data=FORM)
    event, anne = session.exec(select(Event)).one(), session.exec(select(Staff)).one()
    written = draft(session, event, anne, CampaignPreset.INVITATION)
    event.phase, written.send_at = phase, send_at
    written.state = CampaignState.PLANNED if send_at else CampaignState.DRAFT
    session.commit()

    for page in (organiser.get("/o/forum-sante-2098/setup"), organiser.get("/o/forum-sante-2098/")):
        assert f'href="/o/forum-sante-2098/campaigns/{written.id}' in page.text
        assert said in text(page)

    written.state = CampaignState.DONE
    session.commit()
    assert f"campaigns/{written.id}" not in organiser.get("/o/forum-sante-2098/setup").text


def test_the_summary_of_errors_names_each_field(organiser):
    page = organiser.post("/c/grappe/events/new", data=FORM | {"name": "", "morning_to": ""}).text

    assert '<a href="#name">Name of the event: Please fill this in.</a>' in page
    assert '<a href="#morning_to">End of the morning: Give both times, or none.</a>' in page


def test_another_preset_keeps_what_was_typed(organiser):
    typed = {"preset": "hosted_buyers", "name": "Forum Santé", "country": "FR"}

    page = organiser.get("/c/grappe/events/new", query_string=typed).text

    assert ('value="Forum Santé"' in page, 'value="20"' in page, 'selected value="FR"' in page) == (True, True, True)
    assert "error-summary" not in page


def test_the_next_step_leads_on(organiser, session):
    organiser.post("/c/grappe/events/new", data=FORM)
    event, setup = session.exec(select(Event)).one(), "/o/forum-sante-2098/setup"
    assert 'href="/o/forum-sante-2098/import/participants">Import the list' in organiser.get(setup).text

    category = session.exec(select(Category).where(Category.event_id == event.id)).first()
    make.make_registration(session, make.make_delegation(session, event, category), agreed_at=None)
    session.commit()
    assert "next-step" not in organiser.get(setup).text
    event.phase = Phase.OPEN
    session.commit()
    assert "Invite this person" in organiser.get(setup).text


def test_a_copy_of_an_earlier_event(organiser, session):
    assert "You organise no event yet" in organiser.get("/c/grappe/events/copy").text
    organiser.post("/c/grappe/events/new", data=FORM)
    assert "/c/grappe/events/copy" in organiser.get("/c/grappe/events/new").text
    form = {"earlier": str(session.exec(select(Event.id)).one()), "name": "Forum Santé", "starts_on": "2099-03-10"}

    refused = organiser.post("/c/grappe/events/copy", data=form | {"earlier": "0", "name": " "})
    made = organiser.post("/c/grappe/events/copy", data=form | {"people": "y"}, follow_redirects=True)

    assert (refused.status_code, 'id="name-error"' in refused.text) == (422, True)
    assert made.request.path == "/o/forum-sante-2099/setup"
    assert "14 slots of 25 minutes, room for 252 meetings" in text(made)
