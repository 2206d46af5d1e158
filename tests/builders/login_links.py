"""Log-in links as people ask for them and get them by mail."""

import re
from email import message_from_bytes, policy

from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from matchmaker.models import Message


def links_mailed(session: Session) -> list[str]:
    """The paths of the log-in links in the outbox, oldest first."""
    texts = [
        message_from_bytes(message.mime, policy=policy.default).get_body(("plain",)).get_content()
        for message in session.exec(select(Message).order_by(Message.id))
    ]
    return [re.search(r"https?://[^/\s]+(/login/\S+)", text).group(1) for text in texts]


def ask(client: FlaskClient, email: str, next_path: str = "") -> TestResponse:
    return client.post("/login", data={"email": email, "next": next_path})
