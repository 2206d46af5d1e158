"""Plan and preview of a CSV file. Applying it uses the same plan, so that what was shown is what is done."""

from collections.abc import Mapping

from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.imports import participants, programme, wishes
from matchmaker.imports.plan import Plan
from matchmaker.imports.preview import Kind, Preview
from matchmaker.imports.rows import Rows, read_rows
from matchmaker.models import Event

Answers = Mapping[int, str]
NONE: Answers = {}
_FILES = {Kind.PARTICIPANTS: participants, Kind.WISHES: wishes, Kind.PROGRAMME: programme}


def preview(
    session: Session, event: Event, kind: str, data: bytes, filename: str = "", *, answers: Answers = NONE
) -> Preview:
    """Say line by line what a CSV file would change; writes nothing.

    `answers` are those to the questions of lines, by their numbers.

    Raises InvalidInput or TooMany where the file as a whole cannot be read.
    """
    rows, plan = make_plan(session, event, kind, data, answers)
    return as_preview(rows, plan, filename)


def as_preview(rows: Rows, plan: Plan, filename: str) -> Preview:
    """Return what a person sees of a plan."""
    return Preview(
        filename=filename,
        encoding=rows.table.encoding,
        separator=rows.table.separator,
        columns=tuple(rows.headers.values()),
        notices=plan.notices,
        lines=tuple(plan.lines),
    )


def make_plan(session: Session, event: Event, kind: str, data: bytes, answers: Answers = NONE) -> tuple[Rows, Plan]:
    """Return the lines of a CSV file, and what they would write; raises `NotFound` for an unknown kind of file."""
    if kind not in set(Kind):
        raise NotFound(N_("There is no import of this kind."))
    file = _FILES[Kind(kind)]
    rows = read_rows(data, file.COLUMNS)
    for row in rows.rows:
        row.answer = answers.get(row.number, "")
    return rows, file.plan(session, event, rows)
