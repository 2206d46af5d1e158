"""Set what the columns of a file mean, for the file and for those with such headers that the community imports."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.imports.importer import columns_of
from matchmaker.imports.layout import CONSTANTS, FULL_NAME, FULL_NAMES
from matchmaker.imports.mapping import ColumnMapping, ColumnsUnclear, find_layout, header_keys
from matchmaker.imports.owners import Owner, community_of
from matchmaker.imports.remembered import as_json, columns_set, reading_of
from matchmaker.imports.rows import read_sheet
from matchmaker.models import Community, ImportColumn, ImportConstant, ImportUpload

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
    _remember(session, owner, upload.kind, headers, mapping)
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


def _remember(session: Session, owner: Owner, kind: str, headers: Sequence[str], mapping: ColumnMapping) -> None:
    """Note for the community what each header means, and what was said for all lines."""
    community_id, now = community_of(owner), clock.now()
    session.get(Community, community_id, with_for_update=True)  # one at a time: two may set the same column
    present = {row.header: row for row in session.exec(columns_set(owner, kind, headers))}
    for place, key in header_keys(headers).items():
        row = present.get(key) or ImportColumn(community_id=community_id, kind=kind, header=key, name="")
        row.name, row.set_at = mapping.fields[place], now
        session.add(row)
    said = {row.name: row for row in session.exec(_constants(owner, kind))}
    for name in CONSTANTS:
        constant = said.get(name)
        if value := mapping.constants.get(name):
            constant = constant or ImportConstant(community_id=community_id, kind=kind, name=name, value="")
            constant.value, constant.set_at = value, now
            session.add(constant)
        elif constant is not None and name not in mapping.fields:
            session.delete(constant)


def _constants(owner: Owner, kind: str) -> SelectOfScalar[ImportConstant]:
    return select(ImportConstant).where(ImportConstant.community_id == community_of(owner), ImportConstant.kind == kind)


def forget_mapping(session: Session, owner: Owner, upload: ImportUpload) -> None:
    """Read the columns of a kept file by their names again, and those with the same headers from now on."""
    headers = read_sheet(upload.data, columns_of(upload.kind), upload.sheet).header.cells
    for row in (
        *session.exec(columns_set(owner, upload.kind, headers)),
        *session.exec(_constants(owner, upload.kind)),
    ):
        session.delete(row)
    _read_otherwise(upload, upload.sheet, None)
    session.flush()
