"""Cache invalidation: a transaction that changes what is cached (`matchmaker/base/cache.py`) sets a new mark."""

import re
from collections.abc import Mapping
from secrets import token_hex

from sqlalchemy import Connection, Engine, event, text

WATCHED: Mapping[str, frozenset[str]] = {
    "category": frozenset({"code", "event_id", "has_meetings", "names", "position"}),
    "category_exclusion": frozenset({"event_id", "from_id", "to_id"}),
    "delegation": frozenset({"category_id", "event_id", "organisation_id", "withdrawn_at"}),
    "floor_plan": frozenset({"event_id", "spots"}),
    "organisation": frozenset(
        {"country", "has_logo", "name", "name_key", "offers", "search_text", "sectors", "seeks", "updated_at"}
    ),
    "person": frozenset({"first_name", "languages", "last_name"}),
    "release": frozenset({"event_id", "kind", "note", "number", "published_at", "published_by_id", "scenario_id"}),
    "registration": frozenset({"agreed_at", "delegation_id", "event_id", "person_id", "role", "withdrawn_at"}),
    "slot": frozenset({"block_id", "day", "ends", "ends_at", "event_id", "starts", "starts_at", "venue_id", "zone"}),
    "venue": frozenset(
        {"address", "city", "country", "district", "event_id", "hub", "latitude", "leg_id", "longitude", "name"}
        | {"postcode", "zone"}
    ),
}
"""Columns by table; a row that is added or deleted is a change too. A test compares them with what is read."""
UNMARKED = {"unmarked": True}
"""Execution options of a connection that changes the tables themselves: processes start anew after a migration."""

_CHANGED = "watched_rows_changed"
_WRITES = re.compile(r"\b(INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
_SETS = {name: re.compile(rf"\b(?:{'|'.join(sorted(columns))})\"?\s*=") for name, columns in WATCHED.items()}
_NEW_MARK = text("INSERT INTO change_mark (id, mark) VALUES (1, :mark) ON CONFLICT (id) DO UPDATE SET mark = :mark")


def changes_watched(statement: str) -> bool:
    """Tell whether a statement may change what is kept."""
    if statement.startswith("SELECT"):
        return False
    return any(
        name in WATCHED and (verb != "UPDATE" or _SETS[name].search(statement) is not None)
        for verb, name in _WRITES.findall(statement)
    )


def mark_changes(engine: Engine) -> None:
    """Let each transaction of an engine that changes what is kept set a new mark as it commits.

    The mark is random, not a number: that of a restored backup was never another state's.
    """

    @event.listens_for(engine, "after_cursor_execute")
    def note(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if changes_watched(statement):
            connection.info[_CHANGED] = True

    @event.listens_for(engine, "rollback")
    def forget(connection: Connection) -> None:
        connection.info.pop(_CHANGED, None)

    @event.listens_for(engine, "commit")
    def mark(connection: Connection) -> None:
        # as late as that: transactions wait for each other's mark no longer than a commit takes
        if connection.info.pop(_CHANGED, False) and not connection.get_execution_options().get("unmarked"):
            connection.execute(_NEW_MARK, {"mark": token_hex(8)})
