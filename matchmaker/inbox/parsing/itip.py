"""iTIP answers to invitations (RFC 5546): a bounded parser of the few properties that matter.

Exchange's answers name no organiser, write Windows' names of time zones and begin the world in 1601; all of that is
passed over. Only the first event of the file is read, line by line: ten thousand of them cost no more.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.parser import Contentline
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from matchmaker.base.names import email_key
from matchmaker.base.plain_text import clean
from matchmaker.inbox.parsing import texts

LARGEST = 300_000
"""Bytes of a calendar part that are looked at."""
MOST_LINES, LONGEST_LINE = 3_000, 4_000
METHODS = frozenset({"REPLY", "COUNTER", "REFRESH"})
ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE"})
_WANTED = frozenset({"UID", "ATTENDEE", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "COMMENT"})
_STAMP = re.compile(r"(\d{8}T\d{6})Z?")
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What a calendar program says about one event; every text in it comes from outside."""

    method: str
    """REPLY, COUNTER or REFRESH."""
    uid: str
    attendee: str
    """The address that answers."""
    says: str
    """ACCEPTED, DECLINED or TENTATIVE; empty where the method says nothing of it."""
    sequence: int | None
    """Of the invitation that is answered."""
    stamped_at: datetime | None
    comment: str
    proposed: str
    """Another time, in words for a person."""
    proposed_at: datetime | None = None
    """The same as an instant, where its zone is known; only ever offered to a person."""


@dataclass(slots=True)
class _Lines:
    method: str = ""
    attendees: list[tuple[str, str]] = field(default_factory=list)
    """Address and PARTSTAT."""
    values: dict[str, str] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)


def read_answer(text: str, *, sender: str = "", method: str = "") -> CalendarAnswer | None:
    """Return the answer in a calendar's text; None if it is none, or about no event.

    `method` is that of the Content-Type, for calendars without one; of several attendees the `sender` answers.
    """
    lines = _read(text[:LARGEST])
    method = (lines.method or method).upper()
    uid = lines.values.get("UID", "")
    if method not in METHODS or not uid:
        return None
    address, says = _who(lines.attendees, sender)
    if method == "REPLY" and says not in ANSWERS:
        return None
    return CalendarAnswer(
        method=method,
        uid=uid,
        attendee=address,
        says=says if says in ANSWERS else "",
        sequence=_sequence(lines.values.get("SEQUENCE", "")),
        stamped_at=_stamp(lines.values.get("DTSTAMP", "")),
        comment=lines.values.get("COMMENT", ""),
        proposed=_proposed(lines) if method == "COUNTER" else "",
        proposed_at=_instant(lines) if method == "COUNTER" else None,
    )


def _read(text: str) -> _Lines:
    found, inside = _Lines(), []
    unfolded = re.sub(r"\n[ \t]", "", clean(text))
    for line in unfolded.split("\n", MOST_LINES)[:MOST_LINES]:
        name = re.split(r"[:;]", line, maxsplit=1)[0].strip().upper()
        if name == "BEGIN":
            inside.append(line.partition(":")[2].strip().upper())
        elif name == "END":
            if inside and inside.pop() == "VEVENT" and "UID" in found.values:
                break
        elif name == "METHOD" and inside in ([], ["VCALENDAR"]):
            found.method = found.method or line.partition(":")[2].strip()[:20]
        elif name in _WANTED and inside[-1:] == ["VEVENT"]:
            _keep(found, name, line[:LONGEST_LINE])
    return found


def _keep(found: _Lines, name: str, line: str) -> None:
    try:
        _, params, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # untyped in icalendar
    except ValueError:
        return
    known = {key.upper(): texts.one_line(str(text), 120) for key, text in params.items()}
    if name == "ATTENDEE":
        if len(found.attendees) < 20:
            address = texts.one_line(_MAILTO.sub("", value, count=1), 254)
            found.attendees.append((address, known.get("PARTSTAT", "").upper()))
    elif name not in found.values:
        found.values[name] = texts.own_words(value, 500) if name == "COMMENT" else texts.one_line(value)
        found.zones[name] = known.get("TZID", "")


def _who(attendees: list[tuple[str, str]], sender: str) -> tuple[str, str]:
    own = [one for one in attendees if email_key(one[0]) == email_key(sender)]
    return next(iter(own or attendees), ("", ""))


def _sequence(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _stamp(text: str) -> datetime | None:
    found = _STAMP.fullmatch(text)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def _proposed(lines: _Lines) -> str:
    starts, ends = (_in_words(lines.values.get(name, "")) for name in ("DTSTART", "DTEND"))
    zone = lines.zones.get("DTSTART", "") or ("UTC" if lines.values.get("DTSTART", "").endswith("Z") else "")
    text = " – ".join(part for part in (starts, ends) if part)
    return f"{text} ({zone})" if text and zone else text


def _instant(lines: _Lines) -> datetime | None:
    """Return when the proposed time begins: in UTC, in an IANA zone, or in one of those that Windows names."""
    value, zone = lines.values.get("DTSTART", ""), lines.zones.get("DTSTART", "")
    wall = _stamp(value)
    if wall is None or value.endswith("Z"):
        return wall
    try:
        return wall.replace(tzinfo=ZoneInfo(WINDOWS_TO_OLSON.get(zone, zone))).astimezone(UTC)
    except (ValueError, OSError, OverflowError, ZoneInfoNotFoundError):
        return None


def _in_words(value: str) -> str:
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\dZ?)?", value)
    if not found:
        return value[:40]
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return f"{day} {found[4]}:{found[5]}" if found[4] else day
