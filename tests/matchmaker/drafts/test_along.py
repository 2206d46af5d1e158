"""A draft keeps who comes along: shown, exchanged, moved with their meeting, and missed where nobody is free."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.drafts.commands import edits, log
from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.commands.edits import Target
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.drafts.queries.pick import pick_meeting
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Meeting
from tests.builders import factories
from tests.builders.along import make_abroad, speak
from tests.builders.forum import Seat
from tests.builders.sides import NUMBERS


class Edited:
    """A draft in which Nivelyo meets Revontuli in the first slot with Kaisa, and Lumo meets Satama in the second with
    Kaisa."""

    def __init__(self, session, forum) -> None:
        self.session, self.forum, self.abroad = session, forum, make_abroad(forum)
        self.event = forum.event
        lumo = forum.join("Lumo")
        speak(forum, forum.people["Lumo"], "fr")
        forum.wish(lumo, self.abroad.other)
        forum.tables.append(factories.make_place(session, forum.venue, position=1))
        kaisa = (self.abroad.kaisa,)
        parent = forum.scenario(
            Seat(self.abroad.ours, self.abroad.one, slot=0, along=kaisa),
            Seat(lumo, self.abroad.other, slot=1, table=1, along=kaisa),
            numbers=NUMBERS,
        )
        self.staff = factories.make_staff(session, self.event, name="Anne", language="en")
        self.scenario = start_draft(session, self.event, parent.id, staff=self.staff)
        self.first = session.exec(select(Meeting.id).where(Meeting.low_id == self.abroad.ours.id)).one()

    @property
    def judged(self) -> dict:
        self.session.refresh(self.scenario)
        return {"shown": draft_token(self.scenario), "staff": self.staff, "language": "en"}

    def along(self) -> int:
        """Who comes along to the first meeting."""
        return read_held(self.session, self.scenario)[self.first].spot.people[2]

    def move(self, slot: int, person: int | None = None) -> None:
        target = Target(self.forum.slots[slot].id, person=person)
        edits.move(self.session, self.event, self.first, target, **self.judged)


@pytest.fixture
def edited(session, forum) -> Edited:
    return Edited(session, forum)


def test_it_shows_who_could_come_along_instead_and_exchanges_them(session, edited):
    tuomas = edited.abroad.tuomas.id

    picked = pick_meeting(session, edited.event, edited.scenario, edited.first, rows=[], by="people", language="en")
    edited.move(0, person=tuomas)

    assert picked.people[2:] == ("Kaisa Niemi",)
    assert picked.instead == ((tuomas, "Tuomas Niemi"),)
    assert edited.along() == tuomas
    assert verdict_of(session, edited.event, edited.scenario, "en") == ()
    log.undo(session, edited.event, shown=edited.judged["shown"], staff=edited.staff)
    assert edited.along() == edited.abroad.kaisa.id


def test_who_is_busy_elsewhere_is_replaced_by_another_one(edited):
    edited.move(1)

    assert edited.along() == edited.abroad.tuomas.id


def test_where_nobody_is_free_to_come_along_a_meeting_cannot_be(session, edited):
    edited.abroad.tuomas.arrives = edited.forum.slots[2].starts
    session.flush()

    with pytest.raises(InvalidInput) as refused:
        edited.move(1)

    assert "Niemi" in str(refused.value)
    edited.move(2)
    assert edited.along() == edited.abroad.kaisa.id


def test_a_meeting_with_somebody_whom_it_needs_no_more_is_named(session, edited):
    speak(edited.forum, edited.forum.people["Nivelyo"], "fi", "fr")
    session.flush()

    (wrong,) = verdict_of(session, edited.event, edited.scenario, "en")

    assert wrong.title == "Nivelyo – Revontuli"
