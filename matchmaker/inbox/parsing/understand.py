"""Classification of a mail: bytes in, a small typed result out; no database, no clock, never raises.

A calendar's answer is one however automatically it was sent; a server's report comes next; then whatever declares
itself automatic is filed. All the rest was written by a person, or must be read by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

from matchmaker.inbox.parsing import itip, texts
from matchmaker.inbox.parsing.bounces import Bounce, is_report, read_bounce
from matchmaker.inbox.parsing.itip import CalendarAnswer
from matchmaker.inbox.parsing.mime import LARGEST, Head, ParsedMail, Part, open_mail, split_head
from matchmaker.models import InboundKind

TEXT_BYTES = 100_000
_MACHINES = re.compile(r"(mailer-daemon|postmaster|mail-?delivery|mdaemon)([-+].*)?@.*", re.IGNORECASE)
_CALENDARS = ("text/calendar", "application/ics")
_KINDS = {"REPLY": InboundKind.REPLY, "COUNTER": InboundKind.COUNTER, "REFRESH": InboundKind.REFRESH}


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a mail; every text in it comes from outside and is nothing but text."""

    kind: InboundKind
    automatic: bool
    """No person wrote it: it is never answered by a machine."""
    message_id: str
    sender: str
    sender_name: str
    subject: str
    written_at: datetime | None
    recipients: tuple[str, ...]
    """Where it was delivered to, the envelope's address first."""
    references: tuple[str, ...]
    """Ids of the mails that it answers, the nearest last."""
    text: str
    """What the writer wrote above the mail that they answer."""
    answer: CalendarAnswer | None = None
    bounce: Bounce | None = None


def understand(data: bytes, *, recipient: str = "") -> Understood:
    """Return what the first LARGEST bytes of a mail say; `recipient` is the address that the mail server was told."""
    mail = open_mail(data)
    head, sender = mail.head, mail.head.sender()
    answer, bounce = _calendar_answer(mail, sender), read_bounce(mail)
    machine = bool(_MACHINES.fullmatch(sender))
    automatic = _declares_itself_automatic(mail)
    return Understood(
        kind=_kind(answer, bounce, filed=is_report(mail) or (automatic and not machine)),
        automatic=automatic or machine,
        message_id=next(iter(head.ids("message-id")), ""),
        sender=sender,
        sender_name=_name(head, sender),
        subject=texts.one_line(head.get("subject")),
        written_at=_date(head.get("date")),
        recipients=_recipients(head, recipient),
        references=head.ids("references", "in-reply-to"),
        text=_text(mail),
        answer=answer,
        bounce=bounce,
    )


def fingerprint(data: bytes) -> str:
    """Return a hash that identifies a mail by whichever way and however often it comes.

    Header lines are added on the way and line ends may change; the id, the writer, the date and the body do not.
    """
    head, body = split_head(data[:LARGEST].replace(b"\r\n", b"\n"))
    identity = "\n".join((head.get("message-id"), head.get("from"), head.get("date"), head.get("subject")))
    return sha256(identity.encode() + b"\n\n" + body[: LARGEST // 2].strip()).hexdigest()


def _kind(answer: CalendarAnswer | None, bounce: Bounce | None, *, filed: bool) -> InboundKind:
    if answer is not None:
        return _KINDS[answer.method]
    if bounce is not None:
        return InboundKind.BOUNCE
    return InboundKind.AUTOMATIC if filed else InboundKind.MESSAGE


def _calendar_answer(mail: ParsedMail, sender: str) -> CalendarAnswer | None:
    """Return the answer of the first calendar part that is one; attached mails are not opened for it."""
    for part in _calendars(mail):
        found = itip.read_answer(part.text(itip.LARGEST), sender=sender, method=part.params.get("method", ""))
        if found is not None:
            return found
    return None


def _calendars(mail: ParsedMail) -> Iterator[Part]:
    for kind in _CALENDARS:
        yield from [part for part in mail.parts if part.kind == kind][:3]


def _declares_itself_automatic(mail: ParsedMail) -> bool:
    """Tell by RFC 3834's header, by what was in use before it, by an empty sender, and by the form of a report."""
    head = mail.head
    submitted = head.get("auto-submitted").lower()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or any(name in head for name in ("x-auto-response-suppress", "x-autoreply", "x-autorespond", "list-id"))
        or head.get("precedence").lower() in {"bulk", "junk", "list", "auto_reply", "auto-reply"}
        or head.raw("return-path").replace(" ", "") == "<>"
        or mail.kind == "multipart/report"
    )


def _recipients(head: Head, told: str) -> tuple[str, ...]:
    found = head.addresses("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")
    return tuple(dict.fromkeys((texts.one_line(told, 254), *found) if told else found))


def _name(head: Head, sender: str) -> str:
    text = texts.encoded_words(head.raw("from")).replace(sender, "")
    return texts.one_line(re.sub(r"[<>\"]", " ", text), 120)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:100])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(mail: ParsedMail) -> str:
    plain = next((part for part in mail.parts if part.kind == "text/plain" and not part.attached), None)
    if plain is not None and (text := texts.own_words(plain.text(TEXT_BYTES))):
        return text
    page = next((part for part in mail.parts if part.kind == "text/html" and not part.attached), None)
    return texts.own_words(texts.from_html(page.text(TEXT_BYTES))) if page is not None else ""
