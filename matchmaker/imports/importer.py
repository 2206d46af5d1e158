"""Plan and preview of a file. Applying it uses the same plan, so that what was shown is what is done."""

from collections.abc import Sequence
from types import ModuleType

from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.imports import members, participants, programme, prospects, wishes
from matchmaker.imports.amendments import NONE, Amendments
from matchmaker.imports.columns import Columns
from matchmaker.imports.owners import Owner
from matchmaker.imports.plan import Plan
from matchmaker.imports.preview import Kind, Preview
from matchmaker.imports.remembered import Reading, remembered, remembered_words
from matchmaker.imports.rows import Rows, read_sheet, rows_of
from matchmaker.models import Community

MEMBERS = "members"
"""The kind of a file of a community; those in `Kind` are of an event."""
_FILES: dict[str, ModuleType] = {
    Kind.PARTICIPANTS: participants,
    Kind.WISHES: wishes,
    Kind.PROGRAMME: programme,
    Kind.PROSPECTS: prospects,
    MEMBERS: members,
}


def preview(
    session: Session,
    owner: Owner,
    kind: str,
    data: bytes,
    filename: str = "",
    *,
    amendments: Amendments = NONE,
    reading: Reading | None = None,
) -> Preview:
    """Say line by line what a file would change, as its reader has amended it; writes nothing.

    Without `reading` the columns are as the community has set them before.

    Raises InvalidInput or TooMany where the file as a whole cannot be read, ColumnsUnclear among them.
    """
    rows, plan = make_plan(session, owner, kind, data, amendments=amendments, reading=reading)
    return as_preview(rows, plan, filename)


def as_preview(rows: Rows, plan: Plan, filename: str) -> Preview:
    """Return what a person sees of a plan."""
    return Preview(
        filename=filename,
        encoding=rows.table.encoding,
        separator=rows.table.separator,
        columns=tuple(rows.headers.values()),
        notices=plan.notices,
        lines=tuple(sorted((*plan.lines, *rows.left_out), key=lambda line: line.number)),
        unused=rows.unused,
        names=rows.names,
        foreign=rows.foreign,
    )


def make_plan(
    session: Session,
    owner: Owner,
    kind: str,
    data: bytes,
    *,
    amendments: Amendments = NONE,
    reading: Reading | None = None,
) -> tuple[Rows, Plan]:
    """Return the lines of a file, and what they would write; raises `NotFound` for an unknown kind of file."""
    if isinstance(owner, Community) is not (kind == MEMBERS):
        raise NotFound(N_("There is no import of this kind."))
    ours = columns_of(kind)
    table = read_sheet(data, ours, reading.sheet if reading else "")
    if reading is None:
        reading = _remembered(session, owner, kind, table.header.cells)
    rows = rows_of(table, ours, reading.mapping, amendments, reading.words)
    return rows, _FILES[kind].plan(session, owner, rows)


def columns_of(kind: str) -> Columns:
    """Return our columns of a kind of file; raises `NotFound` for an unknown one."""
    if kind not in _FILES:
        raise NotFound(N_("There is no import of this kind."))
    ours: Columns = _FILES[kind].COLUMNS
    return ours


def first_reading(session: Session, owner: Owner, kind: str, data: bytes) -> Reading:
    """Return how a file that has just come is read: its columns as the community has set them before, if it has."""
    headers = read_sheet(data, columns_of(kind)).header.cells
    return _remembered(session, owner, kind, headers)


def _remembered(session: Session, owner: Owner, kind: str, headers: Sequence[str]) -> Reading:
    ours = columns_of(kind)
    words = remembered_words(session, owner) if any(column.tags for column in ours) else {}
    mapping, new_headers = remembered(session, owner, kind, headers, ours)
    return Reading(mapping=mapping, words=words, new_headers=new_headers)
