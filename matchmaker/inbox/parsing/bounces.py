"""Delivery status notifications (bounces), RFC 3464."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.inbox.parsing import texts
from matchmaker.inbox.parsing.mime import Head, ParsedMail, Part, split_head

LARGEST = 64_000
MOST_BLOCKS = 20
_DELIVERY = ("message/delivery-status", "message/global-delivery-status")
_REPORTS = (*_DELIVERY, "message/disposition-notification", "message/global-disposition-notification")


@dataclass(frozen=True, slots=True)
class Bounce:
    """What became of one recipient's mail, in the server's words."""

    recipient: str
    status: str
    """Such as 5.1.1; empty if none is given."""
    final: bool
    """Given up; otherwise the server still tries."""
    hard: bool
    """The address itself is wrong or closed to us: the same mail sent again comes back again."""
    words: str
    original_id: str
    """Message-ID of the mail that came back, if it is enclosed."""


def is_report(mail: ParsedMail) -> bool:
    """Tell whether the mail is a report in the standard form (multipart/report), of a bounce or of anything else."""
    return mail.kind == "multipart/report" and mail.first(*_REPORTS) is not None


def read_bounce(mail: ParsedMail) -> Bounce | None:
    """Return the first failure or delay that a report tells; None if it tells of none, or is no report."""
    status = mail.first(*_DELIVERY)
    if mail.kind != "multipart/report" or status is None:
        return None
    original = _original_id(mail)
    for block in _blocks(status):
        action = block.get("action").lower()
        if action not in {"failed", "delayed"}:
            continue
        code = _code(block.get("status")) or _code(block.get("diagnostic-code"))
        address = next(iter(block.addresses("original-recipient", "final-recipient")), "") or texts.one_line(
            block.get("final-recipient").rpartition(";")[2], 254
        )
        said = block.get("diagnostic-code").partition(";")[2] or block.get("diagnostic-code") or block.get("status")
        return Bounce(
            recipient=address,
            status=code,
            final=action == "failed",
            hard=action == "failed" and not code.startswith("4"),
            words=texts.one_line(said, 500),
            original_id=original,
        )
    return None


def _blocks(status: Part) -> Iterator[Head]:
    """Yield the groups of lines of a report: the first concerns the mail, each further one a recipient."""
    for block in re.split(rb"\r?\n(?:[ \t]*\r?\n)+", status.content(LARGEST), maxsplit=MOST_BLOCKS)[:MOST_BLOCKS]:
        yield Head(block)


def _original_id(mail: ParsedMail) -> str:
    enclosed = mail.first("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
    if enclosed is None:
        return ""
    head, _ = split_head(enclosed.content(LARGEST))
    return next(iter(head.ids("message-id")), "")


def _code(text: str) -> str:
    found = re.search(r"\b([245]\.\d{1,3}\.\d{1,3})\b", text)
    return found[1] if found else ""
