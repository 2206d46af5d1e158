"""Something has changed: from the button to the next release, by the links and buttons that the pages show."""

from collections import Counter

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from matchmaker.base.db import transaction
from matchmaker.change_desk.rules import ChangeKind
from matchmaker.imports import load_folder
from matchmaker.models import (
    Block,
    Event,
    EventStaff,
    Message,
    Person,
    Placement,
    PlacementPerson,
    Registration,
    Release,
    ReleaseKind,
    RepairSearch,
    RunState,
    Scenario,
    Staff,
    Venue,
)
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.jobs.solving import solve_now
from tests.builders import factories as make
from tests.builders.clicks import Clicker
from tests.builders.pages import text
from tests.builders.paths import NAMUR
from web.organiser.changes.wording import GROUPS, QUESTIONS, WORDS


@pytest.mark.parametrize(
    ("kind", "details", "said"),
    [
        (ChangeKind.BLOCK_ENDS, {"at": "23:59"}, "Say a time between"),
        (ChangeKind.BLOCK_ENDS, {"at": "06:00"}, "Say a time between"),
        (ChangeKind.BLOCK_ENDS, {"at": "12:00"}, "Say a time between"),  # it does anyhow
        (ChangeKind.BLOCK_MOVED, {"minutes": "0"}, "0 changes nothing"),
    ],
)
def test_a_block_that_would_end_outside_itself_or_move_by_nothing_is_refused(
    organiser: FlaskClient, published: Event, session: Session, kind: ChangeKind, details, said: str
) -> None:
    block = session.exec(select(Block.id).where(Block.event_id == published.id)).first()

    refused = organiser.post(f"/o/{published.slug}/changes/{kind.value}/{block}", data=details)

    assert (refused.status_code, said in text(refused)) == (422, True)
    assert session.exec(select(RepairSearch)).all() == []


@pytest.mark.parametrize(
    ("kind", "details", "said"),
    [
        ("Somebody is not coming", {}, "is not coming"),
        ("Somebody comes later", {"at": "11:00"}, "comes only at 11:00"),
        ("A table or booth is lost", {"since": "09:30", "until": "11:00"}, "cannot be used from 09:30 to 11:00"),
        ("A block moves", {"minutes": "30"}, "is 30 minutes later"),
    ],
)
def test_a_change_is_said_its_impact_shown_and_its_repair_taken(
    organiser: FlaskClient, published: Event, session: Session, worker, kind: str, details, said: str
) -> None:
    walk = Clicker(organiser, f"/o/{published.slug}/")
    walk.click("Something has changed")
    walk.click(kind)
    walk.click(_first_subject(walk))
    if details:
        walk.click("See what it touches", **details)
    search = session.exec(select(RepairSearch)).one()
    assert (search.state, said in text(walk.page)) == (RunState.DONE, True)

    walk.click("Take it and look at the difference")

    assert walk.page.request.path.endswith("/publish")
    assert walk.clicks <= 5


def _first_subject(walk: Clicker) -> str:
    """Return the name of the first one to choose."""
    part = walk.page.text.partition('id="results"')[2]
    return part.partition("<b>")[2].partition("</b>")[0]


def test_every_kind_of_change_has_one_tile_its_words_and_its_question() -> None:
    tiles = [kind for _, kinds in GROUPS for kind in kinds]

    assert sorted(tiles) == sorted(ChangeKind)
    assert WORDS.keys() == QUESTIONS.keys() == set(ChangeKind)


def test_what_is_no_change_is_said(organiser: FlaskClient, published: Event) -> None:
    page = f"/o/{published.slug}/changes"

    assert organiser.get(f"{page}/nonsense").status_code == 404
    assert organiser.get(f"{page}/late/999999").status_code == 404
    assert organiser.get(f"{page}?also=999999").status_code == 404
    assert organiser.get(f"{page}?also={'9' * 310}").status_code == 200
    assert organiser.post(f"{page}/withdraws", data={"subject": "9" * 310}).status_code == 404
    assert organiser.post(f"{page}/withdraws").status_code == 404


def test_before_a_schedule_the_page_says_where_changes_are_noted(organiser: FlaskClient, event: Event) -> None:
    assert "There is no schedule yet" in text(organiser.get(f"/o/{event.slug}/changes"))


@pytest.mark.slow
def test_somebody_alone_telephones_the_evening_before_and_six_clicks_later_everybody_knows(
    session: Session, staff: Staff, organiser: FlaskClient, database_url: str, worker
) -> None:
    session.commit()
    with transaction(database_url) as writing:
        event = load_folder(writing, NAMUR)
        writing.add(EventStaff(event_id=event.id, staff_id=staff.id))
        slug = event.slug
    solved = solve_now(slug, 8, url=database_url)
    event = session.exec(select(Event).where(Event.slug == slug)).one()
    scenario = session.get_one(Scenario, solved)
    publish_scenario(session, event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    session.commit()
    who = _busiest_alone(session, scenario)
    told = len(session.exec(select(Message)).all())

    walk = Clicker(organiser, f"/o/{slug}/")
    for words in ("Something has changed", "Somebody is not coming", who, "Take it and look at the difference"):
        walk.click(words)
    walk.click("Publish release 2 and tell")

    assert walk.clicks <= 6
    session.expire_all()
    assert session.exec(select(Release.number).order_by(col(Release.number).desc())).first() == 2
    assert len(session.exec(select(Message)).all()) > told


def _busiest_alone(session: Session, scenario: Scenario) -> str:
    """Return the name of whoever has most meetings among those who are the only one of their organisation."""
    rows = session.exec(
        select(PlacementPerson.registration_id)
        .join(Placement, col(Placement.id) == col(PlacementPerson.placement_id))
        .where(Placement.scenario_id == scenario.id)
    ).all()
    every = session.exec(select(Registration).where(Registration.event_id == scenario.event_id)).all()
    of = Counter(one.delegation_id for one in every)
    alone = {one.id: one for one in every if of[one.delegation_id] == 1}
    number = next(number for number, _ in Counter(rows).most_common() if number in alone)
    return session.get_one(Person, alone[number].person_id).name


def test_every_table_of_a_long_list_is_reached_by_turning_pages(
    organiser: FlaskClient, published: Event, session: Session
) -> None:
    venue = session.exec(select(Venue).where(Venue.event_id == published.id)).first()
    for number in range(121):
        make.make_place(session, venue, f"Q{number}", position=100 + number)
    session.commit()
    walk = Clicker(organiser, f"/o/{published.slug}/changes/table-lost")
    first = text(walk.page)

    walk.click("Next")

    assert ("Q10" in first, "Q120" in first) == (True, False)
    assert ("Page 2 of 2" in text(walk.page), "Q120" in text(walk.page)) == (True, True)
