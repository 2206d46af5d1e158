"""What the page of one person, and that of one organisation, tell the organiser."""

from datetime import time

import pytest
from sqlmodel import Session

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.base.errors import NotFound
from matchmaker.models import AlertKind, Answer, ReleaseKind, Strength, Veto
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.registrations.queries.day import StripKind
from matchmaker.registrations.queries.delegation import read_delegation
from matchmaker.registrations.queries.person import read_person
from matchmaker.registrations.rules import RegistrationState
from tests.builders import factories as make
from tests.builders.forum import Forum, Seat, make_forum


@pytest.fixture
def forum(session: Session) -> Forum:
    """Nivelyo meets Delvaux at 9:00 and wishes for Citizen, who has not answered; it said no to Archivelia."""
    forum = make_forum(session)
    ours = forum.join("Nivelyo", leaves=time(10, 30))
    bank, city, archive = (forum.join(name) for name in ("Delvaux", "Citizen", "Archivelia"))
    forum.wish(ours, bank, strength=Strength.MUST, rank=1)
    forum.wish(ours, city, answer=Answer.NONE, rank=2)
    forum.wish(archive, ours, answer=Answer.NO)
    make.make_programme_item(session, forum.venue, starts=time(12), ends=time(13), titles={"en": "Lunch"})
    scenario = forum.scenario(Seat(ours, bank, slot=0))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


def test_the_day_is_one_strip(session: Session, forum: Forum):
    page = read_person(session, forum.event, forum.people["Nivelyo"].id, "en")

    (day,) = page.days
    assert [(cell.starts, cell.kind, cell.title) for cell in day.cells] == [
        (time(9), StripKind.MEETING, "Delvaux"),
        (time(9, 30), StripKind.FREE, ""),
        (time(10), StripKind.FREE, ""),
        (time(10, 30), StripKind.AWAY, ""),
        (time(12), StripKind.PROGRAMME, "Lunch"),
    ]
    assert (day.cells[0].must, day.cells[0].place, page.meetings, page.free) == (True, forum.tables[0].code, 1, 2)


def test_wishes_have_answers_meetings_and_reasons(session: Session, forum: Forum):
    page = read_person(session, forum.event, forum.people["Nivelyo"].id, "en")

    assert [
        (wish.other.name, wish.answer, wish.meeting is not None, wish.why and wish.why.sentence)
        for wish in page.wishes.made
    ] == [
        ("Delvaux", Answer.YES, True, None),
        ("Citizen", Answer.NONE, False, "The wish, or the answer to it, came after this schedule was made."),
    ]
    assert [(wish.other.name, wish.answer, wish.meeting) for wish in page.wishes.received] == [
        ("Archivelia", Answer.NO, None)
    ]
    assert (page.wishes.placed, page.wishes.meetings, page.wishes.answered(Answer.NO)) == (1, 1, 1)


def test_a_veto_is_not_told(session: Session, forum: Forum):
    ours, bank = forum.people["Nivelyo"].delegation_id, forum.people["Delvaux"].delegation_id
    before = read_person(session, forum.event, forum.people["Nivelyo"].id, "en").wishes
    session.add(Veto(event_id=forum.event.id, from_id=bank, against_id=ours))
    session.flush()

    assert read_person(session, forum.event, forum.people["Nivelyo"].id, "en").wishes == before


def test_a_withdrawal_is_said_with_what_is_in_danger(session: Session, forum: Forum):
    withdraw(session, forum.people["Nivelyo"])

    page = read_person(session, forum.event, forum.people["Nivelyo"].id, "en")

    assert page.who.state is RegistrationState.WITHDRAWN
    assert [alert.row.kind for alert in page.alerts] == [AlertKind.WITHDRAWN]
    assert page.danger == {page.days[0].cells[0].meeting_id}
    assert {mail.subject.split(" : ")[0] for mail in page.mails} == {"Votre désistement", "Votre agenda"}


def test_an_organisation_has_people_limits_and_places(session: Session, forum: Forum):
    ours = forum.people["Nivelyo"].delegation_id
    make.make_place(session, forum.venue, "B2", owner_id=ours)

    page = read_delegation(session, forum.event, ours, "en")

    assert [(one.person.name, page.meetings[one.id]) for one in page.people] == [
        (page.people[0].person.name, 1),
    ]
    assert (page.booths, page.brought_by, page.taking_part, page.published) == (("B2",), "", 1, True)


@pytest.mark.parametrize("read", [read_person, read_delegation])
def test_ids_of_another_event_are_not_found(session: Session, forum: Forum, read):
    elsewhere = make_forum(session)
    elsewhere.join("Elsewhere")
    foreign = elsewhere.people["Elsewhere"]
    number = foreign.id if read is read_person else foreign.delegation_id

    with pytest.raises(NotFound):
        read(session, forum.event, number, "en")
