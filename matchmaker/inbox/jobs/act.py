"""Act on stored mails, each in a transaction of its own, with retries."""

import structlog
from sqlmodel import Session, col, select

from matchmaker.base.db import transaction
from matchmaker.inbox.commands.act import act_on, needs_a_person
from matchmaker.inbox.queries.match import MailMatch
from matchmaker.models import InboundMail, InboundState

MOST_ATTEMPTS = 5
log = structlog.get_logger()


def act_on_waiting(limit: int = 200, *, url: str | None = None) -> int:
    """Act on the mails that are stored and wait, oldest first, and return on how many; opens its own sessions."""
    with transaction(url) as session:
        waiting = session.exec(
            select(col(InboundMail.id))
            .where(col(InboundMail.state) == InboundState.RECEIVED)
            .order_by(col(InboundMail.id))
            .limit(limit)
        ).all()
    return sum(_act_once(mail_id, url) for mail_id in waiting if mail_id is not None)


def _act_once(mail_id: int, url: str | None) -> bool:
    try:
        with transaction(url) as session:
            mail = _locked(session, mail_id)
            if mail is None:
                return False
            act_on(session, mail)
    except Exception as error:
        # one mail must not stop the others; this one is tried again, and shown to a person in the end
        log.exception("mail_not_acted_upon", mail=mail_id)
        with transaction(url) as session:
            _after_failure(session, mail_id, error)
        return False
    return True


def _locked(session: Session, mail_id: int) -> InboundMail | None:
    return session.exec(
        select(InboundMail)
        .where(col(InboundMail.id) == mail_id, col(InboundMail.state) == InboundState.RECEIVED)
        .with_for_update(skip_locked=True)
    ).first()


def _after_failure(session: Session, mail_id: int, error: Exception) -> None:
    mail = _locked(session, mail_id)
    if mail is None:
        return
    mail.attempts += 1
    mail.error = f"{type(error).__name__}: {error}"[:500]
    if mail.attempts >= MOST_ATTEMPTS:
        mail.state = InboundState.FAILED
        needs_a_person(session, mail, MailMatch())
    session.add(mail)
