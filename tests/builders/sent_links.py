"""Links in mails that wait in the outbox."""

import re
from email import message_from_bytes, policy

from sqlmodel import Session, col, select

from matchmaker.models import Message
from tests.builders.login_links import answer_all


def log_in_path(session: Session) -> str:
    """Return the path of the newest log-in link."""
    return _newest(session, r"/login/\S+")


def reset_path(session: Session) -> str:
    """Return the path of the newest link for a new password."""
    return _newest(session, r"/staff/password/\S+")


def _newest(session: Session, pattern: str) -> str:
    answer_all(session)
    message = session.exec(select(Message).order_by(col(Message.id).desc())).first()
    assert message is not None
    text = message_from_bytes(message.mime, policy=policy.default).get_body(("plain",)).get_content()
    found = re.search(pattern, text)
    assert found is not None
    return found.group()
