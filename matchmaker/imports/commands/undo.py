"""Undo of an import in one transaction: its rows go back to what they were, where nobody has changed them since."""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.refusals import follow_refusal
from matchmaker.alerts.commands.withdrawal import come_back
from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.imports.commands.journal import lock_owner
from matchmaker.imports.owners import Owner
from matchmaker.imports.queries.undo import UndoPlan, find_import, plan_undo
from matchmaker.journal.commands import remove_rows, restore_row, return_rows
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import (
    Act,
    Answer,
    AuditEntry,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    RowImage,
    record,
)
from matchmaker.people.rules.company import follow_card
from matchmaker.publishing.commands.messages import correct_address, hand_over
from matchmaker.setup.commands.changes import no_run

BY_COMMAND = {"person": ("email", "email_key"), "registration": ("person_id", "withdrawn_at")}
"""Fields from which more follows than a value: what has changed them is undone by the command of the page."""


def undo_import(session: Session, owner: Owner, batch_id: int, *, seen: str, actor: str) -> UndoPlan:
    """Undo an import but for the rows that were changed or used since; `seen` is the `digest` of those shown before.

    Raises `NotFound` for an import of another owner or an old one, `InvalidInput` while a run searches with its rows,
    and `Stale` if it was undone meanwhile (`Undone`), if other rows stay than were shown, or if what it has replaced
    has been given to another row.
    """
    lock_owner(session, owner)
    batch = find_import(session, owner, batch_id, clock.now() - UNDONE_WITHIN)
    if isinstance(owner, Event):
        no_run(session, owner)
    plan = plan_undo(session, batch, lock=True)
    if plan.digest != seen:
        raise Stale(N_("Somebody has changed rows of this import since. Please look again at what would stay."))
    try:
        with session.begin_nested():
            _restore(session, plan)
            return_rows(session, {key: image for key in plan.returned if (image := plan.before[key]) is not None})
            _forget(session, plan)
            remove_rows(session, plan.removed)
            _follow(session, plan, actor)
    except IntegrityError as error:
        raise Stale(
            N_("This import cannot be undone: other rows stand where its old ones were. Nothing was undone.")
        ) from error
    batch.undone_at = clock.now()
    session.add(batch)
    session.execute(delete(RowImage).where(col(RowImage.batch_id) == batch.id))
    record(
        session,
        actor,
        Act.UNDO_IMPORT,
        event_id=batch.event_id,
        community=batch.community_id,
        kind=batch.kind,
        removed=len(plan.removed),
        restored=len(plan.restored) + len(plan.returned),
        kept=len(plan.kept),
    )
    session.flush()
    return plan


def _restore(session: Session, plan: UndoPlan) -> None:
    for key, fields in plan.restored.items():
        by_value = [field for field in fields if field not in BY_COMMAND.get(key[0], ())]
        row = restore_row(session, key, plan.before[key] or {}, by_value)
        if isinstance(row, Organisation):
            follow_card(row)
        if isinstance(row, Organisation | Person) and "updated_at" in plan.others[key]:
            row.updated_at = clock.now()
    session.flush()


def _forget(session: Session, plan: UndoPlan) -> None:
    """Let the history keep the names of people whose registrations are removed."""
    gone = [number for name, number in plan.removed if name == "registration"]
    session.execute(update(AuditEntry).where(col(AuditEntry.registration_id).in_(gone)).values(registration_id=None))


def _follow(session: Session, plan: UndoPlan, actor: str) -> None:
    """Take back addresses, registrations and withdrawals as one does by hand, and follow the answers."""
    for (name, number), fields in plan.restored.items():
        before = plan.before[name, number] or {}
        if name == "person" and "email" in fields:
            of_person = select(Registration).where(
                Registration.person_id == number, Registration.event_id == plan.batch.event_id
            )
            for registration in session.exec(of_person):
                correct_address(session, registration, before["email"], actor=actor)
        if name == "registration":
            registration = session.get_one(Registration, number)
            if "person_id" in fields:
                hand_over(session, registration, session.get_one(Person, before["person_id"]), actor=actor)
            if "withdrawn_at" in fields and before["withdrawn_at"] is None:
                come_back(session, registration, actor=actor)
    for author, other_id in _refusals(plan):
        follow_refusal(session, session.get_one(Delegation, author), other_id)


def _refusals(plan: UndoPlan) -> set[tuple[int, int]]:
    """Return who refused whom before the import or after it, by ids of delegations that are still there."""
    found = set()
    for key in (*plan.removed, *plan.restored, *plan.returned):
        for image in (plan.before[key], plan.after[key]):
            if image and key[0] == "veto":
                found.add((image["from_id"], image["against_id"]))
            if image and key[0] == "wish" and image["answer"] == Answer.NO:
                found.add((image["to_id"], image["from_id"]))
    gone = {number for name, number in plan.removed if name == "delegation"}
    return {pair for pair in found if not gone & set(pair)}
