"""Set what the columns of a file mean, for the file and for those with the same headers that the community imports."""

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.imports.importer import columns_of
from matchmaker.imports.layout import FULL_NAME, FULL_NAMES
from matchmaker.imports.mapping import ColumnMapping, ColumnsUnclear, find_layout, signature
from matchmaker.imports.owners import Owner, community_of
from matchmaker.imports.remembered import as_json, find_mapping, reading_of
from matchmaker.imports.rows import read_sheet
from matchmaker.models import ImportMapping, ImportUpload

_ANY_ORDER = {column.name: FULL_NAME.name for column in FULL_NAMES}


def set_mapping(
    session: Session,
    owner: Owner,
    upload: ImportUpload,
    columns: Sequence[str],
    constants: Mapping[str, str],
    *,
    sheet: str = "",
) -> None:
    """Set the columns of a kept file and remember them for the community.

    `columns` has the name of our column for each column of the file, empty for one that is left out. Raises
    ColumnsUnclear if a needed column is missing or one is set twice, and InvalidInput for a name that is none.
    """
    ours = columns_of(upload.kind)
    headers = read_sheet(upload.data, ours, sheet).header.cells
    mapping = ColumnMapping(tuple(columns), dict(constants), clock.now())
    find_layout(headers, ours, mapping)
    row = _row(session, community_of(owner), upload.kind, signature(headers))
    row.columns, row.constants, row.set_at = list(columns), dict(constants), clock.now()
    _read_otherwise(upload, sheet, mapping)
    session.flush()


def _read_otherwise(upload: ImportUpload, sheet: str, mapping: ColumnMapping | None) -> None:
    """Set how a kept file is read; amendments are lost if their lines or columns become others."""
    before = _places(upload) if upload.amendments else None
    upload.sheet, upload.mapping = sheet, as_json(mapping)
    if upload.amendments and _places(upload) != before:
        upload.amendments = {}


def _places(upload: ImportUpload) -> tuple[str, Mapping[str, tuple[int, ...]]]:
    """Return the sheet that is read, and where our columns stand in it; the order of full names does not count."""
    ours, reading = columns_of(upload.kind), reading_of(upload)
    table = read_sheet(upload.data, ours, reading.sheet)
    try:
        places = find_layout(table.header.cells, ours, reading.mapping).places
        return table.name, {_ANY_ORDER.get(name, name): found for name, found in places.items()}
    except ColumnsUnclear:
        return table.name, {}


def _row(session: Session, community_id: int, kind: str, signed: str) -> ImportMapping:
    """Return the row for a signature, made if there is none."""
    found = find_mapping(session, community_id, kind, signed)
    if found is not None:
        return found
    row = ImportMapping(community_id=community_id, kind=kind, signature=signed)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # a colleague sets the same columns, at the same moment
        found = find_mapping(session, community_id, kind, signed)
        if found is None:
            raise
        return found
    return row


def forget_mapping(session: Session, owner: Owner, upload: ImportUpload) -> None:
    """Read the columns of a kept file by their names again, and files with the same headers from now on."""
    headers = read_sheet(upload.data, columns_of(upload.kind), upload.sheet).header.cells
    row = find_mapping(session, community_of(owner), upload.kind, signature(headers))
    if row is not None:
        session.delete(row)
    _read_otherwise(upload, upload.sheet, None)
    session.flush()
