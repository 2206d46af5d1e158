"""People of organisations that are joined or parted: they are told, and what one has seen of the other's feeds ends."""

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.duplicates.queries.letters import letters_of_companies
from matchmaker.mail.commands import outbox
from matchmaker.mail.letters.merges import MergedOrganisationsMail, PartedOrganisationsMail
from matchmaker.models import Delegation, Merge, Registration


def tell_people(
    session: Session, merge: Merge, letter: type[MergedOrganisationsMail] | type[PartedOrganisationsMail]
) -> None:
    """Queue a letter to everybody of both organisations who takes part in an event that is open and not over."""
    ids, names = (merge.kept_id, merge.merged_id), (merge.kept_name, merge.merged_name)
    for content, event_id in letters_of_companies(session, ids, names, letter):
        outbox.queue(session, content, event_id=event_id)


def end_shared_feeds(session: Session, merge: Merge) -> None:
    """End the feeds of delegations that were one, and of registrations that had moved: people of both have seen them.

    Call it after the rows were taken back.
    """
    shared = [
        image["before"]["event_id"]
        for image in merge.changes
        if image["table"] == "delegation" and image["after"] is None
    ]
    moved = [image["id"] for image in merge.changes if image["table"] == "registration"]
    were_one = col(Delegation.event_id).in_(shared) & col(Delegation.organisation_id).in_(
        (merge.kept_id, merge.merged_id)
    )
    session.execute(update(Delegation).where(were_one).values(feed_epoch=Delegation.feed_epoch + 1))
    theirs = col(Registration.id).in_(moved)
    session.execute(update(Registration).where(theirs).values(feed_epoch=Registration.feed_epoch + 1))
    session.expire_all()
