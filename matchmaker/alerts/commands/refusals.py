"""Refusals of a published meeting: a "no" or a veto leads to the same path as "I cannot come" (decision 21)."""

from collections.abc import Sequence

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.queries.refusals import meetings_ahead
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    ReleaseEntry,
    Veto,
    row_id,
)
from matchmaker.wishes.queries.refusals import refused


def follow_refusal(session: Session, delegation: Delegation, other_id: int) -> tuple[Alert, ...]:
    """Alert the organisers of each published meeting that a delegation refuses, or take the alerts back.

    Called after every change of its vetoes and answers. Returns the alerts that were raised or taken back.
    """
    meetings = meetings_ahead(session, delegation.event_id, row_id(delegation)).get(other_id, ())
    if not _refuses(session, row_id(delegation), other_id):
        return _take_back(session, meetings)
    return tuple(
        raise_alert(
            session,
            Cause(
                kind=AlertKind.REFUSED,
                event_id=delegation.event_id,
                registration_id=entry.registration_id,
                uid=entry.uid,
                meeting_id=entry.meeting_id,
            ),
        )
        for entry in meetings
    )


def _refuses(session: Session, delegation_id: int, other_id: int) -> bool:
    veto = select(Veto.id).where(Veto.from_id == delegation_id, Veto.against_id == other_id)
    no = select(Delegation.id).where(Delegation.id == delegation_id, refused(other_id, delegation_id))
    return session.exec(veto).first() is not None or session.exec(no).first() is not None


def _take_back(session: Session, meetings: Sequence[ReleaseEntry]) -> tuple[Alert, ...]:
    said = session.exec(
        select(Alert).where(
            col(Alert.kind) == AlertKind.REFUSED,
            col(Alert.state) == AlertState.OPEN,
            tuple_(col(Alert.registration_id), col(Alert.uid)).in_(
                [(entry.registration_id, entry.uid) for entry in meetings]
            ),
        )
    ).all()
    for alert in said:
        take_back(session, alert)
    return tuple(said)
