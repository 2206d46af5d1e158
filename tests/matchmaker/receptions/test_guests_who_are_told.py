"""A reception that moves: who was invited is told once for each move, and their calendar entry rises with it."""

from datetime import UTC, datetime, time, timedelta

import time_machine
from icalendar import Calendar
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import GuestSays, Message, row_id
from matchmaker.receptions.calendar import invitation_file
from matchmaker.receptions.commands.answers import GuestAnswer, guest_token, save_guest_answer
from matchmaker.receptions.commands.guests import take_back
from matchmaker.receptions.commands.telling import tell_moved
from matchmaker.receptions.queries.guests import read_list_of
from matchmaker.receptions.queries.links import guest_link, open_invitation
from matchmaker.setup.commands.programme import change_item
from matchmaker.setup.queries.programme import item_values
from tests.builders import factories as make
from tests.builders.receptions import make_reception


def say(session, guest, says):
    save_guest_answer(
        session, open_invitation(session, guest_link(guest)), GuestAnswer(says=says), shown=guest_token(guest)
    )


def move(session, reception, **values):
    before = item_values(session, reception.item)
    after = type(before)(**{name: getattr(before, name) for name in before.__slots__} | values)
    staff = make.make_staff(session, reception.event, email=f"{len(values)}{clock.now():%f}@agency.example")
    change_item(session, reception.event, row_id(reception.item), after, shown=before.token, staff=staff)


def told(session) -> list[tuple[str, str]]:
    found = session.exec(select(Message).where(Message.kind == "guest_moved").order_by(Message.id)).all()
    return [(one.recipient, one.subject) for one in found]


def entry_of(session, guest):
    (entry,) = Calendar.from_ical(invitation_file(open_invitation(session, guest_link(guest)))).walk("VEVENT")
    return int(entry["SEQUENCE"]), entry.decoded("DTSTAMP"), entry.decoded("DTSTART").time()


def test_who_was_invited_is_told_once_for_each_move(session):
    reception = make_reception(session)
    item = row_id(reception.item)
    reception.guests["Ada"].language = "en"
    before = tell_moved(session, reception.event, item, by="Anne")
    reception.invite()
    unmoved = tell_moved(session, reception.event, item, by="Anne")

    move(session, reception, starts=time(19), ends=time(21))
    first = [tell_moved(session, reception.event, item, by="Anne") for _twice in range(2)]
    say(session, reception.guests["Aino"], GuestSays.YES)
    say(session, reception.guests["Ada"], GuestSays.NO)
    move(session, reception, room="Garden")
    second = [tell_moved(session, reception.event, item, by="Anne") for _twice in range(2)]

    assert (before, unmoved, first, second) == (0, 0, [2, 0], [1, 0])
    assert set(told(session)) == {
        (reception.guests["Ada"].email, "New time: Reception"),
        ("aino@satama.example", "New time: Reception"),
        ("aino@satama.example", "New place: Reception"),
    }


def test_who_takes_part_and_comes_is_told_by_the_published_agenda(session):
    reception = make_reception(session)
    reception.invite()
    for guest in reception.guests.values():
        say(session, guest, GuestSays.YES)

    move(session, reception, starts=time(19), ends=time(21))

    found = read_list_of(session, reception.event, row_id(reception.item))
    assert [one.name for one in found.outdated] == ["Aino Virtanen"]


def test_the_calendar_file_is_newer_with_each_move(session):
    reception = make_reception(session)
    guest, item = reception.guests["Aino"], row_id(reception.item)
    answered = datetime(2026, 1, 5, 8, tzinfo=UTC)
    with time_machine.travel(answered, tick=False):
        reception.invite()
        say(session, guest, GuestSays.YES)
    first = entry_of(session, guest)
    with time_machine.travel(answered + timedelta(days=1), tick=False):
        move(session, reception, starts=time(19), ends=time(21))
        untold = entry_of(session, guest)
    with time_machine.travel(answered + timedelta(days=2), tick=False):
        tell_moved(session, reception.event, item, by="Anne")
    once = entry_of(session, guest)

    assert first == (0, answered, time(18))
    assert untold == (1, answered + timedelta(days=1), time(19))
    assert once == (1, answered + timedelta(days=2), time(19))


def test_whose_invitation_was_taken_back_is_not_told(session):
    reception = make_reception(session)
    reception.invite()
    take_back(session, reception.event, row_id(reception.guests["Aino"]), by="Anne")

    move(session, reception, starts=time(19), ends=time(21))

    assert tell_moved(session, reception.event, row_id(reception.item), by="Anne") == 1
    assert [recipient for recipient, _subject in told(session)] == [reception.guests["Ada"].email]
