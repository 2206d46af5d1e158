"""How a file is read: the sheet of a workbook, and its columns as somebody of the community has set them before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.imports.mapping import ColumnMapping, signature
from matchmaker.imports.owners import Owner, community_of
from matchmaker.imports.tag_words import Meanings
from matchmaker.models import Category, Community, ImportMapping, ImportUpload, ImportWord


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheet to read, empty for the one with most of our columns, and what was set for the columns, if anything."""

    sheet: str = ""
    mapping: ColumnMapping | None = None
    words: Meanings = field(default_factory=dict)
    """What words mean that are no tags."""


def remembered(session: Session, owner: Owner, kind: str, headers: Sequence[str]) -> ColumnMapping | None:
    """Return what the community has set for a file with these headers, but for values that it does not have."""
    row = find_mapping(session, community_of(owner), kind, signature(headers))
    if row is None:
        return None
    values = constant_values(session, owner)
    constants = {name: value for name, value in row.constants.items() if value in values.get(name, ())}
    return ColumnMapping(tuple(row.columns), constants, row.set_at)


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


def find_mapping(session: Session, community_id: int, kind: str, signed: str) -> ImportMapping | None:
    """Return the row of a community for a signature of headers."""
    return session.exec(
        select(ImportMapping).where(
            ImportMapping.community_id == community_id,
            ImportMapping.kind == kind,
            ImportMapping.signature == signed,
        )
    ).first()


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
