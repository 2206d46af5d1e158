"""Log-in links as people ask for them and get them by mail."""

import re
from email import message_from_bytes, policy

from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from matchmaker.models import Message
from matchmaker.people.commands.link_requests import answer_request
from matchmaker.people.queries.link_requests import waiting_requests


def answer_all(session: Session) -> None:
    """Write the mails with links that were asked for, as the worker does."""
    for request_id in waiting_requests(session):
        answer_request(session, request_id)


def links_mailed(session: Session) -> list[str]:
    """The paths of the log-in links in the outbox once the worker was there, oldest first."""
    answer_all(session)
    texts = [
        message_from_bytes(message.mime, policy=policy.default).get_body(("plain",)).get_content()
        for message in session.exec(select(Message).order_by(Message.id))
    ]
    return [re.search(r"https?://[^/\s]+(/login/\S+)", text).group(1) for text in texts]


def ask(client: FlaskClient, email: str, next_path: str = "") -> TestResponse:
    return client.post("/login", data={"email": email, "next": next_path})
