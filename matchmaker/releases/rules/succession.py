"""How one release follows another: what stays, what changed, and the sequence numbers that calendars go by.

Pure: entries in, entries out. A meeting has one sequence for all its people, raised when its time, place, people or
state differ from the last release; a programme item has one for each person. An entry that says the same as before
keeps everything, so that nothing is sent for it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any, Literal

from matchmaker.calendars.along import along_of
from matchmaker.models import KEEP_CANCELLED, EntryKind, EntryState, ReleaseEntry

CopyKey = tuple[int, str]
"""(registration id, uid): one person's copy of a line."""
SequenceKey = tuple[str, int | None]
"""What shares a sequence: (uid, None) for a meeting, (uid, registration id) for a programme item."""
Kind = Literal["new", "back", "moved", "place", "people", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedEntry:
    """A line that a release would put into an agenda: what a `ReleaseEntry` says, without being a row.

    An event has thousands, of which most say what stands there already.
    """

    registration_id: int
    kind: EntryKind
    uid: str
    meeting_id: int | None
    day: date
    starts: time
    ends: time
    zone: str
    starts_at: datetime
    ends_at: datetime
    details: Mapping[str, Any]
    state: EntryState = EntryState.CONFIRMED
    cancelled_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.state is EntryState.CONFIRMED


Entry = ReleaseEntry | ProposedEntry
"""A line of an agenda, published or not."""


@dataclass(frozen=True, slots=True)
class Past:
    """What has been published before: the last release, and the traces of all."""

    entries: Mapping[CopyKey, ReleaseEntry] = field(default_factory=dict)
    """Of the last release."""
    sequences: Mapping[SequenceKey, int] = field(default_factory=dict)
    """The highest ever published."""
    created: Mapping[CopyKey, datetime] = field(default_factory=dict)
    """When each copy was published first."""


def copy_of(entry: Entry) -> CopyKey:
    """Return whose copy of which line an entry is."""
    return entry.registration_id, entry.uid


def line_of(entry: Entry) -> SequenceKey:
    """Return the line whose sequence an entry carries."""
    return entry.uid, None if entry.kind is EntryKind.MEETING else entry.registration_id


def succeed(proposed: Iterable[ProposedEntry], past: Past, *, now: datetime, restated: bool) -> list[ReleaseEntry]:
    """Return the entries of the next release, without its id.

    `restated` says that the release is of another kind than the last one: tentative becomes confirmed or the
    reverse, which is a change of state for every line.
    """
    lines = {copy_of(entry): entry for entry in proposed}
    sequences = _sequences(lines.values(), past, restated=restated)
    following = [
        _follow(entry, past.entries.get(copy), past, sequences[line_of(entry)], now) for copy, entry in lines.items()
    ]
    for copy, old in past.entries.items():
        if copy in lines:
            continue
        if old.stands:
            following.append(
                _with(
                    old,
                    state=EntryState.CANCELLED,
                    sequence=sequences[line_of(old)],
                    changed_at=now,
                    cancelled_at=now,
                )
            )
        elif old.cancelled_at is not None and now - old.cancelled_at < KEEP_CANCELLED:
            following.append(_with(old))
    return following


def changed_copies(following: Iterable[ReleaseEntry], past: Past) -> list[ReleaseEntry]:
    """Return the entries of the next release whose readers must be told."""
    return [entry for entry in following if _is_news(entry, past.entries.get(copy_of(entry)))]


def change_kind(before: Entry | None, after: Entry | None, *, known: bool = False) -> Kind | None:
    """Return in what a line differs, the most important difference first; None if in nothing that matters.

    `known` says that a line which is not there `before` had been published at some time.
    """
    before = before if before is not None and before.stands else None
    after = after if after is not None and after.stands else None
    if after is None:
        return "cancelled" if before is not None else None
    if before is None:
        return "back" if known else "new"
    if _same_times(before, after) and before.details == after.details:
        return None
    one, other = _substance(before), _substance(after)
    for kind in one:
        if one[kind] != other[kind]:
            return kind
    return None


def fingerprint(entry: ReleaseEntry) -> str:
    """Return a hash of what an invitation says in any language: the same hash, and it need not be sent again.

    Time, place, people, who comes along too, and the names that a calendar shows at once; not functions, languages or
    reasons.
    """
    details = entry.details
    names = [
        *(person["name"] for person in (*_people(details, "other"), *along_of(details))),
        details.get("other", {}).get("organisation", ""),
        details.get("titles", {}),
    ]
    content = json.dumps([entry.kind, list(_substance(entry).values()), names], default=str, sort_keys=True)
    return sha256(content.encode()).hexdigest()


def _sequences(lines: Iterable[ProposedEntry], past: Past, *, restated: bool) -> dict[SequenceKey, int]:
    """Return the sequence of every line of the next release and of those that it cancels."""
    before = {line_of(entry): entry for entry in past.entries.values() if entry.stands}
    after = {line_of(entry): entry for entry in lines}
    found: dict[SequenceKey, int] = {}
    for line in before.keys() | after.keys():
        last = past.sequences.get(line)
        if last is None:
            found[line] = 0
        elif restated or change_kind(before.get(line), after.get(line)) is not None:
            found[line] = last + 1
        else:
            found[line] = last
    return found


def _follow(entry: ProposedEntry, old: ReleaseEntry | None, past: Past, sequence: int, now: datetime) -> ReleaseEntry:
    if old is not None and old.stands and "why" in old.details:
        # why two meet is told once: a consent that was taken back later must not show (decision 21)
        entry = replace(entry, details={**entry.details, "why": old.details["why"]})
    same = old is not None and old.sequence == sequence and _content(old) == _content(entry)
    return ReleaseEntry(
        **_content(entry),
        sequence=sequence,
        changed_at=old.changed_at if old is not None and same else now,
        created_at=past.created.get(copy_of(entry), now),
    )


def _is_news(entry: ReleaseEntry, old: ReleaseEntry | None) -> bool:
    return old is None or entry.sequence != old.sequence or entry.state is not old.state


def _substance(entry: Entry) -> dict[Kind, object]:
    """Return what a reader's day depends on, by the kind of change that a difference in it is."""
    details = entry.details
    venue = details["venue"]
    address = (venue["name"], venue["address"], venue["city"])
    spot = details["place"] if entry.kind is EntryKind.MEETING else details["room"]
    return {
        "moved": (entry.starts_at, entry.ends_at, entry.zone),
        "place": (address, spot),
        "people": sorted(person["registration_id"] for person in _everybody(details)),
    }


def _same_times(one: Entry, other: Entry) -> bool:
    return one.starts_at == other.starts_at and one.ends_at == other.ends_at and one.zone == other.zone


def _everybody(details: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return all who go to a meeting, the same from each of its copies; nobody for what is none."""
    return [*_people(details, "own"), *_people(details, "other"), *along_of(details)]


def _people(details: Mapping[str, Any], side: str) -> list[dict[str, Any]]:
    party: dict[str, Any] = details.get(side, {})
    people: list[dict[str, Any]] = party.get("people", [])
    return people


def _content(entry: Entry) -> dict[str, Any]:
    """Return everything that a calendar shows of an entry."""
    return {name: getattr(entry, name) for name in _CONTENT}


_CONTENT = tuple(one.name for one in fields(ProposedEntry))


def _with(entry: ReleaseEntry, **values: Any) -> ReleaseEntry:
    return ReleaseEntry(**entry.model_dump(exclude={"id", "release_id"}) | values)
