"""Tables of a reception, and who sits at which."""

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.models import Event, Guest, GuestTable, row_id
from matchmaker.receptions.commands.locking import locked_list

MOST_TABLES, MOST_SEATS, LONGEST_NAME = 200, 500, 60


def add_table(session: Session, event: Event, item_id: int, *, name: str, seats: int) -> GuestTable:
    """Add a table.

    Raises `NotFound` for an item without a list, `InvalidInput` for no name, a long one, one that is taken, and
    no seat, `Closed` once the event is archived.
    """
    found = locked_list(session, event, item_id)
    if found.row is None:
        raise NotFound
    if not one_line(name) or not 0 < seats <= MOST_SEATS or len(found.tables) >= MOST_TABLES:
        raise InvalidInput(N_("A table has a name and at least one seat."))
    if len(one_line(name)) > LONGEST_NAME:
        raise InvalidInput(N_("The name of a table has at most %(most)d characters."), most=LONGEST_NAME)
    if any(one.name == one_line(name) for one in found.tables):
        raise InvalidInput(N_("There is a table of this name already."))
    table = GuestTable(list_id=row_id(found.row), name=one_line(name), seats=seats)
    session.add(table)
    session.flush()
    return table


def drop_table(session: Session, event: Event, item_id: int, table_id: int) -> None:
    """Remove a table; who sat there has no table then.

    Raises `NotFound` for a table of another list, `Closed` once the event is archived.
    """
    found = locked_list(session, event, item_id)
    table = next((one for one in found.tables if one.id == table_id), None)
    if table is None:
        raise NotFound
    session.execute(update(Guest).where(col(Guest.table_id) == table_id).values(table_id=None))
    session.delete(table)
    session.flush()


def seat(session: Session, event: Event, item_id: int, guest_id: int, table_id: int | None) -> None:
    """Give a guest who comes a seat at a table, or none; whom they bring sits beside them.

    Raises `NotFound` for a guest or table of another list, `InvalidInput` for a table that is full, `Closed` once the
    event is archived.
    """
    found = locked_list(session, event, item_id)
    guest = next((one for one in found.standing if one.id == guest_id and one.seats), None)
    table = next((one for one in found.tables if one.id == table_id), None)
    if guest is None or (table is None and table_id is not None):
        raise NotFound
    if table is not None and table.id != guest.table_id:
        taken = sum(one.seats for one in found.at_table(table.id))
        if taken + guest.seats > table.seats:
            raise InvalidInput(N_("%(table)s has not enough free seats."), table=table.name)
    guest.table_id = table_id
    session.add(guest)
    session.flush()
