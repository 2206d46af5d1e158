"""Composing a mail as final MIME bytes: done once, stored in the outbox, sent unchanged at every try."""

from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from hashlib import sha256

from matchmaker.base.email_addresses import ascii_address
from matchmaker.base.plain_text import one_line
from matchmaker.mail.contents import Content
from matchmaker.mail.letter import as_html, as_text

# The newer EmailMessage parses every header that it is given: ten times slower, in the transaction of a release.
WIRE = compat32.clone(linesep="\r\n", max_line_length=None)
QUOTED = Charset("utf-8")
QUOTED.body_encoding = QP


@dataclass(frozen=True)
class Envelope:
    """What a mail needs besides its content: its sender, an identity and the moment of writing."""

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
    message_id = message_id_of(content.kind, ascii_address(reader.email), envelope.key, envelope.sender_email)
    identity, sender = message_id[1:].partition("@")[0], host.event or envelope.sender_name
    headers = {
        "From": _address(sender, envelope.sender_email),
        "To": _address(reader.name, reader.email),
        "Reply-To": _address(host.contact_name, host.contact_email) if host.contact_email else "",
        "Subject": _header(letter.text.subject),
        "Date": format_datetime(envelope.written_at),
        "Message-ID": message_id,
        "In-Reply-To": envelope.answers,
        "References": envelope.answers,
        "List-Unsubscribe": f"<{envelope.unsubscribe_url}>" if envelope.unsubscribe_url else "",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if envelope.unsubscribe_url else "",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    body = MIMEMultipart(
        "alternative", f"={identity}=", [_text(as_text(letter), "plain"), _text(as_html(letter, sender), "html")]
    )
    whole = body if calendar is None else _with_calendar(body, calendar, identity)
    for name, value in headers.items():
        if value:
            whole[name] = value
    mime = whole.as_bytes(policy=WIRE)
    return Mail(ascii_address(reader.email), one_line(letter.text.subject), mime, message_id)


def message_id_of(kind: str, recipient: str, key: str, sender: str) -> str:
    """Return the Message-ID of the mail of a kind and key from `sender` to an address."""
    identity = sha256(f"{kind}\n{recipient}\n{key}".encode()).hexdigest()[:32]
    return f"<{identity}@{ascii_address(sender).rpartition('@')[2]}>"


def _text(text: str, subtype: str) -> MIMENonMultipart:
    part = MIMENonMultipart("text", subtype)
    part.set_payload(text, QUOTED)
    del part["MIME-Version"]
    return part


def _with_calendar(body: MIMEMultipart, calendar: CalendarPart, identity: str) -> MIMEMultipart:
    for_buttons = _base64(calendar.ics, "text", "calendar", charset="utf-8", method=calendar.method)
    for_saving = _base64(calendar.ics, "application", "ics", name="invite.ics")
    for_saving.add_header("Content-Disposition", "attachment", filename="invite.ics")
    body.attach(for_buttons)
    del body["MIME-Version"]
    return MIMEMultipart("mixed", f"={identity}=mixed=", [body, for_saving])


def _base64(data: bytes, maintype: str, subtype: str, **params: str) -> MIMEBase:
    part = MIMEBase(maintype, subtype, policy=None, **params)
    part.set_payload(data)
    encode_base64(part)
    del part["MIME-Version"]
    return part


def _address(name: str, email: str) -> str:
    quoted = formataddr((one_line(name), "x@x")).removesuffix(" <x@x>") if one_line(name) else ""
    return f"{quoted} <{ascii_address(email)}>" if quoted else ascii_address(email)


def _header(text: str) -> str:
    return Header(one_line(text), "us-ascii" if text.isascii() else "utf-8", header_name="Subject").encode()
