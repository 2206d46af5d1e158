"""People of organisations that are joined or parted: they are told, and what one has seen of the other's feeds ends."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.duplicates.queries.shared import is_over
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.merges import MergedOrganisationsMail, PartedOrganisationsMail
from matchmaker.models import Delegation, Event, Merge, Person, Registration, enrolled, row_id


def tell_people(
    session: Session, merge: Merge, letter: type[MergedOrganisationsMail] | type[PartedOrganisationsMail]
) -> None:
    """Queue a letter to everybody of both organisations who takes part in an event that is not over."""
    start = ParticipantPage.START
    for person, event in _people_to_come(session, (merge.kept_id, merge.merged_id)):
        url, names = participant_page(event.slug, start), (merge.kept_name, merge.merged_name)
        outbox.queue(session, letter(Reader.of(person), Host.of(event), url, names), event_id=event.id)


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


def _people_to_come(session: Session, organisations: Sequence[int]) -> list[tuple[Person, Event]]:
    """Return the people of organisations, each with the latest event that is not over."""
    statement = (
        select(Person, Event)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .join(Event, col(Event.id) == col(Registration.event_id))
        .where(col(Person.organisation_id).in_(organisations), col(Person.merged_into_id).is_(None), enrolled())
        .order_by(col(Event.starts_on), col(Event.id), col(Person.id))
    )
    latest = {row_id(person): (person, event) for person, event in session.exec(statement) if not is_over(event)}
    return list(latest.values())
