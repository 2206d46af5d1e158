"""Decisions that wait to be told, and the mails that tell them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.base.tokens import content_token
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.presentations import DecisionMail
from matchmaker.models import (
    Decision,
    Event,
    Person,
    Presentation,
    ProgrammeItem,
    ProposalState,
    Registration,
    enrolled,
    row_id,
)
from matchmaker.presentations.queries.places import talk_places


def untold(session: Session, event: Event) -> Sequence[Presentation]:
    """Return the decided proposals whose proposers are not told yet, by their ids."""
    return session.exec(
        select(Presentation)
        .where(
            Presentation.event_id == event.id,
            col(Presentation.state) == ProposalState.SENT,
            col(Presentation.proposed_by_id).is_not(None),
            col(Presentation.decision) != Decision.PROPOSED,
            col(Presentation.told_at).is_(None),
        )
        .order_by(col(Presentation.id))
    ).all()


def decision_mails(session: Session, event: Event, row: Presentation) -> list[tuple[int, DecisionMail]]:
    """Return the mails about one decision, each with its reader's registration: proposer and speaker, as they stand."""
    url = participant_page(event.slug, ParticipantPage.PRESENTATIONS)
    people = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id).in_({row.proposed_by_id, row.speaker_id} - {None}), enrolled())
        .order_by(col(Registration.id))
    )
    item = session.get(ProgrammeItem, row.item_id) if row.item_id is not None else None
    at = talk_places(session, row_id(event), [(row, item)]).get(row_id(row))
    place, published = (at.place, at.published) if at is not None else (None, False)
    said = (url, row.title, row.decision, row.reason, place, published)
    return [(row_id(one), DecisionMail(Reader.of(person), Host.of(event), *said)) for one, person in people]


def decision_token(presentations: Sequence[Presentation]) -> str:
    """Return the token of some decisions that a form begins with (optimistic locking)."""
    return content_token(*((row_id(one), one.state, one.decision, one.told_at) for one in presentations))
