"""Automatic cancellation: meetings that somebody cannot come to, if the event wants it and nothing is in the way."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matchmaker.alerts.commands import alerts
from matchmaker.alerts.commands.drafts import save_only_cancel
from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.queries.alerts import alert_views
from matchmaker.alerts.queries.auto_cancel import Obstacle, find_obstacle
from matchmaker.alerts.queries.causes import causes_of
from matchmaker.alerts.words import what_was_caused
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_, translate
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    BY_ITSELF,
    Act,
    Alert,
    AlertKind,
    AlertState,
    Event,
    Meeting,
    PairKey,
    Phase,
    Placement,
    PlacementPerson,
    Registration,
    Release,
    ReleaseEntry,
    Staff,
    record,
    row_id,
)
from matchmaker.releases.queries.published import last_release, standing_pairs

LONGEST = 7 * 24 * 60
"""Minutes that an organiser may set."""
NOTE = N_("Cancelled by itself: %(sentences)s")


def delay_token(event: Event) -> str:
    """Return the token of the delay that a form begins with (optimistic locking)."""
    return content_token(event.cancel_after_minutes)


def set_delay(session: Session, event: Event, minutes: int | None, staff: Staff, *, shown: str | None = None) -> None:
    """Set how long such a meeting waits for the organisers; 0 for not at all, None for as long as it takes them.

    It concerns what is said from now on; for what waits already the delay counts from when it was said. `shown` is the
    `delay_token` that a form began with, None for whatever is set. Raises `InvalidInput` for more than a week, and
    `Stale` if somebody has set another delay meanwhile.
    """
    event = lock_event(session, row_id(event))
    if shown not in {None, delay_token(event)}:
        raise Stale
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise InvalidInput(N_("Choose a delay of at most a week."))
    event.cancel_after_minutes = minutes
    waiting = session.exec(
        select(Alert).where(
            col(Alert.event_id) == event.id, col(Alert.state) == AlertState.OPEN, col(Alert.cancels_at).is_not(None)
        )
    ).all()
    for alert in waiting:
        alert.cancels_at = None if minutes is None else max(alert.created_at + timedelta(minutes=minutes), clock.now())
    record(session, staff.name, Act.CANCEL_DELAY, event_id=event.id, minutes=minutes)
    session.flush()


def cancel_due_meetings(session: Session, event: Event, now: datetime) -> Release | None:
    """Publish "only cancel" for the alerts of an event that are due, all in one release; None if nothing was done.

    Alerts whose meetings stand no longer, or are over, are left to the organisers for good.
    """
    due = _due(session, event, now)
    last = last_release(session, row_id(event))
    if not due or last is None or event.phase is Phase.ARCHIVED or find_obstacle(session, event) is Obstacle.DRAFT:
        return None
    pairs = _pairs_to_cancel(session, event, due, now)
    for alert in due:
        if not pairs[row_id(alert)]:
            alert.cancels_at = None
    concerned = [alert for alert in due if alert.cancels_at is not None]
    if not concerned:
        session.flush()
        return None
    note = _note(session, event, concerned)
    try:
        with session.begin_nested():
            scenario = save_only_cancel(session, event, frozenset().union(*pairs.values()))
            if scenario is None:
                return None
            settled_at = clock.now()
            for alert in concerned:
                alerts.settle_cancelled(session, alert, scenario, settled_at)
            release = publish(
                session,
                event,
                scenario,
                kind=last.kind,
                staff=None,
                expected_release=last.number,
                note=note,
                actor=BY_ITSELF,
            )
    except InvalidInput:
        return None
    return release


def _due(session: Session, event: Event, now: datetime) -> Sequence[Alert]:
    return session.exec(
        select(Alert)
        .where(
            col(Alert.event_id) == event.id,
            col(Alert.state) == AlertState.OPEN,
            col(Alert.sure).is_(True),
            col(Alert.cancels_at) <= now,
        )
        .order_by(col(Alert.id))
        .with_for_update(skip_locked=True)  # a locked alert is being decided at this moment
    ).all()


def _pairs_to_cancel(
    session: Session, event: Event, due: Sequence[Alert], now: datetime
) -> dict[int, frozenset[PairKey]]:
    """Return the pairs whose meetings each alert puts in danger: those that stand and are not over."""
    release = last_release(session, row_id(event))
    standing = standing_pairs(session, row_id(event))
    ahead = select(ReleaseEntry.meeting_id).where(
        col(ReleaseEntry.release_id) == (release.id if release else None), col(ReleaseEntry.ends_at) > now
    )
    found = {}
    for alert in due:
        pairs = select(col(Meeting.low_id), col(Meeting.high_id)).where(col(Meeting.id).in_(ahead))
        if alert.kind is AlertKind.WITHDRAWN:
            theirs = (
                select(Placement.meeting_id)
                .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
                .where(
                    col(Placement.scenario_id) == (release.scenario_id if release else None),
                    col(PlacementPerson.registration_id) == alert.registration_id,
                )
            )
            pairs = pairs.where(col(Meeting.id).in_(theirs))
        else:
            pairs = pairs.where(col(Meeting.id) == alert.meeting_id)
        found[row_id(alert)] = _of_a_side(session, alert, standing.intersection(session.exec(pairs).all()))
    return found


def _of_a_side(session: Session, alert: Alert, pairs: frozenset[PairKey]) -> frozenset[PairKey]:
    """Leave out the meetings to which somebody only comes along: another one may come, which organisers decide."""
    if alert.registration_id is None:
        return pairs
    side = session.get_one(Registration, alert.registration_id).delegation_id
    return frozenset(pair for pair in pairs if side in pair)


def _note(session: Session, event: Event, concerned: Sequence[Alert]) -> str:
    sentences = " ".join(what_was_caused(cause, event.language) for cause in causes_of(alert_views(session, concerned)))
    return translate(event.language, NOTE, sentences=sentences)[:500]
