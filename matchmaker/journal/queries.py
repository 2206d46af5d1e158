"""Row images: rows as values of JSON, and back; which rows refer to others."""

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import Column, Table, inspect, select
from sqlmodel import Session, SQLModel

from matchmaker.models import (
    Absence,
    Attendance,
    Block,
    Category,
    CategoryExclusion,
    CategoryTier,
    Companion,
    Counterpart,
    Delegation,
    Demand,
    Event,
    FloorPlan,
    Leg,
    LegMember,
    MemberContact,
    MemberTag,
    Organisation,
    PairDecision,
    ParticularRule,
    Person,
    Place,
    PlaceClosure,
    Presentation,
    PresentationCall,
    ProgrammeItem,
    Prospect,
    Registration,
    RegistrationForm,
    Slot,
    TierPeriod,
    TravelTime,
    Venue,
    Veto,
    Wish,
)

Key = tuple[str, int]
"""A row by the name of its table and its id."""
Image = dict[str, Any]


def _names(*models: type[SQLModel]) -> frozenset[str]:
    return frozenset(str(model.__tablename__) for model in models)


JOURNALED = _names(
    *(Category, CategoryExclusion, Leg, LegMember, TravelTime, Venue, Block, Slot, Place, PlaceClosure, FloorPlan),
    *(Demand, Counterpart, Prospect),
    *(Organisation, Person, Delegation, Registration, Absence),
    *(Wish, Veto, ProgrammeItem, Presentation, Attendance),
    *(TierPeriod, MemberTag, MemberContact),
)
"""Names of the tables that files describe, and pages of the structure too.

What follows from it (mails, alerts, calendars, the history) is for commands to put right.
"""
STRUCTURE = JOURNALED | _names(
    *(Event, CategoryTier, RegistrationForm, PresentationCall, ParticularRule),
    *(PairDecision, Companion),
)
"""With the tables that pages of the structure alone change."""
DERIVED = frozenset({"search_text", "updated_at"})
"""Fields that follow from others of the row: they say nothing of who has changed it, and are set anew by an undo."""

IDENTITY = ("event_id", "community_id", "venue_id", "created_at")
"""Fields that tell two rows of one id apart: until migration 0052, SQLite gave the id of a removed row again."""


def table_named(name: str) -> Table:
    """Return a table by its name."""
    return SQLModel.metadata.tables[name]


@cache
def model_named(name: str) -> type[SQLModel]:
    """Return the class of a table by the name of the table."""
    mappers = inspect(Event).registry.mappers
    return next(mapper.class_ for mapper in mappers if mapper.class_.__tablename__ == name)


def key_of(table: Table) -> Column[Any]:
    """Return the column of the primary key; the tables have one each, whatever its name."""
    return next(iter(table.primary_key.columns))


def image_of(values: Mapping[str, Any]) -> Image:
    """Return values of a row as JSON holds them; bytes in base64."""
    return {
        name: b64encode(value).decode() if isinstance(value, bytes) else to_jsonable_python(value)
        for name, value in values.items()
    }


def values_of(name: str, image: Image, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the values of an image, all or those of some fields, as a row of its table holds them."""
    of_model = model_named(name).model_fields
    found = {}
    for field in image if fields is None else fields:
        kind: Any = of_model[field].annotation
        value = image[field]
        found[field] = b64decode(value) if kind is bytes else TypeAdapter(kind).validate_python(value)
    return found


def read_images(session: Session, keys: Collection[Key], *, lock: bool = False) -> dict[Key, Image]:
    """Return the rows as they are in the database, locked if so wished; one that is not there is left out."""
    found: dict[Key, Image] = {}
    for name, of_table in groupby(sorted(keys), key=lambda key: key[0]):
        table = table_named(name)
        own = key_of(table)
        statement = select(table).where(own.in_([number for _, number in of_table]))
        for row in session.connection().execute(statement.with_for_update() if lock else statement):
            found[name, row._mapping[own]] = image_of(dict(row._mapping))
    return found


def own_values(image: Image) -> Image:
    """Return an image without what follows from other fields."""
    return {name: value for name, value in image.items() if name not in DERIVED}


def is_same_row(image: Image, present: Image | None) -> bool:
    """Tell whether a row is the one of an earlier image, not another one that has got its id since."""
    return present is not None and all(image[name] == present[name] for name in IDENTITY if name in image)


def changed_fields(before: Image, after: Image) -> list[str]:
    """Return the fields that differ."""
    return [name for name in before if before[name] != after[name]]


def fields_pointing_to(name: str, image: Image, keys: Collection[Key]) -> set[str]:
    """Return the fields in which the image of a row refers to some other rows."""
    foreign = table_named(name).foreign_keys
    return {key.parent.name for key in foreign if (key.column.table.name, image[key.parent.name]) in keys}


def pointers_to(table: Table) -> list[tuple[Table, Column[Any]]]:
    """Return the columns of other tables, and of the table itself, that refer to its key."""
    return [
        (other, foreign.parent)
        for other in SQLModel.metadata.sorted_tables
        for foreign in other.foreign_keys
        if foreign.column is key_of(table)
    ]


def references(session: Session, keys: Collection[Key]) -> list[tuple[Key, Key, str]]:
    """Return who refers to some rows: the row, the one that refers to it, and the field in which it does."""
    ids: dict[str, list[int]] = defaultdict(list)
    for name, number in keys:
        ids[name].append(number)
    return [
        ((target, used), (other.name, user), column.name)
        for target, numbers in ids.items()
        for other, column in pointers_to(table_named(target))
        for user, used in session.connection().execute(select(key_of(other), column).where(column.in_(numbers)))
    ]
