"""Rows that refer to one row are led to another; each step is noted, so that all can be taken back in reverse.

The foreign keys of the tables say what refers to what, so that a new table is merged without a line here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, delete, func, insert, select, update
from sqlmodel import Session

from matchmaker.duplicates.commands.approaches import joined_counterpart, joined_prospect
from matchmaker.duplicates.queries.undo import JOINED
from matchmaker.journal.queries import IDENTITY, image_of, key_of, pointers_to, table_named, values_of
from matchmaker.models import Answer

Values = Mapping[str, Any]
PAIRS = (
    *(("low_id", "high_id"), ("from_id", "to_id"), ("from_id", "against_id")),
    *(("delegation_id", "other_id"), ("other_id", "then_id"), ("delegation_id", "then_id")),
)
"""Columns of the two sides of a pair: no row is about one thing and itself."""
NOBODY = frozenset({"none"})
"""Values that say nothing, besides empty ones."""
ANSWERED = frozenset({"wish", "kept_answer"})
"""Tables with an answer that somebody gave."""
SAID = {"counterpart": joined_counterpart, "prospect": joined_prospect}
"""Tables of which two rows that become one say more than what the one has not."""
ANSWER = ("answer", "answered_at", "answered_by_id")


class MeetEachOther(Exception):
    """Two rows that should become one have a meeting with each other."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row that was written: before (None for a new one), and after (None for one that is gone).

    Of one that was changed, the columns that were, and `IDENTITY`.
    """

    table: str
    id: int
    before: Values | None
    after: Values | None

    @property
    def image(self) -> dict[str, Any]:
        """The change as JSON."""
        return {
            "table": self.table,
            "id": self.id,
            "before": None if self.before is None else image_of(self.before),
            "after": None if self.after is None else image_of(self.after),
        }


@dataclass(slots=True)
class RowMerger:
    """Leads what refers to some rows to others, and notes every row that it writes, in order."""

    session: Session
    stays: set[tuple[str, int]] = field(default_factory=set)
    """Rows, by table and id, that go on referring to the old row."""
    changes: list[WrittenRow] = field(default_factory=list)

    def lead(self, name: str, merged: int, kept: int) -> None:
        """Let what refers to the row `merged` of a table refer to `kept`.

        Registrations and delegations of one event become one; where another row says the same already, the old one
        stays as it is. Raises `MeetEachOther` where both have a meeting with each other.
        """
        self._lead(table_named(name), merged, kept, leaving=True)

    def remove(self, name: str, number: int) -> None:
        """Delete a row."""
        self._remove(table_named(name), number)

    def add(self, name: str, values: Values) -> None:
        """Add a row."""
        table = table_named(name)
        number = self.session.execute(insert(table).values(values).returning(key_of(table))).scalar_one()
        self.changes.append(WrittenRow(table.name, number, None, self._read(table, number)))

    def update(self, name: str, number: int, values: Values) -> None:
        """Give a row other values."""
        if not values:
            return
        table = table_named(name)
        key = key_of(table)
        identity = {column for column in IDENTITY if column in table.c}
        columns = (table.c[column] for column in sorted(identity | values.keys()))
        present = dict(self.session.execute(select(*columns).where(key == number)).one()._mapping)
        after = {column: value for column, value in values.items() if present[column] != value}
        if after:
            self.session.execute(update(table).where(key == number).values(after))
            before = {column: present[column] for column in sorted(identity | after.keys())}
            self.changes.append(WrittenRow(table.name, after.get(key.name, number), before, before | after))

    def _lead(self, table: Table, merged: int, kept: int, *, leaving: bool) -> None:
        for child, column in pointers_to(table):
            for row in self.session.execute(_rows(child, column, merged)).all():
                if (child.name, number := row._mapping[key_of(child).name]) not in self.stays:
                    self._lead_row(child, number, dict(row._mapping) | {column.name: kept}, leaving)

    def _lead_row(self, table: Table, number: int, wanted: dict[str, Any], leaving: bool) -> None:
        wanted = _ordered(wanted)
        if _is_about_itself(wanted):
            if table.name == "meeting":
                raise MeetEachOther
            self._remove(table, number)
            return
        twin = self._twin(table, number, wanted)
        if twin is not None and table.name == "meeting":
            wanted["ordinal"] = self._next_ordinal(table, wanted)
            twin = None
        if twin is None:
            self.update(table.name, number, {name: value for name, value in wanted.items() if name != "id"})
        elif table.name == "counterpart":  # it leads to the other one, as its organisation does
            self._lead(table, number, twin, leaving=False)
            self._fill(table, twin, number)
            self.update(table.name, number, {"merged_into_id": twin})
        elif table.name in JOINED:
            self._join(table, min(twin, number), max(twin, number), wanted)
        elif not leaving:
            self._lead(table, number, twin, leaving=False)
            self._fill(table, twin, number)
            self._remove(table, number)

    def _join(self, table: Table, merged: int, kept: int, wanted: Values) -> None:
        """Make one row of two: the later one."""
        self._lead(table, merged, kept, leaving=False)
        values = self._filling(table, kept, merged)
        self._remove(table, merged)
        parents = {name: value for name, value in wanted.items() if table.c[name].foreign_keys}
        self.update(table.name, kept, values | parents)

    def _fill(self, table: Table, kept: int, merged: int) -> None:
        if table.name in ANSWERED:
            self._note_answer(table, kept)
        self.update(table.name, kept, self._filling(table, kept, merged))

    def _note_answer(self, table: Table, number: int) -> None:
        """Note the answer of two rows that become one: who answers anew since answers both, which no undo may lose."""
        row = self._read(table, number)
        state = {name: row[name] for name in (*IDENTITY, "answer") if name in row}
        self.changes.append(WrittenRow(table.name, number, state, state))

    def _filling(self, table: Table, kept: int, merged: int) -> dict[str, Any]:
        """Return what a row has not and the other has.

        A withdrawal counts only if it is of both, a "no" if it is in one.
        """
        one, other = (self._read(table, number) for number in (kept, merged))
        if table.name in SAID:
            return SAID[table.name](one, other)
        found = {
            name: other[name]
            for name, value in one.items()
            if _is_empty(value) and not _is_empty(other[name]) and name != "withdrawn_at"
        }
        if "withdrawn_at" in one and other["withdrawn_at"] is None and one["withdrawn_at"] is not None:
            found["withdrawn_at"] = None
        if table.name in ANSWERED and Answer.NO in {one["answer"], other["answer"]}:
            found |= {name: (one if one["answer"] is Answer.NO else other)[name] for name in ANSWER}
        return found

    def _remove(self, table: Table, number: int) -> None:
        self.changes.append(WrittenRow(table.name, number, self._read(table, number), None))
        self.session.execute(delete(table).where(key_of(table) == number))

    def _read(self, table: Table, number: int) -> dict[str, Any]:
        return dict(self.session.execute(select(table).where(key_of(table) == number)).one()._mapping)

    def _twin(self, table: Table, number: int, wanted: Values) -> int | None:
        """Return the other row that a unique constraint allows only one of with these values."""
        for columns in _unique(table):
            values = [wanted[column.name] for column in columns]
            if None not in values:
                same = (column == value for column, value in zip(columns, values, strict=True))
                found = self.session.execute(select(key_of(table)).where(*same, key_of(table) != number)).scalar()
                if found is not None:
                    return int(found)
        return None

    def _next_ordinal(self, table: Table, wanted: Values) -> int:
        same = (table.c[name] == wanted[name] for name in ("event_id", "low_id", "high_id"))
        return int(self.session.execute(select(func.max(table.c.ordinal)).where(*same)).scalar_one()) + 1


def take_back(session: Session, images: Collection[Mapping[str, Any]]) -> None:
    """Undo changes from their images, the last one first."""
    for image in reversed(list(images)):
        table = table_named(image["table"])
        if image["before"] is None:
            session.execute(delete(table).where(key_of(table) == image["id"]))
            continue
        before = values_of(table.name, image["before"])
        if image["after"] is None:
            session.execute(insert(table).values(before))
        else:
            session.execute(update(table).where(key_of(table) == image["id"]).values(before))
    session.expire_all()


def _unique(table: Table) -> list[list[Column[Any]]]:
    constraints = [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    return [columns for columns in constraints if any(column.foreign_keys for column in columns)] + (
        [] if key_of(table).name == "id" else [[key_of(table)]]
    )


def _rows(table: Table, column: Column[Any], value: int) -> Any:
    """Return the statement of the rows that refer to a value, with the columns by which they are unique or pairs."""
    names = {key_of(table).name, column.name, *(one.name for unique in _unique(table) for one in unique)}
    names.update(name for pair in PAIRS if set(pair) <= set(table.c.keys()) for name in pair)
    return select(*(table.c[name] for name in sorted(names))).where(column == value).order_by(key_of(table))


def _ordered(values: dict[str, Any]) -> dict[str, Any]:
    if {"low_id", "high_id"} <= values.keys():
        values["low_id"], values["high_id"] = sorted((values["low_id"], values["high_id"]))
    return values


def _is_about_itself(values: Values) -> bool:
    return any(values.get(one) is not None and values[one] == values.get(other) for one, other in PAIRS)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {}) or (isinstance(value, str) and value in NOBODY)
