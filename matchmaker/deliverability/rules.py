"""Sender authentication (SPF, DKIM, DMARC): which records should exist, what those found are worth.

Sources: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC), RFC 7505 (null MX), RFC 8601 (Authentication-Results).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,60}[a-z0-9])?", re.IGNORECASE)
"""Of a DKIM key: labels of a DNS name."""
USUAL_SELECTORS = ("default", "dkim", "mail", "selector1", "google", "s1", "k1")
"""Names under which mail services publish their keys, tried where nobody has said which."""
_HEADER = re.compile(r"^Authentication-Results:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_RESULT = re.compile(r"\b(spf|dkim|dmarc)[ \t\n]*=[ \t\n]*([a-z]{1,20})", re.IGNORECASE)


class RecordKind(StrEnum):
    MX = "mx"
    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"


class RecordState(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    """There is one, which does not do what it should."""
    MISSING = "missing"
    UNKNOWN = "unknown"
    """DNS could not be asked."""


@dataclass(frozen=True, slots=True)
class WantedRecord:
    """A record that should exist: its name, its type, and what it should say."""

    kind: RecordKind
    name: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A record that should exist, and what DNS shows in its place."""

    wanted: WantedRecord
    state: RecordState
    found: tuple[str, ...]
    names: str | None = None
    """Of an SPF record: the term that lets the mail server send, empty if none does; None if that is not known."""


def wanted_records(domain: str, *, server: str, contact: str, selector: str) -> tuple[WantedRecord, ...]:
    """Return the records that the domain of a sender should have.

    What only the IT people know is "…". `server` is the mail server that sends (empty if none is set up), `contact` the
    address that reports go to, and `selector` the name of the DKIM key (empty if it is not known).
    """
    return (
        WantedRecord(RecordKind.MX, domain, "MX", "10 …"),
        WantedRecord(RecordKind.SPF, domain, "TXT", f"v=spf1 {_mechanism(server)} ~all"),
        WantedRecord(RecordKind.DKIM, f"{selector or 'mail'}._domainkey.{domain}", "TXT", "v=DKIM1; k=rsa; p=…"),
        WantedRecord(RecordKind.DMARC, f"_dmarc.{domain}", "TXT", f"v=DMARC1; p=none; rua=mailto:{contact}"),
    )


def is_domain(name: str) -> bool:
    """Tell whether records can be published for a name: not for an address of the network, nor for "localhost"."""
    return "." in name and _version(name) is None


def _mechanism(server: str) -> str:
    """Return the term of an SPF record that lets a server send; one without a name stands with its address."""
    version = _version(server)
    return f"a:{server or '…'}" if version is None else f"ip{version}:{server.strip('[]')}"


def _version(host: str) -> int | None:
    """Return 4 or 6 for an address of the network, None for a name."""
    try:
        return ip_address(host.strip("[]")).version
    except ValueError:
        return None


def judge(wanted: WantedRecord, found: Sequence[str] | None) -> JudgedRecord:
    """Return what the records found are worth; None for DNS that could not be asked."""
    if found is None:
        return JudgedRecord(wanted, RecordState.UNKNOWN, ())
    own = tuple(record for record in found if _IS[wanted.kind](record))
    if not own:
        return JudgedRecord(wanted, RecordState.MISSING, ())
    right = len(own) == 1 or wanted.kind is RecordKind.MX
    good = right and all(_GOOD[wanted.kind](record) for record in own)
    return JudgedRecord(wanted, RecordState.RIGHT if good else RecordState.WRONG, own)


def authentication_results(headers: str) -> Mapping[RecordKind, str] | None:
    """Return what the server that took a mail in says of each check ("pass", "fail", "none"); None without its header.

    The topmost header counts: those below it were written by servers on the way, or by the sender.
    """
    header = _HEADER.search(headers.replace("\r\n", "\n"))
    if header is None:
        return None
    found: dict[RecordKind, str] = {}
    for name, result in _RESULT.findall(header[1]):
        kind = RecordKind(name.lower())
        if found.get(kind) != "pass":  # one of several signatures is enough
            found[kind] = result.lower()
    return found


def _good_spf(record: str) -> bool:
    """Tell whether a policy ends by refusing, or doubting, all other servers."""
    terms = record.lower().split()
    return terms[-1] in {"~all", "-all"} or any(term.startswith("redirect=") for term in terms)


def _good_dkim(record: str) -> bool:
    """Tell whether a key is there: an empty one is revoked."""
    return re.search(r"(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]", record) is not None


def _good_dmarc(record: str) -> bool:
    return re.search(r";\s*p\s*=\s*(none|quarantine|reject)\b", record.lower()) is not None


_IS: Mapping[RecordKind, Callable[[str], bool]] = {
    RecordKind.MX: lambda _record: True,
    RecordKind.SPF: lambda record: record.lower().split()[:1] == ["v=spf1"],
    RecordKind.DKIM: lambda record: "p=" in record.replace(" ", ""),
    RecordKind.DMARC: lambda record: record.lower().replace(" ", "").startswith("v=dmarc1"),
}
"""Whether a text is a record of its kind: other texts stand beside it."""
_GOOD: Mapping[RecordKind, Callable[[str], bool]] = {
    RecordKind.MX: lambda record: not record.endswith(" ."),
    RecordKind.SPF: _good_spf,
    RecordKind.DKIM: _good_dkim,
    RecordKind.DMARC: _good_dmarc,
}
