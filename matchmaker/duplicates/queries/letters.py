"""What those concerned by a merge, or by its undo, are written: to queue, and to read before.

An event that is in preparation is named to nobody: its people are a list of whom to invite, and its pages are closed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.duplicates.queries.comparison import SideBySide
from matchmaker.duplicates.queries.shared import is_over
from matchmaker.mail.contents import Content, Host, Reader
from matchmaker.mail.letter import as_text
from matchmaker.mail.letters.merges import MergedMail, MergedOrganisationsMail, PartedMail, PartedOrganisationsMail
from matchmaker.models import Event, MergeKind, Person, Phase, Registration, enrolled, row_id

Written = tuple[Content, int | None]
"""A letter, and the event that it is about."""


@dataclass(frozen=True, slots=True)
class MergeLetter:
    """A letter as those of one language, or one reader, would get it."""

    readers: tuple[str, ...]
    """Names with addresses."""
    subject: str
    text: str


def letters_before(session: Session, found: SideBySide, kept_address: int | None) -> tuple[MergeLetter, ...]:
    """Return what a merge would send, one for each text; `kept_address` is whose address two people keep."""
    if found.kind is MergeKind.ORGANISATION:
        names = (found.kept.name, found.merged.name)
        written = letters_of_companies(session, (found.kept.id, found.merged.id), names, MergedOrganisationsMail)
    else:
        people = [session.get_one(Person, side.id) for side in found.sides]
        written = letters_of_merged(session, people, kept_address or found.kept.id)
    readers: dict[tuple[str, str], list[str]] = {}
    for content, _ in written:
        letter = content.letter()
        body = as_text(letter).replace(f"{content.greeting()}\n\n", "", 1)
        readers.setdefault((letter.text.subject, body), []).append(f"{content.reader.name} · {content.reader.email}")
    return tuple(MergeLetter(tuple(who), *text) for text, who in readers.items())


def letters_of_merged(session: Session, people: Sequence[Person], kept_address: int) -> list[Written]:
    """Return the letters to both addresses of two people who are one; `kept_address` is the id of whose stays."""
    event = _last_event(session, people)
    if event is None:
        return []
    return [
        (MergedMail(Reader.of(one), Host.of(event), _start(event), row_id(one) == kept_address), event.id)
        for one in people
    ]


def letters_of_parted(session: Session, people: Sequence[Person]) -> list[Written]:
    """Return the letters to those who were merged and are two again."""
    return [
        (PartedMail(Reader.of(person), Host.of(event), _start(event)), event.id)
        for person in people
        if (event := _last_event(session, [person])) is not None
    ]


def letters_of_companies(
    session: Session,
    organisations: Sequence[int],
    names: tuple[str, str],
    letter: type[MergedOrganisationsMail] | type[PartedOrganisationsMail],
) -> list[Written]:
    """Return a letter to everybody of organisations who takes part in an event that is not over."""
    statement = (
        select(Person, Event)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .join(Event, col(Event.id) == col(Registration.event_id))
        .where(col(Person.organisation_id).in_(organisations), col(Person.merged_into_id).is_(None), enrolled())
        .where(col(Event.phase) != Phase.DRAFT)
        .order_by(col(Event.starts_on), col(Event.id), col(Person.id))
    )
    latest = {row_id(person): (person, event) for person, event in session.exec(statement) if not is_over(event)}
    return [
        (letter(Reader.of(person), Host.of(event), _start(event), names), event.id) for person, event in latest.values()
    ]


def _start(event: Event) -> str:
    return participant_page(event.slug, ParticipantPage.START)


def _last_event(session: Session, people: Sequence[Person]) -> Event | None:
    """Return the latest event that one of them is registered for: who is for none has no pages to log in to."""
    statement = (
        select(Event)
        .join(Registration, col(Registration.event_id) == col(Event.id))
        .where(col(Registration.person_id).in_([one.id for one in people]), col(Event.phase) != Phase.DRAFT)
        .order_by(col(Event.starts_on).desc(), col(Event.id).desc())
        .limit(1)
    )
    return session.exec(statement).first()
