"""Lists of guests: items that have one or may have one, guests with their answers, places that are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_, translate
from matchmaker.base.tables import Table
from matchmaker.base.tokens import content_token
from matchmaker.models import (
    Audience,
    Category,
    Delegation,
    Event,
    Guest,
    GuestList,
    GuestSays,
    GuestTable,
    Organisation,
    Person,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
    Venue,
    enrolled,
    required,
    row_id,
)

LONGEST_PLACE = 600
HEADINGS = (N_("Guest"), N_("Organisation"), N_("E-mail"), N_("Says"), N_("Brings"), N_("Diet"), N_("Sits at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionList:
    """A programme item with its guests; `row` is none as long as it has no list."""

    item: ProgrammeItem
    venue: Venue
    row: GuestList | None
    guests: tuple[Guest, ...] = ()
    tables: tuple[GuestTable, ...] = ()

    @property
    def standing(self) -> tuple[Guest, ...]:
        """Guests whose invitation was not taken back."""
        return tuple(one for one in self.guests if one.ended_at is None)

    @property
    def coming(self) -> int:
        """Guests who come, with those whom they bring."""
        return sum(one.seats for one in self.standing)

    @property
    def left(self) -> int | None:
        """Places that are left; None for no limit."""
        limit = self.row.capacity if self.row else None
        return None if limit is None else limit - self.coming

    @property
    def silent(self) -> tuple[Guest, ...]:
        """Who was invited and has not answered."""
        return tuple(one for one in self.standing if one.invited_at and one.says is None)

    @property
    def remindable(self) -> tuple[Guest, ...]:
        """Those of them to whom nothing was sent today: a reminder does not follow the invitation at once."""
        today = clock.now().date()
        return tuple(one for one in self.silent if max(filter(None, (one.invited_at, one.reminded_at))).date() < today)

    @property
    def uninvited(self) -> tuple[Guest, ...]:
        return tuple(one for one in self.standing if one.invited_at is None)

    @property
    def place(self) -> str:
        """Where it is, as mails say it."""
        return ", ".join(filter(None, (self.item.room, self.venue.name, self.venue.address)))[:LONGEST_PLACE]

    def knows(self, guest: Guest) -> bool:
        """Whether the last mail to a guest said the time and the place as they are now."""
        now = self.item.starts_at, self.item.ends_at, self.place
        return (guest.knows_from, guest.knows_until, guest.knows_place) == now

    def known(self, guest: Guest) -> datetime:
        """Return when it begins as a guest who was invited knows it, by the clocks there."""
        return clock.local(required(guest.knows_from), self.item.zone)

    @property
    def invited(self) -> tuple[Guest, ...]:
        """Who waits for mails about it: those with an invitation who have not said no.

        Who takes part in the event and comes has it in the agenda, which tells them once it is published.
        """
        return tuple(
            one
            for one in self.standing
            if one.knows_from and one.says is not GuestSays.NO and not (one.registration_id and one.says)
        )

    @property
    def outdated(self) -> tuple[Guest, ...]:
        """Those of them who know another time or place than that of today; nobody once it has begun."""
        if clock.now() >= self.item.starts_at:
            return ()
        return tuple(one for one in self.invited if not self.knows(one))

    @property
    def token(self) -> str:
        """Of the settings that a form begins with (optimistic locking)."""
        row = self.row
        return content_token(row and (row.capacity, row.answers_until, row.may_bring, row.texts))

    @property
    def last_day(self) -> date:
        """The last day on which answers are taken."""
        return (self.row.answers_until if self.row else None) or self.item.day

    @property
    def takes_answers(self) -> bool:
        """Whether guests can still answer."""
        now = clock.now()
        return now < self.item.starts_at and clock.local(now, self.item.zone).date() <= self.last_day

    def at_table(self, table_id: int | None) -> tuple[Guest, ...]:
        """Return who sits at a table, or comes and has none."""
        return tuple(one for one in self.standing if one.seats and one.table_id == table_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryOfCandidates:
    """Who of a category may still be put on a list: registrations, with name and organisation."""

    category: Category
    people: tuple[tuple[int, str], ...]


def read_lists(session: Session, event: Event) -> tuple[ReceptionList, ...]:
    """Return the items of an event that may have guests, by time; as many statements for any number.

    A bus or a flight has passengers, and no guests.
    """
    items = session.exec(
        select(ProgrammeItem, Venue)
        .join(Venue, col(Venue.id) == col(ProgrammeItem.venue_id))
        .where(
            ProgrammeItem.event_id == event.id,
            ProgrammeItem.audience == Audience.CHOSEN,
            ProgrammeItem.kind != ProgrammeKind.TRANSFER,
        )
        .order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.id))
    ).all()
    guests = session.exec(
        select(Guest)
        .join(GuestList, col(GuestList.id) == col(Guest.list_id))
        .where(GuestList.event_id == event.id)
        .order_by(col(Guest.name), col(Guest.id))
    ).all()
    tables = session.exec(
        select(GuestTable)
        .join(GuestList, col(GuestList.id) == col(GuestTable.list_id))
        .where(GuestList.event_id == event.id)
        .order_by(col(GuestTable.id))
    ).all()
    lists = {one.item_id: one for one in session.exec(select(GuestList).where(GuestList.event_id == event.id))}
    return tuple(_list(item, venue, lists.get(row_id(item)), guests, tables) for item, venue in items)


def unaware_lists(session: Session, event: Event) -> tuple[ReceptionList, ...]:
    """Return the lists with guests who know another time or place; one statement where nobody was ever invited."""
    if session.exec(select(GuestList.id).where(GuestList.event_id == event.id).limit(1)).first() is None:
        return ()
    return tuple(one for one in read_lists(session, event) if one.outdated)


def _list(
    item: ProgrammeItem, venue: Venue, row: GuestList | None, guests: Sequence[Guest], tables: Sequence[GuestTable]
) -> ReceptionList:
    number = row.id if row is not None else None
    return ReceptionList(
        item=item,
        venue=venue,
        row=row,
        guests=tuple(one for one in guests if one.list_id == number),
        tables=tuple(one for one in tables if one.list_id == number),
    )


def read_list_of(session: Session, event: Event, item_id: int) -> ReceptionList:
    """Return one of them; raises `NotFound` for any other item."""
    found = next((one for one in read_lists(session, event) if one.item.id == item_id), None)
    if found is None:
        raise NotFound
    return found


def candidates(session: Session, event: Event, found: ReceptionList) -> tuple[CategoryOfCandidates, ...]:
    """Return who takes part in the event and is not on the list, by category in the order of the event."""
    there = [one.registration_id for one in found.guests if one.registration_id is not None]
    statement = (
        select(Registration, Category, Person, Organisation.name)
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(Registration.event_id == event.id, enrolled(), col(Registration.id).not_in(there))
        .order_by(col(Category.id), col(Organisation.name), col(Person.last_name), col(Registration.id))
    )
    groups: dict[int, tuple[Category, list[tuple[int, str]]]] = {}
    for one, category, person, name in session.exec(statement):
        people = groups.setdefault(row_id(category), (category, []))[1]
        people.append((row_id(one), f"{person.name}, {name}"))
    return tuple(CategoryOfCandidates(category=category, people=tuple(people)) for category, people in groups.values())


def guests_table(found: ReceptionList, guests: Sequence[Guest], language: str) -> Table:
    """Return guests as a table to download."""
    said = {None: "", GuestSays.YES: translate(language, "yes"), GuestSays.NO: translate(language, "no")}
    tables = {one.id: one.name for one in found.tables}
    return Table(
        [translate(language, one) for one in HEADINGS],
        [
            [
                one.name,
                one.organisation,
                one.email,
                said[one.says],
                (one.brings_whom or said[GuestSays.YES]) if one.brings else "",
                one.diet,
                tables.get(one.table_id, ""),
            ]
            for one in guests
        ],
    )
