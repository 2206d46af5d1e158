"""How a file is read: the sheet of a workbook, and its columns as somebody of the community has set them before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.imports.columns import Columns
from matchmaker.imports.mapping import ColumnMapping, as_recognised, header_keys
from matchmaker.imports.owners import Owner, community_of
from matchmaker.imports.tag_words import Meanings
from matchmaker.models import Category, Community, ImportColumn, ImportConstant, ImportUpload, ImportWord


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheet to read, empty for the one with most of our columns, and what was set for the columns, if anything."""

    sheet: str = ""
    mapping: ColumnMapping | None = None
    words: Meanings = field(default_factory=dict)
    """What words mean that are no tags."""
    new_headers: bool = False
    """Whether columns were set before, and the file has headers beside them of which nobody has said anything."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the community has set before: our columns by places of the file, and values for all lines."""

    fields: Mapping[int, str]
    constants: Mapping[str, str]
    set_at: datetime | None


def memory(session: Session, owner: Owner, kind: str, headers: Sequence[str]) -> Memory:
    """Return what the community has set for columns with these headers, but for values that it does not have."""
    rows = {row.header: row for row in session.exec(columns_set(owner, kind, headers))}
    found = {place: rows[key] for place, key in header_keys(headers).items() if key in rows}
    values = constant_values(session, owner)
    statement = select(ImportConstant).where(
        ImportConstant.community_id == community_of(owner), ImportConstant.kind == kind
    )
    said = {row.name: row.value for row in session.exec(statement) if row.value in values.get(row.name, ())}
    return Memory(
        {place: row.name for place, row in found.items()},
        said if found else {},
        max((row.set_at for row in found.values()), default=None),
    )


def remembered(
    session: Session, owner: Owner, kind: str, headers: Sequence[str], ours: Columns
) -> tuple[ColumnMapping | None, bool]:
    """Return how the community has set columns with these headers before, with those that their names tell beside them,
    and whether there are others; None if nobody has set any of them.

    What was said for all lines counts for a file without new headers only: another one is looked at first.
    """
    kept = memory(session, owner, kind, headers)
    if not kept.fields:
        return None, False
    layout = as_recognised(headers, ours)
    by_name = {place: name for name, places in layout.places.items() for place in places} | dict(kept.fields)
    used = {*by_name, *layout.used}
    new = any(header and place not in used for place, header in enumerate(headers))
    fields = tuple(by_name.get(place, "") for place in range(len(headers)))
    return ColumnMapping(fields, {} if new else kept.constants, kept.set_at), new


def remembered_words(session: Session, owner: Owner) -> Meanings:
    """Return what the community has said of words that are no tags."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in session.exec(select(ImportWord).where(ImportWord.community_id == community_of(owner))):
        found[row.tags][row.word] = row.meaning
    return dict(found)


def constant_values(session: Session, owner: Owner) -> dict[str, tuple[str, ...]]:
    """Return what may be said for all lines of a file, by the names of our columns."""
    if isinstance(owner, Community):
        today = clock.today()
        days = (date(today.year, 1, 1), today, date(today.year + 1, 1, 1))
        return {"tier": tuple(owner.tiers), "member_since": tuple(dict.fromkeys(day.isoformat() for day in days))}
    statement = select(Category.code).where(Category.event_id == owner.id).order_by(col(Category.position))
    return {"category": tuple(session.exec(statement).all())}


def columns_set(owner: Owner, kind: str, headers: Sequence[str]) -> SelectOfScalar[ImportColumn]:
    """Return a query for what the community has set for columns with these headers."""
    return select(ImportColumn).where(
        ImportColumn.community_id == community_of(owner),
        ImportColumn.kind == kind,
        col(ImportColumn.header).in_(header_keys(headers).values()),
    )


def reading_of(upload: ImportUpload) -> Reading:
    """Return how a kept file is read."""
    return Reading(upload.sheet, None if upload.mapping is None else _mapping(upload.mapping), upload.words)


def as_json(mapping: ColumnMapping | None) -> dict[str, Any] | None:
    """Return what an upload keeps of a mapping."""
    if mapping is None:
        return None
    return {
        "columns": list(mapping.fields),
        "constants": dict(mapping.constants),
        "set_at": mapping.set_at.isoformat() if mapping.set_at else None,
    }


def _mapping(kept: dict[str, Any]) -> ColumnMapping:
    set_at = datetime.fromisoformat(kept["set_at"]) if kept["set_at"] else None
    return ColumnMapping(tuple(kept["columns"]), kept["constants"], set_at)
