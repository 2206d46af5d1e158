"""From the texts of a mail to its final bytes: made once, kept in the outbox, sent again unchanged."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

from matchmaker.mail.contents import Content
from matchmaker.mail.letter import as_html, as_text


@dataclass(frozen=True)
class Envelope:
    """What a mail needs besides its content: the sender of the installation, an identity and the moment of writing."""

    sender_name: str
    sender_email: str
    key: str
    """Makes the Message-ID: the same key gives the same one."""
    written_at: datetime
    answers: str = ""
    """Message-ID of the mail that this one follows, so that mail programs keep them together."""
    unsubscribe_url: str = ""
    """Where one click ends mails of this kind (RFC 8058); only for mails that people can do without."""


@dataclass(frozen=True)
class CalendarPart:
    """A calendar that mail programs show with buttons: its bytes, and its method once more for the header."""

    method: str
    ics: bytes


@dataclass(frozen=True)
class Mail:
    """A composed mail: `mime` are its final bytes."""

    recipient: str
    subject: str
    mime: bytes
    message_id: str


def compose(content: Content, envelope: Envelope, calendar: CalendarPart | None = None) -> Mail:
    """Return the mail as text and HTML, and the calendar as RFC 6047 wants it; the same arguments give the same bytes.

    With a calendar: mixed(alternative(text, HTML, calendar), the calendar once more as a file).
    """
    letter, reader, host = content.letter(), content.reader, content.host
    identity = sha256(f"{content.kind}\n{reader.email}\n{envelope.key}".encode()).hexdigest()[:32]
    sender = host.event or envelope.sender_name
    domain = envelope.sender_email.rpartition("@")[2]

    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _address(sender, envelope.sender_email)
    message["To"] = _address(reader.name, reader.email)
    if host.contact_email:
        message["Reply-To"] = _address(host.contact_name, host.contact_email)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(envelope.written_at)
    message["Message-ID"] = message_id = f"<{identity}@{domain}>"
    if envelope.answers:
        message["In-Reply-To"] = message["References"] = envelope.answers
    if envelope.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(letter))
    message.add_alternative(as_html(letter, sender), subtype="html")
    if calendar is not None:
        _add_calendar(message, calendar)
    message["Content-Language"] = letter.language
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={identity}={number}=")
    return Mail(address_of(reader.email), _one_line(letter.subject), message.as_bytes(), message_id)


def _add_calendar(message: EmailMessage, calendar: CalendarPart) -> None:
    message.add_alternative(
        calendar.ics.decode(), subtype="calendar", params={"method": calendar.method}, cte="base64", charset="utf-8"
    )
    message.add_attachment(
        calendar.ics, maintype="application", subtype="ics", filename="invite.ics", params={"name": "invite.ics"}
    )


def _address(name: str, email: str) -> Address:
    return Address(_one_line(name), addr_spec=address_of(email))


def address_of(email: str) -> str:
    """Return the address as mails carry it: an international domain in the form that every mail server takes."""
    local, _, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
