"""Effects of a stored mail, in one transaction with its state: exactly once, or not at all.

Nothing here cancels a meeting: what matters becomes an alert to the organisers. All that a participant can get by it is
their own invitation once more.
"""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, select

from matchmaker.alerts.commands import alerts
from matchmaker.alerts.commands.alerts import Cause
from matchmaker.alerts.commands.answers import GivenAnswer, take_answer
from matchmaker.alerts.commands.bounces import alert_bounced
from matchmaker.base.logs import masked
from matchmaker.base.names import email_key
from matchmaker.inbox.parsing.stored import answer_of, bounce_of
from matchmaker.inbox.queries.match import MailMatch, match_mail
from matchmaker.mail.commands.returned import mark_bounced, send_once_more
from matchmaker.mail.letters.alerts import AlertsMail
from matchmaker.models import Alert, AlertKind, InboundKind, InboundMail, InboundState, Message, Says, Staff, row_id


def act_on(session: Session, mail: InboundMail) -> None:
    """Do what follows from a mail, and mark it as done."""
    found = match_mail(session, mail)
    mail.event_id, mail.sure = found.event_id, found.sure
    mail.registration_id = row_id(found.registration) if found.registration else None
    mail.invitation_id = row_id(found.invitation) if found.invitation else None
    mail.outbox_id = row_id(found.outbox) if found.outbox else None
    _HANDLERS[mail.kind](session, mail, found)
    mail.state, mail.attempts = InboundState.DONE, mail.attempts + 1
    session.add(mail)
    session.flush()


def _reply(session: Session, mail: InboundMail, found: MailMatch) -> None:
    answer = answer_of(mail)
    if found.invitation is None or answer is None:
        needs_a_person(session, mail, found)
        return
    given = GivenAnswer(
        says=Says(answer.says.lower()),
        sequence=answer.sequence,
        # what the calendar program says, which counts for no later than it came
        stamped_at=min(answer.stamped_at or mail.written_at or mail.received_at, mail.received_at),
        sure=found.sure,
        note=masked(answer.comment),
        mail_id=row_id(mail),
    )
    mail.stale = not take_answer(session, found.invitation, given)


def _counter(session: Session, mail: InboundMail, found: MailMatch) -> None:
    answer = answer_of(mail)
    if found.invitation is None or answer is None:
        needs_a_person(session, mail, found)
        return
    if answer.sequence is not None and answer.sequence < found.invitation.sequence:
        mail.stale = True
        return
    alerts.raise_alert(session, _cause(mail, found, AlertKind.COUNTER, note=answer.proposed, moment=answer.proposed_at))


def _bounce(session: Session, mail: InboundMail, found: MailMatch) -> None:
    bounce = bounce_of(mail)
    if found.outbox is None or bounce is None:
        needs_a_person(session, mail, found)
    elif bounce.final:
        if found.sure:
            mark_bounced(session, found.outbox, masked(bounce.words))
        alert = alert_bounced(session, found.outbox, words=masked(bounce.words), sure=found.sure, mail_id=row_id(mail))
        if alert is not None:
            _without_a_mail_in_a_circle(session, mail, alert)


def _refresh(session: Session, mail: InboundMail, found: MailMatch) -> None:
    """Send the invitation again to its recipient, if the request is certainly theirs."""
    invitation = found.invitation
    if invitation is None:
        needs_a_person(session, mail, found)
    elif found.sure and not mail.automatic and invitation.message_id is not None:
        send_once_more(session, session.get_one(Message, invitation.message_id))


def needs_a_person(session: Session, mail: InboundMail, found: MailMatch) -> None:
    """Alert the organisers to a mail that nothing else follows from."""
    alert = alerts.raise_alert(session, _cause(mail, found, AlertKind.MESSAGE))
    if found.outbox is not None and found.outbox.kind == AlertsMail.kind:
        alert.untold = False
    _without_a_mail_in_a_circle(session, mail, alert)


def _without_a_mail_in_a_circle(session: Session, mail: InboundMail, alert: Alert) -> None:
    """Mail loop guard: write no mail about what an organiser's own mailbox sent."""
    if session.exec(select(Staff.id).where(Staff.email_key == email_key(mail.sender))).first() is not None:
        alert.untold = False


def _file(session: Session, mail: InboundMail, found: MailMatch) -> None:
    """Do nothing: the row is enough."""


_HANDLERS: dict[InboundKind, Callable[[Session, InboundMail, MailMatch], None]] = {
    InboundKind.REPLY: _reply,
    InboundKind.COUNTER: _counter,
    InboundKind.REFRESH: _refresh,
    InboundKind.BOUNCE: _bounce,
    InboundKind.AUTOMATIC: _file,
    InboundKind.MESSAGE: needs_a_person,
}


def _cause(
    mail: InboundMail, found: MailMatch, kind: AlertKind, *, note: str = "", moment: datetime | None = None
) -> Cause:
    invitation = found.invitation
    return Cause(
        kind=kind,
        event_id=found.event_id,
        registration_id=row_id(found.registration) if found.registration else None,
        uid=invitation.uid if invitation else None,
        meeting_id=invitation.meeting_id if invitation else None,
        mail_id=row_id(mail),
        moment=moment,
        note=masked(note),
        sure=found.sure,
    )
