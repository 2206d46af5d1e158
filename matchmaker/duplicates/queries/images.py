"""Images of rows of any table: as values of JSON, and back; whether what was written has changed since."""

import base64
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import Column, Table, inspect, select
from sqlmodel import Session, SQLModel

from matchmaker.models import Merge

Values = Mapping[str, Any]


def touched_since(session: Session, images: Collection[Mapping[str, Any]]) -> list[str]:
    """Return the tables of rows that have changed again since, or are gone."""
    last: dict[tuple[str, int], dict[str, Any]] = {}
    removed: set[tuple[str, int]] = set()
    for image in images:
        key = (image["table"], image["id"])
        if image["after"] is None:
            removed.add(key)
        else:
            last.setdefault(key, {}).update(image["after"])
    found = []
    for (name, number), after in last.items():
        if (name, number) in removed:
            continue
        table = table_named(name)
        row = session.execute(select(*(table.c[column] for column in after)).where(key_of(table) == number)).first()
        if row is None or as_json(dict(row._mapping)) != after:
            found.append(name)
    return found


def table_named(name: str) -> Table:
    """Return a table by its name."""
    return SQLModel.metadata.tables[name]


def key_of(table: Table) -> Column[Any]:
    """Return the column of the primary key."""
    return next(iter(table.primary_key.columns))


def as_json(values: Values) -> dict[str, Any]:
    """Return values of a row as JSON holds them."""
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else to_jsonable_python(value)
        for name, value in values.items()
    }


def from_json(table: Table, image: Values) -> dict[str, Any]:
    """Return the values of an image as the columns of the table take them."""
    fields = _models()[table.name].model_fields
    found = {}
    for name, value in image.items():
        kind: Any = fields[name].annotation
        if isinstance(value, str) and kind is bytes:
            found[name] = base64.b64decode(value)
        else:
            found[name] = TypeAdapter(kind).validate_python(value)
    return found


@cache
def _models() -> dict[str, type[SQLModel]]:
    """Return the class of each table by its name."""
    classes = (mapper.class_ for mapper in inspect(Merge).registry.mappers)
    return {str(one.__tablename__): one for one in classes}
