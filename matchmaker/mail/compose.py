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


@dataclass(frozen=True)
class Mail:
    """A composed mail: `mime` are its final bytes."""

    recipient: str
    subject: str
    mime: bytes


def compose(content: Content, envelope: Envelope) -> Mail:
    """Return the mail as text and HTML; the same arguments always give the same bytes."""
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
    message["Message-ID"] = f"<{identity}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(letter))
    message.add_alternative(as_html(letter, sender), subtype="html")
    message["Content-Language"] = letter.language
    message.set_boundary(f"={identity}=")
    return Mail(recipient=_ascii_domain(reader.email), subject=_one_line(letter.subject), mime=message.as_bytes())


def _address(name: str, email: str) -> Address:
    return Address(_one_line(name), addr_spec=_ascii_domain(email))


def _ascii_domain(email: str) -> str:
    """Return the address with an international domain in the form that every mail server takes."""
    local, _, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
