"""Undo of a merge: both are there again, each with what it had, as long as nothing rests on the merge."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.duplicates.commands.accounts import end_access, tell_parted
from matchmaker.duplicates.commands.merging import note, renew_search
from matchmaker.duplicates.commands.organisations import end_shared_feeds, tell_people
from matchmaker.duplicates.commands.rows import take_back
from matchmaker.duplicates.queries.undo import obstacle
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.mail.letters.merges import PartedOrganisationsMail
from matchmaker.models import Act, Community, Merge, MergeKind, Person, row_id


def undo_merge(session: Session, community: Community, merge_id: int, *, actor: str) -> Merge:
    """Take a merge back, and return it; those concerned are told.

    Of people, sessions, log-in links and feeds of both end; of organisations, the feeds of what was one.
    Raises `NotFound` for one of another community or too old, and `Stale` with the reason if it was undone already, or
    if what it has written was changed, merged or planned with since.
    """
    merge = session.exec(
        select(Merge)
        .where(Merge.id == merge_id, Merge.community_id == row_id(community), Merge.at >= clock.now() - UNDONE_WITHIN)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if merge is None:
        raise NotFound(N_("This merge can no longer be undone."))
    if merge.undone_at is not None:
        raise Stale(N_("This merge was undone already."))
    if (why := obstacle(session, merge)) is not None:
        raise Stale(why)
    try:
        with session.begin_nested():
            take_back(session, merge.changes)
    except IntegrityError as error:
        raise Stale(N_("This cannot be undone: something else stands in its place by now.")) from error
    merge = session.get_one(Merge, merge_id)
    merge.undone_at = clock.now()
    if merge.kind is MergeKind.PERSON:
        people = [session.get_one(Person, number) for number in (merge.kept_id, merge.merged_id)]
        end_access(session, people)  # also what was begun while both were one
        tell_parted(session, people)
    if merge.kind is MergeKind.ORGANISATION:
        renew_search(session, merge.kept_id)
        renew_search(session, merge.merged_id)
        end_shared_feeds(session, merge)
        tell_people(session, merge, PartedOrganisationsMail)
    note(session, community, Act.UNDO_MERGE, merge.kept_name, merge.merged_name, actor=actor)
    session.flush()
    return merge


def forget_merges(session: Session) -> None:
    """Delete the merges that are too old to be undone; the history keeps what was done."""
    session.execute(delete(Merge).where(col(Merge.at) < clock.now() - UNDONE_WITHIN))
