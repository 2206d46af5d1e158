"""Alembic's environment: one connection handed in by `matchmaker.migrations.run`."""

from functools import partial
from typing import Any, Literal

from alembic import context
from alembic.operations import Operations
from sqlmodel import AutoString, SQLModel

import matchmaker.models  # noqa: F401 -- fills the metadata
from matchmaker.models.base import Instant


def render_item(kind: str, item: Any, _autogen_context: object) -> str | Literal[False]:
    """Render custom column types as plain SQLAlchemy ones, so that old migrations import nothing of this package."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
operations: Any
with context.begin_transaction(), Operations.context(context.get_context()) as operations:
    # SQLite: a table is made anew from its own definition: those that it refers to need not be read
    operations.batch_alter_table = partial(operations.batch_alter_table, reflect_kwargs={"resolve_fks": False})
    context.get_context().run_migrations()
