"""Answers to invitations: what a calendar program sends back, and what is pressed in the mail itself, act alike.

Nothing here cancels a meeting: a decline is an alert to the organisers (decision 9).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.queries.answers import acted_upon
from matchmaker.alerts.queries.own_lines import line_token, own_meeting
from matchmaker.alerts.rules import note_of
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    EntryKind,
    InvitationAnswer,
    Registration,
    Says,
    SentInvitation,
)
from matchmaker.releases.queries.published import standing_entry
from matchmaker.scheduling.planning.declines import OF_ONE_MEETING


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What somebody answers to an invitation."""

    says: Says
    sequence: int | None
    """Of the version that is answered; none for the present one."""
    stamped_at: datetime
    sure: bool
    """It is certain whose answer it is."""
    note: str = ""
    mail_id: int | None = None
    """The mail that it came by."""


def take_answer(session: Session, invitation: SentInvitation, given: GivenAnswer) -> bool:
    """Make an answer the person's present one, with what follows; False if it is about an older version or overtaken.

    A decline of what stands alerts the organisers, any other answer takes back what was said against it
    while that is open. Answers are put in order by the sequence that they answer, then by their stamp. One that is
    not sure never replaces a sure one, but what follows from it does: an alert that puts nothing in danger.
    """
    _wait_for_its_turn(session, invitation)
    known = _known(session, invitation)
    if not _is_present(known, invitation, given):
        return False
    if known is None or known.sequence < invitation.sequence or given.sure or not known.sure:
        _keep(session, known, invitation, given)
    if given.says is Says.DECLINED:
        entry = standing_entry(session, invitation.registration_id, invitation.uid)
        if entry is not None and entry.kind is not EntryKind.PROGRAMME:
            raise_alert(session, _cause(session, invitation, given))
    else:
        _take_back_declines(session, invitation, sure=given.sure)
    return True


def answer_by_link(session: Session, invitation: SentInvitation, says: Says, *, shown: str, note: str = "") -> None:
    """Take the answer that the reader of an invitation gives on the page behind its links, as sure as a log-in.

    `shown` is the `line_token` of what the page showed. Raises NotFound if nothing stands any more, Stale if it has
    changed since or the organisers have acted on an earlier answer, InvalidInput if it is over or the person has
    withdrawn.
    """
    _wait_for_its_turn(session, invitation)
    registration = session.get_one(Registration, invitation.registration_id)
    entry = own_meeting(session, registration, invitation.uid)
    if shown != line_token(entry):
        raise Stale(N_("This meeting has changed since you opened the page. Nothing was sent: look at it again."))
    if entry.ends_at <= clock.now():
        raise InvalidInput(N_("This meeting is over."))
    if registration.withdrawn:
        raise InvalidInput(N_("You have withdrawn from this event. Take that back first."))
    given = GivenAnswer(says=says, sequence=None, stamped_at=clock.now(), sure=True, note=note_of(note))
    if says is not Says.DECLINED and acted_upon(session, invitation):
        raise Stale(N_("The organisers have acted on it meanwhile. Write to them if it is no longer so."))
    take_answer(session, invitation, given)


def _wait_for_its_turn(session: Session, invitation: SentInvitation) -> None:
    """Let a double click, a link and a calendar, and publishing, act one after the other; publishing locks the same."""
    event_id = session.get_one(Registration, invitation.registration_id).event_id
    lock_event(session, event_id)
    session.refresh(invitation)


def _known(session: Session, invitation: SentInvitation) -> InvitationAnswer | None:
    return session.exec(
        select(InvitationAnswer)
        .where(
            col(InvitationAnswer.registration_id) == invitation.registration_id,
            col(InvitationAnswer.uid) == invitation.uid,
        )
        .execution_options(populate_existing=True)
    ).first()


def _is_present(known: InvitationAnswer | None, invitation: SentInvitation, given: GivenAnswer) -> bool:
    """Tell whether an answer is about the version that stands, and no newer one was known before, or only doubtful."""
    if given.sequence is not None and given.sequence < invitation.sequence:
        return False
    if known is None or known.sequence < invitation.sequence or (given.sure and not known.sure):
        return True
    return given.stamped_at >= known.stamped_at


def _keep(session: Session, known: InvitationAnswer | None, invitation: SentInvitation, given: GivenAnswer) -> None:
    values: dict[str, Any] = {
        "meeting_id": invitation.meeting_id,
        "says": given.says,
        "sure": given.sure,
        "sequence": invitation.sequence,
        "stamped_at": given.stamped_at,
        "mail_id": given.mail_id,
    }
    if known is None:
        known = InvitationAnswer(registration_id=invitation.registration_id, uid=invitation.uid, **values)
    else:
        known.sqlmodel_update(values)
    session.add(known)
    session.flush()


def _cause(session: Session, invitation: SentInvitation, given: GivenAnswer) -> Cause:
    return Cause(
        kind=AlertKind.DECLINED,
        event_id=session.get_one(Registration, invitation.registration_id).event_id,
        registration_id=invitation.registration_id,
        uid=invitation.uid,
        meeting_id=invitation.meeting_id,
        mail_id=given.mail_id,
        note=given.note,
        sure=given.sure,
    )


def _take_back_declines(session: Session, invitation: SentInvitation, *, sure: bool) -> None:
    """Close what the reader of an invitation has said against the meeting, in a mail or on a page, as they accept now.

    An answer of which it is not certain whose it is takes back only what is no more certain.
    """
    said = session.exec(
        select(Alert).where(
            col(Alert.kind).in_(OF_ONE_MEETING),
            col(Alert.registration_id) == invitation.registration_id,
            col(Alert.uid) == invitation.uid,
            col(Alert.state) == AlertState.OPEN,
        )
    ).all()
    for alert in said:
        if sure or not alert.sure:
            take_back(session, alert)
