"""Entity-relationship diagrams of the models, written to `docs/tables.md` as Mermaid by `make tables`."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from sqlalchemy import JSON, Column, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from matchmaker import models

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"
HEAD = """# Tables

Written by `make tables` from `matchmaker/models`; do not edit. One diagram a module: its tables with all columns, and
tables of other modules that they refer to as a name alone. A line is a foreign key: from the table that it refers to
(one; a circle means optional) to the table that has it (many; `o|` where it is unique).
"""


def page() -> str:
    """Return the text of `docs/tables.md`."""
    classes = sorted((kind for kind in vars(models).values() if is_table(kind)), key=place)
    modules = groupby(classes, key=lambda kind: kind.__module__)
    return "\n".join([HEAD, *(section(module.rpartition(".")[2], list(kinds)) for module, kinds in modules)])


def is_table(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, SQLModel) and hasattr(kind, "__table__")


def place(kind: type[SQLModel]) -> tuple[str, str]:
    return kind.__module__, kind.__name__


def section(module: str, kinds: list[type[SQLModel]]) -> str:
    """Return the heading, the list of tables with their purpose, and the diagram of one module."""
    purposes = (f"| `{kind.__name__}` | {(kind.__doc__ or '').strip().splitlines()[0]} |" for kind in kinds)
    tables = [kind.__table__ for kind in kinds]
    return "\n".join(
        [
            f"## {module}\n",
            "| table | what a row is |\n| --- | --- |",
            *purposes,
            "\n```mermaid\nerDiagram",
            *relations(tables),
            *(line for table in tables for line in columns(table)),
            "```\n",
        ]
    )


def relations(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        for column in table.columns:
            for key in sorted(column.foreign_keys, key=lambda one: one.column.table.name):
                if key.constraint.column_keys[0] != column.name:
                    continue  # a further column of a key of several
                one = "|o" if column.nullable else "||"
                many = "o|" if is_unique(column) else "o{"
                yield f'    {key.column.table.name} {one}--{many} {table.name} : "{column.name}"'


def is_unique(column: Column) -> bool:
    own = [index for index in column.table.indexes if list(index.columns) == [column]]
    alone = column.primary_key and len(column.table.primary_key.columns) == 1
    return bool(column.unique) or alone or any(index.unique for index in own)


def columns(table: Table) -> Iterator[str]:
    yield f"    {table.name} {{"
    for column in table.columns:
        marks = {
            "PK": column.primary_key,
            "FK": column.foreign_keys,
            "UK": is_unique(column) and not column.primary_key,
        }
        keys = ", ".join(mark for mark, holds in marks.items() if holds)
        optional = ' "optional"' if column.nullable else ""
        yield f"        {type_name(column)} {column.name} {keys}".rstrip() + optional
    yield "    }"


def type_name(column: Column) -> str:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return "json" if isinstance(kind, JSON) else kind.python_type.__name__


if __name__ == "__main__":
    PAGE.write_text(page())
