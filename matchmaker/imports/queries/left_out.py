"""Lines of a file that its reader leaves out, as a table to correct and import again."""

from dataclasses import replace

from sqlmodel import Session

from matchmaker.base.i18n import N_, translate
from matchmaker.base.tables import Table
from matchmaker.imports.amendments import Amendments
from matchmaker.imports.importer import make_plan
from matchmaker.imports.owners import Owner
from matchmaker.imports.remembered import Reading

BY_READER = N_("Left out by you.")


def left_out_table(
    session: Session, owner: Owner, kind: str, data: bytes, *, amendments: Amendments, reading: Reading, language: str
) -> Table:
    """Return the lines that are left out as the file has them, then their numbers and why they could not be imported.

    The reasons are those that the preview gives where no line is left out. An import of the table ignores both columns.
    Raises InvalidInput or TooMany where the file as a whole cannot be read.
    """
    everything = replace(amendments, left_out=frozenset())
    rows, plan = make_plan(session, owner, kind, data, amendments=everything, reading=reading)
    reasons: dict[int, list[str]] = {}
    for line in plan.errors:
        reasons.setdefault(line.number, []).extend(message.text(language) for message in line.messages)
    header, by_reader = rows.table.header.cells, translate(language, BY_READER)
    return Table(
        [*header, translate(language, N_("Line")), translate(language, N_("Why it was left out"))],
        [
            [*_filled(record.cells, len(header)), record.number, " ".join(reasons.get(record.number, [by_reader]))]
            for record in rows.table.records
            if record.number in amendments.left_out
        ],
    )


def _filled(cells: tuple[str, ...], width: int) -> list[str]:
    """Return as many cells as the header has."""
    return [*cells, *[""] * width][:width]
