"""The organisers' page of what needs them: what is open, what was settled, and what people answered by mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from matchmaker.alerts.queries.alerts import AlertView, Who, alert_views, concerns, people_by_id
from matchmaker.alerts.queries.causes import CauseView, causes_of, settled_causes
from matchmaker.alerts.queries.declined import left_out_declines
from matchmaker.alerts.queries.lines import AboutLine, about_line
from matchmaker.base.config import get_config
from matchmaker.communities.queries import looks_after_strays
from matchmaker.models import (
    Alert,
    AlertState,
    EntryKind,
    InboundKind,
    InboundMail,
    InboundState,
    InvitationAnswer,
    InvitationMethod,
    ReleaseEntry,
    Says,
    SentInvitation,
    Staff,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in

MOST = 200
"""Rows of each list that the page shows."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one person answered by mail about one line of the last release; `says` is None for no answer yet."""

    who: Who
    line: AboutLine
    says: Says | None
    sure: bool


@dataclass(frozen=True, slots=True)
class AlertsPage:
    """Everything on the organiser's page."""

    open: tuple[CauseView, ...]
    settled: tuple[CauseView, ...]
    left_out: tuple[AlertView, ...]
    """Settled ones for which new schedules do without a meeting, or without the one who cannot come."""
    answers: tuple[AnswerView, ...]
    """Of the people who were invited by mail, declined ones first; where nobody reads answers, what was answered."""
    awaits_answers: bool
    """Whether those who said nothing are among the answers."""
    filed: tuple[InboundMail, ...]
    """Mails of machines, and answers about an earlier version: nothing follows from them."""


def alerts_page(session: Session, event_id: int, staff: Staff | None = None) -> AlertsPage:
    """Return what a staff member sees at an event, newest first and by causes, and what was answered."""
    newest = (
        select(Alert)
        .where(concerns(event_id, staff))
        .order_by(col(Alert.created_at).desc(), col(Alert.id).desc())
        .limit(MOST)
    )
    opened = session.exec(newest.where(col(Alert.state) == AlertState.OPEN)).all()
    settled = session.exec(
        newest.where(col(Alert.state) != AlertState.OPEN).order_by(None).order_by(col(Alert.settled_at).desc())
    ).all()
    return AlertsPage(
        open=causes_of(alert_views(session, opened)),
        settled=settled_causes(alert_views(session, settled)),
        left_out=left_out_declines(session, event_id),
        answers=_answers(session, event_id),
        awaits_answers=bool(get_config().reply_address),
        filed=tuple(_filed(session, event_id, staff)),
    )


def _answers(session: Session, event_id: int) -> tuple[AnswerView, ...]:
    release = last_release(session, event_id)
    if release is None:
        return ()
    rows = session.exec(
        select(ReleaseEntry, InvitationAnswer)
        .join(
            SentInvitation,
            (col(SentInvitation.registration_id) == col(ReleaseEntry.registration_id))
            & (col(SentInvitation.uid) == col(ReleaseEntry.uid)),
        )
        .join(
            InvitationAnswer,
            (col(InvitationAnswer.registration_id) == col(ReleaseEntry.registration_id))
            & (col(InvitationAnswer.uid) == col(ReleaseEntry.uid)),
            isouter=True,
        )
        .where(
            col(SentInvitation.method) == InvitationMethod.REQUEST,
            stands_in(release),
            col(ReleaseEntry.kind) != EntryKind.PROGRAMME,
        )
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
    ).all()
    found: list[tuple[ReleaseEntry, InvitationAnswer | None]] = [(entry, answer) for entry, answer in rows]
    people = people_by_id(session, {entry.registration_id for entry, _ in found})
    views = [
        AnswerView(
            who=people[entry.registration_id],
            line=about_line(entry, stands=True),
            says=answer.says if answer is not None else None,
            sure=answer is None or answer.sure,
        )
        for entry, answer in found
    ]
    if not get_config().reply_address:
        views = [view for view in views if view.says is not None]
    order = {Says.DECLINED: 0, Says.TENTATIVE: 1, None: 2, Says.ACCEPTED: 3}
    return tuple(sorted(views, key=lambda view: order[view.says]))


def _filed(session: Session, event_id: int, staff: Staff | None) -> Sequence[InboundMail]:
    concerned = col(InboundMail.event_id) == event_id
    if staff is not None:
        concerned |= col(InboundMail.event_id).is_(None) & looks_after_strays(row_id(staff), event_id)
    return session.exec(
        select(InboundMail)
        .where(
            concerned,
            col(InboundMail.state) == InboundState.DONE,
            or_(col(InboundMail.kind) == InboundKind.AUTOMATIC, col(InboundMail.stale)),
        )
        .order_by(col(InboundMail.id).desc())
        .limit(MOST)
    ).all()
