"""Whose rows a file describes: an event, or a community for a list of its members."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from matchmaker.models import Community, Event, ImportBatch, ImportUpload, row_id

Owner = Event | Community


def community_of(owner: Owner) -> int:
    """Return the id of the community."""
    return row_id(owner) if isinstance(owner, Community) else owner.community_id


def owner_columns(owner: Owner) -> dict[str, Any]:
    """Return the columns that say whose an upload or an import is."""
    name = "community_id" if isinstance(owner, Community) else "event_id"
    return {"event_id": None, "community_id": None} | {name: row_id(owner)}


def owned(table: type[ImportUpload] | type[ImportBatch], owner: Owner) -> ColumnElement[bool]:
    """Return that a row of a table is of an owner."""
    mine = table.community_id if isinstance(owner, Community) else table.event_id
    return col(mine) == row_id(owner)


def is_owner(row: ImportUpload | ImportBatch, owner: Owner) -> bool:
    """Tell whether an upload or an import is of an owner."""
    return all(getattr(row, name) == value for name, value in owner_columns(owner).items())
