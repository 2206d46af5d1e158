"""Write the plan of a CSV file, whole or not at all."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.changes.commands.refusals import follow_refusal
from matchmaker.imports.importer import as_preview, make_plan
from matchmaker.imports.plan import Plan
from matchmaker.imports.preview import Outcome
from matchmaker.models import COMMAND_LINE, Act, Delegation, Event, record, row_id
from matchmaker.wishes.commands.vetoes import take_back_consent


def apply(session: Session, event: Event, kind: str, data: bytes, *, actor: str = COMMAND_LINE) -> Outcome:
    """Write what the preview of a CSV file says, all of it or nothing; `actor` goes into the history.

    Raises InvalidInput if any line is in error, and Stale if somebody else has just written the same rows.
    """
    rows, plan = make_plan(session, event, kind, data)
    write(session, plan)
    outcome = as_preview(rows, plan, "").outcome
    record(session, actor, Act.IMPORT, event_id=row_id(event), kind=kind, new=outcome.new, changed=outcome.changed)
    return outcome


def write(session: Session, plan: Plan) -> None:
    """Write a plan whole or not at all; raises InvalidInput if a line is in error, Stale for the same rows."""
    if plan.errors:
        numbers = [str(line.number) for line in plan.errors]
        raise InvalidInput(
            N_("Nothing was imported. Lines in error: %(lines)s. Correct them and try again."),
            lines=", ".join(numbers[:20]) + (" …" if len(numbers) > 20 else ""),
        )
    try:
        with session.begin_nested():
            plan.write(session)
            _follow(session, plan)
    except IntegrityError as error:
        raise Stale(
            N_("Somebody else has just changed the same rows. Nothing was imported; please look at the preview again.")
        ) from error


def _follow(session: Session, plan: Plan) -> None:
    """Let the vetoes and answers of a file do what those on the pages do."""
    for author, other_id in plan.vetoes:
        take_back_consent(session, session.get_one(Delegation, author), other_id)
    for author, other_id in (*plan.vetoes, *plan.refusals):
        follow_refusal(session, session.get_one(Delegation, author), other_id)
