"""Invitations to the staff."""

import re
from email import message_from_bytes, policy

from sqlmodel import Session, select

from matchmaker.models import Message


def invitation_secret(session: Session) -> str:
    """The secret in the newest invitation to the staff."""
    statement = select(Message).where(Message.kind == "staff_invitation").order_by(Message.id.desc())
    mail = message_from_bytes(session.exec(statement).first().mime, policy=policy.default)
    return re.search(r"/staff/invitation/([\w-]+)", mail.get_body(("plain",)).get_content()).group(1)
