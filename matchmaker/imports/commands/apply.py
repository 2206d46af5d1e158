"""Write the plan of a file, whole or not at all."""

from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.imports.amendments import NONE, Amendments
from matchmaker.imports.commands.journal import keep_journal, lock_owner
from matchmaker.imports.commands.recorded import record_moves, record_people
from matchmaker.imports.importer import as_preview, make_plan, preview
from matchmaker.imports.owners import Owner, owner_columns
from matchmaker.imports.plan import Plan
from matchmaker.imports.preview import Kind, Outcome
from matchmaker.imports.remembered import Reading
from matchmaker.imports.rows import Rows
from matchmaker.journal.commands import journaled
from matchmaker.models import (
    COMMAND_LINE,
    Act,
    Delegation,
    Event,
    ImportBatch,
    Registration,
    collected,
    join,
    record,
    row_id,
)
from matchmaker.publishing.commands.messages import correct_address, hand_over
from matchmaker.wishes.commands.delegation import lock_all_sides
from matchmaker.wishes.commands.vetoes import take_back_consent
from matchmaker.wishes.queries.said import said_by_all

log = structlog.get_logger()


def apply(
    session: Session,
    owner: Owner,
    kind: str,
    data: bytes,
    *,
    amendments: Amendments = NONE,
    reading: Reading | None = None,
    actor: str = COMMAND_LINE,
    name: str = "",
) -> Outcome:
    """Write what the preview of a file says, all of it or nothing; `actor` and the file's `name` go into the history.

    A file that changes nothing leaves no entry there. Raises InvalidInput if a line is in error or rows exclude each
    other, and Stale if somebody else has just written the same rows: only then the file means something else now.
    """
    rows, plan = _locked_plan(session, owner, kind, data, amendments=amendments, reading=reading)
    shown = as_preview(rows, plan, "")
    try:
        with collected(session) as parts, journaled(session) as journal:
            write(session, plan, actor=actor)
    except IntegrityError as error:
        if preview(session, owner, kind, data, amendments=amendments, reading=reading) == shown:
            raise collision() from error
        raise Stale(
            N_("Somebody else has just changed the same rows. Nothing was imported; please look at the preview again.")
        ) from error
    outcome = shown.outcome
    if outcome.new or outcome.changed:
        new, changed = outcome.new, outcome.changed
        batch = ImportBatch(**owner_columns(owner), kind=kind, actor=actor[:120], new=new, changed=changed)
        written = list(journal.written(session))
        number = keep_journal(session, batch, written)
        told: dict[str, Any] = {"new": new, "changed": changed, "batch": number}
        if isinstance(owner, Event):
            whole = record(session, actor, Act.IMPORT, event_id=row_id(owner), kind=kind, **told)
            join(session, whole, [*parts, *record_moves(session, plan.left, actor)])
            record_people(session, whole, written, name)
        else:
            record(session, actor, Act.IMPORT_MEMBERS, event_id=None, community=owner.id, **told)
    return outcome


def _locked_plan(
    session: Session, owner: Owner, kind: str, data: bytes, *, amendments: Amendments, reading: Reading | None
) -> tuple[Rows, Plan]:
    """Return what a file would write, with everybody locked whom it concerns.

    A file of wishes may have hundreds, and keeps all from speaking to each other: it is read before they wait, and once
    more if they have said something meanwhile.
    """
    if not isinstance(owner, Event) or kind != Kind.WISHES:
        lock_owner(session, owner)
        return make_plan(session, owner, kind, data, amendments=amendments, reading=reading)
    number = row_id(owner)
    lock_owner(session, owner, sides=False)
    before = said_by_all(session, number)
    rows, plan = make_plan(session, owner, kind, data, amendments=amendments, reading=reading)
    plan.prepare()
    lock_all_sides(session, number, anew=False)
    if said_by_all(session, number) != before:
        session.expire_all()
        rows, plan = make_plan(session, owner, kind, data, amendments=amendments, reading=reading)
    return rows, plan


def write(session: Session, plan: Plan, *, actor: str = COMMAND_LINE) -> None:
    """Write a plan whole or not at all; raises InvalidInput if a line is in error, IntegrityError if rows collide."""
    if plan.errors:
        numbers = [str(line.number) for line in plan.errors]
        raise InvalidInput(
            N_("Nothing was imported. Lines in error: %(lines)s. Correct them and try again."),
            lines=", ".join(numbers[:20]) + (" …" if len(numbers) > 20 else ""),
        )
    with session.begin_nested():
        plan.write(session)
        _follow(session, plan, actor)


def _follow(session: Session, plan: Plan, actor: str) -> None:
    """Let the vetoes, answers, corrected addresses and withdrawals of a file do what those on the pages do."""
    for registration, address in plan.corrected:
        correct_address(session, session.get_one(Registration, registration.id), address, actor=actor)
    for taking_part, person in plan.handed_over:
        hand_over(session, taking_part, person, actor=actor)
    for gone in plan.left:
        withdraw(session, gone, actor=actor)
    for author, other_id in plan.vetoes:
        take_back_consent(session, session.get_one(Delegation, author), other_id)
    for author, other_id in (*plan.vetoes, *plan.refusals):
        follow_refusal(session, session.get_one(Delegation, author), other_id)


def collision() -> InvalidInput:
    """Return the error for rows that exclude each other though each line alone is right, and log the cause."""
    log.exception("import_collides")
    return InvalidInput(
        N_("Two lines of this file, or a line and what is there, exclude each other. Nothing was imported.")
    )
