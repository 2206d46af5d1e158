"""What people have said about a published schedule, as far as every later one must respect it.

That somebody cannot come to a meeting stands until it is taken back, the same person accepts by mail, or an organiser
says that it needs nothing or that the meeting may be planned again. Only what is certain counts: anybody can write a
mail in anybody's name.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func
from sqlmodel import Session, col, select

from matchmaker.models import (
    Again,
    Alert,
    AlertKind,
    AlertState,
    InboundMail,
    InvitationAnswer,
    Meeting,
    PairKey,
    Says,
    required,
)

OF_ONE_MEETING = frozenset({AlertKind.DECLINED, AlertKind.CANCELLED})
"""Kinds of alerts that say: I cannot come to this meeting."""
ENDANGERING = OF_ONE_MEETING | {AlertKind.REFUSED, AlertKind.WITHDRAWN}
"""Kinds of alerts that say: this meeting will not take place as published."""


@dataclass(frozen=True, slots=True)
class Decline:
    """Somebody cannot come to a meeting."""

    registration_id: int
    colleague: bool
    """A colleague may go instead."""


def still_stands() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on an `Alert` under which a new schedule must do without its meeting, or its person."""
    accepted = exists(
        select(InvitationAnswer.id)
        .join(InboundMail, col(InboundMail.id) == col(InvitationAnswer.mail_id), isouter=True)
        .where(
            col(InvitationAnswer.registration_id) == col(Alert.registration_id),
            col(InvitationAnswer.uid) == col(Alert.uid),
            col(InvitationAnswer.says) == Says.ACCEPTED,
            col(InvitationAnswer.sure),
            # what a mail says of its own time is not to be relied upon
            func.coalesce(col(InboundMail.received_at), col(InvitationAnswer.stamped_at)) > col(Alert.created_at),
        )
    )
    return (
        col(Alert.kind).in_(OF_ONE_MEETING),
        col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
        col(Alert.sure).is_(True),
        col(Alert.meeting_id).is_not(None),
        col(Alert.again) != Again.ANYBODY,
        ~accepted,
    )


def read_declines(session: Session, event_id: int) -> dict[PairKey, tuple[Decline, ...]]:
    """Return who cannot come to which meeting of an event, by the (low, high) ids of its delegations."""
    found: dict[PairKey, list[Decline]] = {}
    for alert, meeting in session.exec(
        select(Alert, Meeting)
        .join(Meeting, col(Meeting.id) == col(Alert.meeting_id))
        .where(col(Alert.event_id) == event_id, col(Alert.registration_id).is_not(None), *still_stands())
        .order_by(col(Alert.id))
    ):
        said = Decline(required(alert.registration_id), alert.again is Again.COLLEAGUE)
        found.setdefault(meeting.pair, []).append(said)
    return {key: tuple(said) for key, said in found.items()}


def late_arrivals(session: Session, event_id: int, *, anew: bool) -> dict[int, tuple[datetime, ...]]:
    """Return from when on people are there who come late for a day.

    A schedule made `anew` respects all that was said and is not dismissed. What is published stands meanwhile: other
    schedules respect it once a repair for it was chosen, so that none puts them back to where they are not.
    """
    decided = (col(Alert.state) == AlertState.HANDLED) & col(Alert.scenario_id).is_not(None)
    found: dict[int, tuple[datetime, ...]] = {}
    for registration_id, moment in session.exec(
        select(col(Alert.registration_id), col(Alert.moment)).where(
            col(Alert.event_id) == event_id,
            col(Alert.kind) == AlertKind.LATE,
            col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}) if anew else decided,
            col(Alert.moment).is_not(None),
        )
    ):
        if registration_id is not None and moment is not None:
            found[registration_id] = (*found.get(registration_id, ()), moment)
    return found
