"""Tables that belong to an event, and their columns with days and instants that are still to come."""

from sqlalchemy import Date, Table
from sqlmodel import SQLModel

from matchmaker.models.base import Instant

HAPPENED = {
    *("accepted_at", "agreed_at", "answered_at", "at", "availability_at", "began_at"),
    *("calendar_chosen_at", "cancelled_at", "card_done_at", "changed_at", "claimed_at", "closed_at"),
    *("confirmed_at", "created_at"),
    *("decided_at", "ended_at", "finished_at", "invited_at", "last_seen_at", "partners_told_at", "published_at"),
    *("described_at", "feed_read_at", "file_at", "put_away_at"),
    *("received_at", "retired_at", "sent_at", "set_at", "settled_at", "stamped_at", "started_at", "told_at"),
    *("tried_at", "undone_at", "unsubscribed_at", "updated_at", "used_at", "wishes_told_at", "withdrawn_at"),
    *("asked_at", "left_at", "refused_at", "reminded_at", "wanted_at", "written_at", "call_asked_at"),
}
"""Names of instants at which something has happened."""


def event_tables() -> list[Table]:
    """Return the tables that belong to an event, by themselves or by a table to which they point."""
    return [table for table in SQLModel.metadata.sorted_tables if _of_an_event(table)]


def dates_to_come(table: Table) -> set[str]:
    """Return the columns of a table with a day or an instant, as "table.column", but for what has happened."""
    dated = (column.name for column in table.columns if isinstance(column.type, Date | Instant))
    return {f"{table.name}.{name}" for name in dated if name not in HAPPENED}


def _of_an_event(table: Table) -> bool:
    names = {foreign.column.table.name for foreign in table.foreign_keys} - {table.name}
    return table.name == "event" or any(_of_an_event(SQLModel.metadata.tables[name]) for name in names)
