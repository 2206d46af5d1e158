"""A list of members: kept between preview and application, and applied whole or not at all."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.imports.commands.uploads import KEPT_FOR
from matchmaker.imports.members import plan_members
from matchmaker.imports.preview import LineOutcome, Outcome
from matchmaker.models import Act, Community, MemberUpload, record, row_id


def keep_member_list(
    session: Session, community: Community, *, staff_id: int, filename: str, data: bytes
) -> MemberUpload:
    """Keep a file for its preview; it replaces the one that the member of the staff had before."""
    session.exec(
        delete(MemberUpload).where(
            col(MemberUpload.community_id) == community.id, col(MemberUpload.staff_id) == staff_id
        )
    )
    upload = MemberUpload(community_id=row_id(community), staff_id=staff_id, filename=filename[:200], data=data)
    session.add(upload)
    session.flush()
    return upload


def find_member_list(session: Session, community: Community, *, staff_id: int, upload_id: str) -> MemberUpload:
    """Return the kept file; raises `NotFound` if it is another's, of another community, or older than an hour."""
    upload = session.exec(
        select(MemberUpload).where(
            MemberUpload.id == upload_id,
            MemberUpload.community_id == community.id,
            MemberUpload.staff_id == staff_id,
            col(MemberUpload.created_at) >= clock.now() - KEPT_FOR,
        )
    ).first()
    if upload is None:
        raise NotFound(N_("This file is no longer kept. Please choose it again."))
    return upload


def apply_member_list(session: Session, community: Community, upload: MemberUpload, *, actor: str) -> Outcome:
    """Write what the preview of a list of members says, all of it or nothing.

    Raises `InvalidInput` if a line is in error: somebody may have changed a member since the preview.
    """
    session.refresh(community, with_for_update=True)
    _rows, plan = plan_members(session, community, upload.data)
    if plan.errors:
        raise InvalidInput(
            N_("Nothing was imported: %(number)d lines are in error. Correct the file."), number=len(plan.errors)
        )
    plan.write(session)
    session.delete(upload)
    counted = [line.outcome for line in plan.lines]
    outcome = Outcome(new=counted.count(LineOutcome.NEW), changed=counted.count(LineOutcome.CHANGED))
    if outcome.total:
        record(
            session,
            actor,
            Act.IMPORT_MEMBERS,
            event_id=None,
            community=community.id,
            new=outcome.new,
            changed=outcome.changed,
        )
    session.flush()
    return outcome


def forget_member_lists(session: Session) -> None:
    """Throw away the lists that are no longer kept, of all communities."""
    session.exec(delete(MemberUpload).where(col(MemberUpload.created_at) < clock.now() - KEPT_FOR))
