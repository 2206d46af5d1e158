"""Mails put into the outbox of a database."""

from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.links import LoginMail
from matchmaker.models import Message


def login_mail(email: str = "zoe@numalis.example") -> LoginMail:
    return LoginMail(Reader(email, "en"), Host("Forum"), "https://rdv.example/login/secret", minutes=30)


def put(url: str, *contents, **values) -> None:
    with transaction(url) as session:
        for content in contents:
            outbox.queue(session, content, **values)


def stored(url: str) -> Message:
    with transaction(url) as session:
        return session.exec(select(Message)).one()
