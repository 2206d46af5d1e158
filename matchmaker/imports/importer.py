"""Preview and apply: both use one plan of the file, so that what was shown is what is done."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.imports import participants, programme, wishes
from matchmaker.imports.plan import Plan
from matchmaker.imports.preview import Kind, Outcome, Preview
from matchmaker.imports.rows import Rows, read_rows
from matchmaker.models import Event

_FILES = {Kind.PARTICIPANTS: participants, Kind.WISHES: wishes, Kind.PROGRAMME: programme}


def preview(session: Session, event: Event, kind: str, data: bytes, filename: str = "") -> Preview:
    """Say line by line what a CSV file would change; writes nothing.

    Raises InvalidInput or TooMany where the file as a whole cannot be read.
    """
    rows, plan = _plan(session, event, kind, data)
    return as_preview(rows, plan, filename)


def apply(session: Session, event: Event, kind: str, data: bytes) -> Outcome:
    """Write what the preview of a CSV file says, all of it or nothing; the caller commits.

    Raises InvalidInput if any line is in error, and Stale if somebody else has just written the same rows.
    """
    rows, plan = _plan(session, event, kind, data)
    write(session, plan)
    return as_preview(rows, plan, "").outcome


def write(session: Session, plan: Plan) -> None:
    """Write a plan whole or not at all; raises InvalidInput if a line is in error."""
    if plan.errors:
        numbers = [str(line.number) for line in plan.errors]
        raise InvalidInput(
            N_("Nothing was imported. Lines in error: %(lines)s. Correct them and try again."),
            lines=", ".join(numbers[:20]) + (" …" if len(numbers) > 20 else ""),
        )
    try:
        with session.begin_nested():
            plan.write(session)
    except IntegrityError as error:
        raise Stale(
            N_("Somebody else has just changed the same rows. Nothing was imported; please look at the preview again.")
        ) from error


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


def _plan(session: Session, event: Event, kind: str, data: bytes) -> tuple[Rows, Plan]:
    if kind not in set(Kind):
        raise NotFound(N_("There is no import of this kind."))
    file = _FILES[Kind(kind)]
    rows = read_rows(data, file.COLUMNS)
    return rows, file.plan(session, event, rows)
