"""The guests of a programme item: the list opened, guests added and taken back, invited and reminded by mail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import LANGUAGES, N_, screen_language
from matchmaker.base.names import email_key
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.guests import GuestMail
from matchmaker.models import (
    Act,
    Event,
    Guest,
    GuestList,
    Organisation,
    Person,
    Registration,
    enrolled,
    record,
    required,
    row_id,
)
from matchmaker.receptions.commands.answers import leave
from matchmaker.receptions.commands.known import learn
from matchmaker.receptions.commands.locking import locked_list
from matchmaker.receptions.commands.noting import note_guests
from matchmaker.receptions.queries.guests import ReceptionList
from matchmaker.receptions.queries.links import guest_address

MOST_GUESTS = 1_000
LONGEST_WORDS = 500
LONGEST_NAME, LONGEST_ORGANISATION = 201, 200
TOO_LONG = N_("A name has at most %(name)d characters, an organisation %(organisation)d.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSettings:
    """What an organiser says of an invitation."""

    capacity: int | None
    answers_until: date | None
    may_bring: bool
    texts: Mapping[str, str]
    """By language code; without those that say nothing."""


def save_list(
    session: Session, event: Event, item_id: int, settings: ListSettings, *, shown: str, by: str
) -> GuestList:
    """Open the list of an item, or change its settings; `shown` is `ReceptionList.token`.

    Raises `NotFound` for an item that has no guests, `Stale` if somebody has changed it meanwhile, `InvalidInput` for
    fewer places than guests who come and a day after the item, `Closed` once the event is archived.
    """
    found = locked_list(session, event, item_id)
    if shown != found.token:
        raise Stale
    if settings.capacity is not None and settings.capacity < max(found.coming, 1):
        raise InvalidInput(N_("More guests come already than there would be places."))
    if settings.answers_until is not None and settings.answers_until > found.item.day:
        raise InvalidInput(N_("Answers end on the day of the invitation at the latest."))
    row = found.row or GuestList(event_id=row_id(event), item_id=item_id)
    row.capacity, row.answers_until = settings.capacity, settings.answers_until
    said = {code: several_lines(settings.texts.get(code, ""))[:LONGEST_WORDS] for code in LANGUAGES}
    row.may_bring, row.texts = settings.may_bring, {code: words for code, words in said.items() if words}
    session.add(row)
    session.flush()
    note_guests(session, event, found.item, Act.SAVE_GUESTS, by=by)
    return row


def add_people(session: Session, event: Event, item_id: int, numbers: Collection[int], *, by: str) -> int:
    """Put people of the event on the list, and return how many are new; nobody is written to.

    Whose invitation was taken back is invited anew, with another address.

    Raises `NotFound` for an item that has no guests, `InvalidInput` for one without a list, `Closed` once the event is
    archived.
    """
    found = open_list(session, event, item_id)
    standing = {one.registration_id for one in found.standing} | {one.email_key for one in found.standing}
    gone = {one.email_key: one for one in found.guests if one.ended_at is not None}
    people = session.exec(
        select(Registration, Person, Organisation.name)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(Registration.event_id == event.id, enrolled(), col(Registration.id).in_(numbers))
        .order_by(col(Registration.id))
    ).all()
    new = 0
    for registration, person, organisation in people:
        before = gone.get(person.email_key) or next(
            (one for one in gone.values() if one.registration_id == registration.id), None
        )
        full = before is None and len(found.guests) + new >= MOST_GUESTS
        if registration.id in standing or person.email_key in standing or full:
            continue
        standing.add(person.email_key)
        new += 1
        guest = _again(before) or Guest(
            list_id=row_id(required(found.row)), name="", email="", email_key=person.email_key
        )
        guest.registration_id, guest.name, guest.organisation = registration.id, person.name, organisation
        guest.email, guest.email_key = person.email, person.email_key
        guest.language = screen_language(person.language)
        session.add(guest)
    session.flush()
    note_guests(session, event, found.item, Act.SAVE_GUESTS, by=by)
    return new


def add_outsider(
    session: Session, event: Event, item_id: int, *, name: str, email: str, organisation: str, language: str, by: str
) -> Guest:
    """Put somebody from outside on the list. Raises as `save_list` does, and `InvalidInput` for what is no address."""
    found = open_list(session, event, item_id)
    guest = put_outsider(session, found, name=name, email=email, organisation=organisation, language=language)
    note_guests(session, event, found.item, Act.SAVE_GUESTS, by=by)
    return guest


def put_outsider(
    session: Session, found: ReceptionList, *, name: str, email: str, organisation: str, language: str, more: int = 0
) -> Guest:
    """Put somebody from outside on a list that is locked, after `more` others; raises `InvalidInput`."""
    try:
        address = normal_address(email)
    except ValueError as error:
        raise InvalidInput(N_("This is not an e-mail address.")) from error
    before = next((one for one in found.guests if one.email_key == email_key(address)), None)
    if before is not None and before.ended_at is None:
        raise InvalidInput(N_("This address is on the list already."))
    full = before is None and len(found.guests) + more >= MOST_GUESTS
    if not one_line(name) or language not in LANGUAGES or full:
        raise InvalidInput(N_("Write the name of the guest."))
    if len(one_line(name)) > LONGEST_NAME or len(one_line(organisation)) > LONGEST_ORGANISATION:
        raise InvalidInput(TOO_LONG, name=LONGEST_NAME, organisation=LONGEST_ORGANISATION)
    guest = _again(before) or Guest(
        list_id=row_id(required(found.row)), name="", email=address, email_key=email_key(address)
    )
    guest.name, guest.email, guest.language = one_line(name), address, language
    guest.organisation = one_line(organisation)
    session.add(guest)
    session.flush()
    return guest


def _again(guest: Guest | None) -> Guest | None:
    """Return a guest whose invitation was taken back as one who was never invited, with another address."""
    if guest is not None:
        guest.ended_at = guest.invited_at = guest.reminded_at = guest.answered_at = guest.says = None
        guest.knows_from = guest.knows_until = guest.told_at = None
        guest.sequence += 1
        guest.brings, guest.brings_whom, guest.diet = False, "", ""
        guest.link_epoch += 1
    return guest


def delete_list(session: Session, event: Event, item_id: int, *, by: str) -> int:
    """Delete the list of an item with its guests and tables, and return how many guests there were.

    Who takes part in the event and had said yes has it in the agenda no more, as published with the next release; the
    addresses open nothing. Raises as `save_list` does, and `InvalidInput` for an item without a list.
    """
    found = open_list(session, event, item_id)
    row = required(found.row)
    for guest in found.guests:
        leave(session, row, guest)
        session.delete(guest)
    session.flush()
    for table in found.tables:
        session.delete(table)
    session.flush()
    session.delete(row)
    note_guests(session, event, found.item, Act.DELETE_GUESTS, by=by, number=len(found.standing))
    session.flush()
    return len(found.standing)


def take_back(session: Session, event: Event, guest_id: int, *, by: str) -> Guest:
    """Take an invitation back: its address opens nothing any more, and the place is free. Twice, it is done once.

    Raises `NotFound` for a guest of another event, `Closed` once the event is archived.
    """
    require_not_archived(event)
    lock_event(session, row_id(event))
    guest = session.get(Guest, guest_id)
    if guest is None or session.get_one(GuestList, guest.list_id).event_id != event.id:
        raise NotFound
    if guest.ended_at is None:
        guest.ended_at, guest.table_id = clock.now(), None
        leave(session, session.get_one(GuestList, guest.list_id), guest)
        record(session, by, Act.END_GUEST, event_id=row_id(event), subject=guest.name)
        session.flush()
    return guest


def invite(session: Session, event: Event, item_id: int, numbers: Collection[int], *, again: bool, by: str) -> int:
    """Write to the guests of `numbers` who were not invited yet, or with `again` to those who have not answered.

    Return how many. One mail to a guest a day. Raises as `save_list` does, and `InvalidInput` when no
    answers are taken any more.
    """
    found = open_list(session, event, item_id)
    if not found.takes_answers:
        raise InvalidInput(N_("Answers are closed: move the last day first."))
    chosen = [one for one in (found.remindable if again else found.uninvited) if one.id in numbers]
    now, count = clock.now(), 0
    for guest in chosen:
        if again:
            guest.reminded_at = now
        else:
            guest.invited_at = now
        learn(found, guest)
        key = f"guest:{guest.id}:{guest.link_epoch}:{f'{now:%Y-%m-%d}' if again else 'first'}"
        mail = mail_to(event, found, guest, again=again)
        outbox.queue(session, mail, dedupe_key=key, event_id=row_id(event), registration_id=guest.registration_id)
        count += 1
    if count:
        note_guests(session, event, found.item, Act.INVITE_GUESTS, by=by, number=count)
    session.flush()
    return count


def mail_to(event: Event, found: ReceptionList, guest: Guest, *, again: bool) -> GuestMail:
    """Return the invitation of a guest, or the reminder."""
    return GuestMail(
        reader=Reader(guest.email, screen_language(guest.language), guest.name),
        host=Host.of(event),
        url=guest_address(guest),
        title=found.item.title(guest.language),
        day=found.item.day,
        starts=found.item.starts,
        zone=found.item.zone,
        place=found.place,
        words=required(found.row).words(guest.language, event.language),
        last_day=found.last_day,
        again=again,
    )


def open_list(session: Session, event: Event, item_id: int) -> ReceptionList:
    """Return a list that is open, locked; raises as `locked_list` does, and `InvalidInput` for an item without one."""
    found = locked_list(session, event, item_id)
    if found.row is None:
        raise InvalidInput(N_("Open the list first."))
    return found
