"""The demo's mailbox reads the outbox as a mail program would."""

from sqlmodel import Session

from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.links import LoginMail
from matchmaker.mail.queries import mailbox
from tests.builders.invited import invite


def login_mail(email: str) -> LoginMail:
    return LoginMail(Reader(email, "en"), Host("Forum"), f"https://rdv.example/login/{email[0]}", minutes=30)


def test_the_newest_mail_comes_first(session: Session) -> None:
    for email in ("anna@x.example", "bert@x.example"):
        outbox.queue(session, login_mail(email))

    assert [line.recipient for line in mailbox.read_mails(session)] == ["bert@x.example", "anna@x.example"]
    assert [line.recipient for line in mailbox.read_mails(session, recipient="anna@x.example")] == ["anna@x.example"]
    assert [line.subject for line in mailbox.read_mails(session, limit=1)] == ["Your log-in link for Forum"]


def test_an_opened_mail_has_its_text_and_its_links(session: Session) -> None:
    message = outbox.queue(session, login_mail("anna@x.example"))

    opened = mailbox.read_mail(session, message.id or 0)

    assert opened is not None
    assert opened.links == ("https://rdv.example/login/a",)
    assert opened.named == {"https://rdv.example/login/a": "Log in"}
    assert opened.text.startswith("Hello,\n\nHere is the link you asked for.")
    assert opened.html.startswith("<!DOCTYPE html>")
    assert opened.calendar is None


def test_an_opened_invitation_has_its_calendar(session: Session) -> None:
    invited = invite(session)

    opened = mailbox.read_mail(session, invited.invitation.message_id or 0)

    assert opened is not None
    assert [opened.named[link] for link in opened.links] == ["I will come", "I cannot come", "See my schedule"]
    assert opened.calendar is not None
    assert (opened.calendar.cancelled, opened.calendar.title) == (False, "Beta – Bob Peeters")


def test_there_is_no_mail_with_another_number(session: Session) -> None:
    assert mailbox.read_mail(session, 4711) is None
