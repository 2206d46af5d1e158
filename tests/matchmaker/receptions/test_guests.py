"""Guests: on the list once, invited once, reminded, counted against the places, in the agenda once they said yes."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.models import Attendance, GuestSays, Message, Phase, row_id
from matchmaker.receptions.commands.answers import GuestAnswer, guest_token, save_guest_answer
from matchmaker.receptions.commands.guests import (
    ListSettings,
    add_outsider,
    add_people,
    delete_list,
    invite,
    save_list,
    take_back,
)
from matchmaker.receptions.commands.seating import add_table, drop_table, seat
from matchmaker.receptions.queries.guests import read_list_of
from matchmaker.receptions.queries.links import guest_link, open_invitation
from matchmaker.setup.commands.programme import remove_item
from tests.builders import factories as make
from tests.builders.receptions import make_reception


def say(session, guest, **values):
    opened = open_invitation(session, guest_link(guest))
    return save_guest_answer(session, opened, GuestAnswer(**values), shown=guest_token(guest))


def attendances(session) -> list[int]:
    return list(session.exec(select(Attendance.registration_id)).all())


def test_somebody_stands_on_the_list_once_and_is_invited_once(session):
    reception = make_reception(session)
    item, event = row_id(reception.item), reception.event

    again = add_people(session, event, item, [row_id(reception.ada)], by="Anne")
    with pytest.raises(InvalidInput, match="already"):
        add_outsider(
            session, event, item, name="A", email="AINO@satama.example", organisation="", language="fr", by="A"
        )
    counts = [reception.invite(), reception.invite()]
    numbers = [row_id(one) for one in reception.guests.values()]
    say(session, reception.guests["Aino"], says=GuestSays.YES)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        reminded = [invite(session, event, item, numbers, again=True, by="Anne") for _twice in range(2)]

    assert (again, counts, reminded) == (0, [2, 0], [1, 0])
    assert len(session.exec(select(Message)).all()) == 3


def test_a_yes_takes_the_time_of_who_takes_part_and_a_no_gives_it_back(session):
    reception = make_reception(session)
    reception.invite()
    before = attendances(session)

    say(session, reception.guests["Ada"], says=GuestSays.YES, diet="No fish")
    say(session, reception.guests["Aino"], says=GuestSays.YES)
    yes = attendances(session)
    say(session, reception.guests["Ada"], says=GuestSays.NO, diet="No fish")

    assert (before, yes, attendances(session)) == ([], [reception.ada.id], [])
    assert reception.guests["Ada"].diet == ""


def test_places_count_those_who_are_brought(session):
    reception = make_reception(session, capacity=2, may_bring=True)
    say(session, reception.guests["Aino"], says=GuestSays.YES, brings=True, brings_whom="Juha")

    with pytest.raises(InvalidInput, match="No place"):
        say(session, reception.guests["Ada"], says=GuestSays.YES)
    say(session, reception.guests["Aino"], says=GuestSays.YES)
    say(session, reception.guests["Ada"], says=GuestSays.YES)

    assert read_list_of(session, reception.event, row_id(reception.item)).left == 0


def test_who_may_bring_nobody_and_who_answers_late_or_twice_is_told(session):
    reception = make_reception(session)
    guest = reception.guests["Aino"]
    opened, old = open_invitation(session, guest_link(guest)), guest_token(guest)

    with pytest.raises(InvalidInput, match="you alone"):
        say(session, guest, says=GuestSays.YES, brings=True)
    say(session, guest, says=GuestSays.YES)
    with pytest.raises(Stale):
        save_guest_answer(session, opened, GuestAnswer(says=GuestSays.NO), shown=old)
    reception.row.answers_until = date(2020, 1, 1)
    session.flush()
    with pytest.raises(Closed):
        say(session, guest, says=GuestSays.NO)
    with pytest.raises(InvalidInput, match="closed"):
        reception.invite()


def test_an_invitation_that_is_taken_back_opens_nothing_and_frees_the_place(session):
    reception = make_reception(session, capacity=1)
    guest = reception.guests["Ada"]
    say(session, guest, says=GuestSays.YES)
    token = guest_link(guest)

    for _twice in range(2):
        take_back(session, reception.event, row_id(guest), by="Anne")

    assert (open_invitation(session, token), attendances(session)) == (None, [])
    assert read_list_of(session, reception.event, row_id(reception.item)).left == 1
    with pytest.raises(NotFound):
        take_back(session, make.make_event(session), row_id(guest), by="Anne")


def test_a_table_is_never_fuller_than_its_seats(session):
    reception = make_reception(session, may_bring=True)
    event, item = reception.event, row_id(reception.item)
    aino, ada = reception.guests["Aino"], reception.guests["Ada"]
    say(session, aino, says=GuestSays.YES, brings=True)
    table = add_table(session, event, item, name="1", seats=2)
    number = row_id(table)

    with pytest.raises(NotFound):
        seat(session, event, item, row_id(ada), number)
    seat(session, event, item, row_id(aino), number)
    say(session, ada, says=GuestSays.YES)
    with pytest.raises(InvalidInput, match="not enough"):
        seat(session, event, item, row_id(ada), number)
    with pytest.raises(InvalidInput, match="already"):
        add_table(session, event, item, name="1", seats=8)
    say(session, aino, says=GuestSays.NO)
    seat(session, event, item, row_id(ada), number)
    drop_table(session, event, item, number)

    session.refresh(ada)
    assert (aino.table_id, ada.table_id) == (None, None)


def test_settings_fit_what_is_answered_and_a_list_keeps_its_item(session):
    reception = make_reception(session, may_bring=True)
    event, item = reception.event, row_id(reception.item)
    say(session, reception.guests["Aino"], says=GuestSays.YES, brings=True)
    shown = read_list_of(session, event, item).token
    settings = {"answers_until": None, "may_bring": False, "texts": {}}

    with pytest.raises(InvalidInput, match="More guests"):
        save_list(session, event, item, ListSettings(capacity=1, **settings), shown=shown, by="Anne")
    late = settings | {"answers_until": reception.item.day + timedelta(days=1)}
    with pytest.raises(InvalidInput, match="latest"):
        save_list(session, event, item, ListSettings(capacity=None, **late), shown=shown, by="Anne")
    save_list(session, event, item, ListSettings(capacity=5, **settings), shown=shown, by="Anne")
    with pytest.raises(Stale):
        save_list(session, event, item, ListSettings(capacity=6, **settings), shown=shown, by="Anne")
    with pytest.raises(InvalidInput, match="keeps it"):
        remove_item(session, event, item, staff=make.make_staff(session, event))
    event.phase = Phase.ARCHIVED
    with pytest.raises(Closed):
        reception.invite()


def test_an_archived_event_keeps_its_guests_and_tables(session):
    reception = make_reception(session)
    item, event = row_id(reception.item), reception.event
    say(session, reception.guests["Aino"], says=GuestSays.YES)
    table, guest = row_id(add_table(session, event, item, name="1", seats=2)), row_id(reception.guests["Aino"])
    event.phase = Phase.ARCHIVED
    session.flush()

    with pytest.raises(Closed):
        add_table(session, event, item, name="2", seats=2)
    with pytest.raises(Closed):
        drop_table(session, event, item, table)
    with pytest.raises(Closed):
        seat(session, event, item, guest, table)
    with pytest.raises(Closed):
        take_back(session, event, guest, by="Anne")


def test_whose_invitation_was_taken_back_is_invited_anew_at_another_address(session):
    reception = make_reception(session)
    item, event = row_id(reception.item), reception.event
    reception.invite()
    former = {name: guest_link(guest) for name, guest in reception.guests.items()}
    for guest in reception.guests.values():
        take_back(session, event, row_id(guest), by="Anne")

    added = add_people(session, event, item, [row_id(reception.ada)], by="Anne")
    add_outsider(
        session, event, item, name="Aino V.", email="AINO@satama.example", organisation="", language="de", by="Anne"
    )
    invited = reception.invite()

    assert (added, invited, len(read_list_of(session, event, item).standing)) == (1, 2, 2)
    assert (reception.guests["Aino"].name, reception.guests["Aino"].language) == ("Aino V.", "de")
    assert [open_invitation(session, link) for link in former.values()] == [None, None]
    assert all(open_invitation(session, guest_link(guest)) for guest in reception.guests.values())
    assert len(session.exec(select(Message)).all()) == 4


def test_a_list_is_deleted_with_its_guests_and_what_stood_in_agendas(session):
    reception = make_reception(session)
    item, event = row_id(reception.item), reception.event
    link = guest_link(reception.guests["Ada"])
    opened = open_invitation(session, link)
    save_guest_answer(session, opened, GuestAnswer(says=GuestSays.YES), shown=guest_token(opened.guest))
    add_table(session, event, item, name="1", seats=8)
    seat(session, event, item, row_id(reception.guests["Ada"]), 1)

    number = delete_list(session, event, item, by="Anne")

    found = read_list_of(session, event, item)
    assert (number, found.row, found.guests, found.tables) == (2, None, (), ())
    assert (session.exec(select(Attendance)).all(), open_invitation(session, link)) == ([], None)
    remove_item(session, event, item, staff=make.make_staff(session, event))
