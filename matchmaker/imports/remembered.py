"""How a file is read: the sheet of a workbook, and its columns as somebody of the community has set them before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from matchmaker.imports.mapping import ColumnMapping, signature
from matchmaker.models import ImportMapping, ImportUpload


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheet to read, empty for the one with most of our columns, and what was set for the columns, if anything."""

    sheet: str = ""
    mapping: ColumnMapping | None = None


def remembered(session: Session, community_id: int, kind: str, headers: Sequence[str]) -> ColumnMapping | None:
    """Return what the community has set for a file with these headers."""
    row = find_mapping(session, community_id, kind, signature(headers))
    return None if row is None else ColumnMapping(tuple(row.columns), row.constants, row.set_at)


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
    return Reading(upload.sheet, None if upload.mapping is None else _mapping(upload.mapping))


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
