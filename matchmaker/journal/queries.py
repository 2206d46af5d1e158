"""Row images: rows as values of JSON, and back; which rows refer to others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from matchmaker.models import (
    Absence,
    Attendance,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Delegation,
    Event,
    FloorPlan,
    Organisation,
    Person,
    Place,
    PlaceClosure,
    Presentation,
    ProgrammeItem,
    Registration,
    Slot,
    Venue,
    Veto,
    Wish,
)

Key = tuple[str, int]
"""A row by the name of its table and its id."""
Image = dict[str, Any]

JOURNALED: dict[str, type[SQLModel]] = {
    str(table.__tablename__): table
    for table in (
        *(Category, CategoryExclusion, Venue, Block, Slot, Place, PlaceClosure, FloorPlan),
        *(Organisation, Person, Delegation, Registration, Absence),
        *(Wish, Veto, ProgrammeItem, Presentation, Attendance),
    )
}
"""What files and the pages of the structure describe.

What follows from it (mails, alerts, calendars, the history) is for commands to put right.
"""
MODELS: Mapping[str, type[SQLModel]] = JOURNALED | {
    str(table.__tablename__): table for table in (Event, FloorPlan, CategoryTier)
}
"""The tables above, and what pages of the structure alone describe."""
DERIVED = frozenset({"search_text", "updated_at"})
"""Fields that follow from others of the row: they say nothing of who has changed it, and are set anew by an undo."""


def read_images(session: Session, keys: Collection[Key], *, lock: bool = False) -> dict[Key, Image]:
    """Return the rows as they are in the database, locked if so wished; one that is not there is left out."""
    found: dict[Key, Image] = {}
    for name, of_table in groupby(sorted(keys), key=lambda key: key[0]):
        table = SQLModel.metadata.tables[name]
        statement = select(table).where(table.c.id.in_([number for _, number in of_table]))
        for row in session.connection().execute(statement.with_for_update() if lock else statement):
            found[name, row.id] = to_jsonable_python(dict(row._mapping))
    return found


def values_of(name: str, image: Image, fields: Iterable[str]) -> dict[str, Any]:
    """Return some values of an image as a row of its table holds them."""
    of_model = MODELS[name].model_fields
    types: dict[str, Any] = {field: of_model[field].annotation for field in fields}
    return {field: TypeAdapter(kind).validate_python(image[field]) for field, kind in types.items()}


def own_values(image: Image) -> Image:
    """Return an image without what follows from other fields."""
    return {name: value for name, value in image.items() if name not in DERIVED}


def changed_fields(before: Image, after: Image) -> list[str]:
    """Return the fields that differ."""
    return [name for name in before if before[name] != after[name]]


def fields_pointing_to(name: str, image: Image, keys: Collection[Key]) -> set[str]:
    """Return the fields in which the image of a row refers to some other rows."""
    foreign = SQLModel.metadata.tables[name].foreign_keys
    return {key.parent.name for key in foreign if (key.column.table.name, image[key.parent.name]) in keys}


def references(session: Session, keys: Collection[Key]) -> list[tuple[Key, Key, str]]:
    """Return who refers to some rows: the row, the one that refers to it, and the field in which it does."""
    ids: dict[str, list[int]] = defaultdict(list)
    for name, number in keys:
        ids[name].append(number)
    found = []
    for table in SQLModel.metadata.sorted_tables:
        own = next(iter(table.primary_key.columns))
        for foreign in table.foreign_keys:
            target = foreign.column.table.name
            if foreign.column.name == "id" and target in ids:
                statement = select(own, foreign.parent).where(foreign.parent.in_(ids[target]))
                found += [
                    ((target, used), (table.name, user), foreign.parent.name)
                    for user, used in session.connection().execute(statement)
                ]
    return found
