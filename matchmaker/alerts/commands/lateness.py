"""Mails to those who wait for somebody late: at once, then what happens in some minutes together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from matchmaker.alerts.queries.lateness import Lateness, read_lateness
from matchmaker.alerts.words import late_for_you
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.lateness import LateMail
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Event,
    Message,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in

PAUSE = timedelta(minutes=5)
"""The least time between two such mails to one person."""


def tell_waiting(session: Session, event: Event, now: datetime) -> int:
    """Queue one mail to each person who waits for somebody late and does not know it; return how many.

    A report that concerns somebody who was written to just now waits until all its readers may be.
    """
    release = last_release(session, row_id(event))
    untold = session.exec(
        select(Alert).where(*untold_lateness(), col(Alert.event_id) == event.id).with_for_update()
    ).all()
    if release is None or release.kind is not ReleaseKind.FINAL or not untold:
        return 0
    waiting = {
        row_id(reader): [one for late in read_lateness(session, reader).values() for one in late if one.alert in untold]
        for reader in _readers(session, release, untold, now)
    }
    just_now = _written_to(session, event, now - PAUSE)
    postponed = {one.alert.id for reader_id, late in waiting.items() if reader_id in just_now for one in late}
    queued = 0
    for reader_id, late in waiting.items():
        told = [one for one in late if one.alert.id not in postponed]
        if told:
            _queue(session, event, reader_id, told)
            queued += 1
    for alert in untold:
        if alert.id not in postponed:
            alert.partners_told_at = now
    session.flush()
    return queued


def untold_lateness() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on reports of a delay of which those who wait must be told."""
    return (
        col(Alert.kind) == AlertKind.LATE,
        col(Alert.state) == AlertState.OPEN,
        col(Alert.partners_told_at).is_(None),
    )


def _readers(session: Session, release: Release, alerts: Sequence[Alert], now: datetime) -> Sequence[Registration]:
    """Return who takes part in the meetings of those who are late."""
    late = {alert.registration_id for alert in alerts}
    theirs = select(ReleaseEntry.meeting_id).where(
        stands_in(release), col(ReleaseEntry.registration_id).in_(late), col(ReleaseEntry.ends_at) > now
    )
    return session.exec(
        select(Registration)
        .join(ReleaseEntry, col(ReleaseEntry.registration_id) == col(Registration.id))
        .where(stands_in(release), col(ReleaseEntry.meeting_id).in_(theirs), ~Registration.withdrawn)
        .order_by(col(Registration.id))
        .distinct()
    ).all()


def _written_to(session: Session, event: Event, since: datetime) -> set[int | None]:
    statement = select(Message.registration_id).where(
        Message.event_id == event.id, Message.kind == LateMail.kind, col(Message.created_at) > since
    )
    return set(session.exec(statement).all())


def _queue(session: Session, event: Event, reader_id: int, late: list[Lateness]) -> None:
    registration = session.get_one(Registration, reader_id)
    reader = Reader.of(session.get_one(Person, registration.person_id))
    mail = LateMail(
        reader,
        Host.of(event),
        participant_page(event.slug, ParticipantPage.AGENDA),
        tuple(late_for_you(one, reader.language) for one in late),
    )
    outbox.queue(session, mail, event_id=row_id(event), registration_id=reader_id)
