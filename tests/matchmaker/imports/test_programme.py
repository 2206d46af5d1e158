"""The programme: items by their codes, presentations with their speakers, and who takes part."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.models import Attendance, Audience, Decision, Event, Presentation, ProgrammeItem, ProgrammeKind
from tests.builders import factories
from tests.builders.imports import changes, csv, messages, outcomes, participants

NEW, CHANGED, SAME, ERROR = LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.SAME, LineOutcome.ERROR
HEADER = "code;kind;title_fr;title_en;venue;room;day;starts;ends;organisation;speaker;quiet_minutes;attendees"
LUNCH = "lunch;meal;Repas;Lunch;Palais;Hall;2027-03-11;12:15;13:15;;;;"
TALK = "talk;presentation;Un brevet;;;Salle 2;11/03/2027;11h00;11h25;A1;zoe@cafe.example;15;jo@firm.example"


@pytest.fixture
def forum(session: Session, event: Event) -> Event:
    """Two organisations with one person each."""
    people = participants("A1;Café Ötzi SA;basic;Zoé;Weiß;zoe@cafe.example", "A2;Firm;basic;Jo;Lee;jo@firm.example")
    apply(session, event, "participants", people)
    session.commit()
    return event


def test_a_meal_is_for_everyone_and_a_presentation_for_those_chosen(session, forum) -> None:
    data = csv(HEADER, LUNCH, TALK)
    assert apply(session, forum, "programme", data).new == 2
    lunch, talk = session.exec(select(ProgrammeItem).order_by(ProgrammeItem.id)).all()
    assert (lunch.kind, lunch.audience, lunch.titles) == (
        ProgrammeKind.MEAL,
        Audience.EVERYONE,
        {"fr": "Repas", "en": "Lunch"},
    )
    assert (talk.kind, talk.audience, talk.zone) == (ProgrammeKind.PRESENTATION, Audience.CHOSEN, factories.ZONE)
    assert talk.starts_at == clock.instant(talk.day, talk.starts, talk.zone)
    presentation = session.exec(select(Presentation)).one()
    assert (presentation.item_id, presentation.title, presentation.decision, presentation.quiet_minutes) == (
        talk.id,
        "Un brevet",
        Decision.ACCEPTED,
        15,
    )
    assert presentation.speaker_id is not None
    assert session.exec(select(Attendance.item_id)).all() == [talk.id]
    assert outcomes(preview(session, forum, "programme", data)) == [SAME, SAME]


def test_a_moved_item_shows_its_times_and_keeps_its_identity(session, forum) -> None:
    apply(session, forum, "programme", csv(HEADER, LUNCH))
    uid = session.exec(select(ProgrammeItem.uid)).one()
    data = csv(HEADER, LUNCH.replace("12:15;13:15", "12:30;13:30"))
    view = preview(session, forum, "programme", data)
    assert (outcomes(view), [change[:2] for change in changes(view)]) == (
        [CHANGED],
        [(2, "starts"), (2, "ends")],
    )
    apply(session, forum, "programme", data)
    item = session.exec(select(ProgrammeItem)).one()
    assert (item.uid, item.starts_at) == (uid, clock.instant(item.day, item.starts, item.zone))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            LUNCH.replace("2027-03-11", "2027-03-12"),
            "Column “day”: “2027-03-12” is not a day of the event (2027-03-11 to 2027-03-11).",
        ),
        (
            LUNCH.replace("13:15", "12:15"),
            "Column “ends”: “12:15” is not after the start. Correct one of the two.",
        ),
        (
            LUNCH.replace("Palais", "Casino"),
            "Column “venue”: the venue “Casino” is unknown at this event. Write one of: Palais.",
        ),
        (
            LUNCH.replace("meal", "brunch"),
            (
                "Column “kind”: “brunch” is unknown. Write one of: opening, closing, presentation, talk, meal, "
                "reception, seminar, signing, visit, transfer."
            ),
        ),
        (LUNCH.replace("Repas;Lunch", ";"), "This item has no title. Fill in at least one of the title columns."),
        (
            LUNCH.replace(";;;;", ";A1;;;"),
            (
                "Column “organisation”: “A1” belongs to a presentation of an organisation. "
                "Write the kind “presentation” and the organisation, or empty this cell."
            ),
        ),
        (
            TALK.replace("zoe@cafe", "jo@firm"),
            "Column “speaker”: nobody of this organisation takes part with the address “jo@firm.example”.",
        ),
        (
            TALK.replace("jo@firm", "ada@firm"),
            "Column “attendees”: nobody takes part with the address “ada@firm.example”.",
        ),
    ],
)
def test_a_line_that_cannot_be_used(session, forum, line, sentence) -> None:
    view = preview(session, forum, "programme", csv(HEADER, line))
    assert (outcomes(view), messages(view)) == ([ERROR], [(2, sentence)])


def test_a_code_given_twice_is_told(session, forum) -> None:
    view = preview(session, forum, "programme", csv(HEADER, LUNCH, LUNCH))
    assert messages(view) == [(3, "The code “lunch” is already on line 2. Give each item a code of its own.")]


def test_people_who_take_part_are_added_and_never_taken_off(session, forum) -> None:
    apply(session, forum, "programme", csv(HEADER, TALK))
    apply(session, forum, "programme", csv(HEADER, TALK.replace("jo@firm.example", "zoe@cafe.example")))
    assert len(session.exec(select(Attendance)).all()) == 2


def test_an_item_past_midnight_is_two_items(session, event) -> None:
    data = csv("code;kind;title;day;starts;ends", "night;reception;Late;2027-03-11;22:00;01:00")

    assert messages(preview(session, event, "programme", data)) == [
        (2, "Column “ends”: “01:00” is on the next day. Write 23:59, and for what follows a line of the next day.")
    ]


def test_a_transfer_past_midnight_arrives_on_the_next_day(session, event) -> None:
    data = csv("code;kind;title;day;starts;ends", "night;transfer;Ferry;2027-03-11;22:00;08:00")

    apply(session, event, "programme", data)

    item = session.exec(select(ProgrammeItem)).one()
    assert item.ends_at - item.starts_at == timedelta(hours=10)
