"""Alerts about mails of ours that did not arrive: refused at once, or reported later."""

from sqlmodel import Session

from matchmaker.alerts.commands.alerts import Cause, raise_alert
from matchmaker.mail.letters.alerts import AlertsMail
from matchmaker.mail.letters.corrected_addresses import AddressLeftMail
from matchmaker.models import Alert, AlertKind, Message, row_id


def alert_refused(session: Session, message: Message) -> None:
    """Alert the organisers to a mail whose recipient the server has refused (SMTP 5xx at RCPT)."""
    alert_bounced(session, message, words=message.error)


def alert_bounced(
    session: Session, message: Message, *, words: str, sure: bool = True, mail_id: int | None = None
) -> Alert | None:
    """Alert the organisers to a mail that did not arrive and return the alert; `mail_id` is that of the report.

    None for a mail to an address that was corrected because mails came back from it. Of what did not reach an
    organiser no further mail is written: it would not arrive either.
    """
    if message.kind == AddressLeftMail.kind:
        return None
    alert = raise_alert(
        session,
        Cause(
            kind=AlertKind.BOUNCED,
            event_id=message.event_id,
            registration_id=message.registration_id,
            mail_id=mail_id,
            message_id=row_id(message),
            note=words,
            sure=sure,
        ),
    )
    if message.kind == AlertsMail.kind:
        alert.untold = False
    return alert
