"""When, where and with whom a published line takes place, as plain values that pages can compare and show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from matchmaker.calendars.along import along_of, comes_along
from matchmaker.models import EntryKind, PlaceKind, ReleaseEntry
from matchmaker.releases.rules.succession import Entry, ProposedEntry


@dataclass(frozen=True, slots=True)
class Spot:
    """When and where, as published."""

    day: date
    starts: time
    ends: time
    zone: str
    place: str
    """Code of the table or booth, the address of an office, or the room of a programme item."""
    place_kind: str
    """A `PlaceKind` value, or "room"."""
    people: tuple[str, ...]
    """Names of the other side's people (of both sides where a meeting is shown to the organiser), and of those who
    come along."""


def place_of(details: Mapping[str, Any]) -> str:
    """Return the code of the table or booth of a meeting; of an office its address, for nobody knows its code."""
    code: str = details["place"]["code"]
    if details["place"]["kind"] != PlaceKind.OFFICE:
        return code
    venue = details["venue"]
    return venue["address"] or venue["name"] or code


def spot_of(entry: Entry, *, both_sides: bool = False) -> Spot:
    """Return the spot of an entry, from its frozen texts only."""
    details = entry.details
    meeting = entry.kind is EntryKind.MEETING
    sides = () if not meeting else (details["own"], details["other"]) if both_sides else (details["other"],)
    return Spot(
        day=entry.day,
        starts=entry.starts,
        ends=entry.ends,
        zone=entry.zone,
        place=place_of(details) if meeting else details["room"],
        place_kind=details["place"]["kind"] if meeting else "room",
        people=tuple(
            person["name"] for persons in (*(side["people"] for side in sides), along_of(details)) for person in persons
        ),
    )


Copy = TypeVar("Copy", ReleaseEntry, ProposedEntry)
"""One person's copy of a line."""


def by_line(copies: Iterable[Copy]) -> dict[str, Copy]:
    """Return one copy of each line by its uid; of a meeting, that of somebody of its two sides."""
    return {entry.uid: entry for entry in sorted(copies, key=lambda one: not comes_along(one.details))}


Side = tuple[str, int]
"""The uid of a meeting, and the id of one of its delegations."""


def side_of(entry: Entry) -> Side:
    """Return for which side of which line an entry is; of a programme item, which has no sides, with 0."""
    return entry.uid, entry.details.get("own", {}).get("delegation_id", 0)


def who_goes(entries: Iterable[Entry]) -> dict[Side, str]:
    """Return the names of those who go to the meetings that stand, by side."""
    return {
        side_of(entry): ", ".join(person["name"] for person in entry.details["own"]["people"])
        for entry in entries
        if entry.stands and entry.kind is EntryKind.MEETING
    }


def titles_of(entry: Entry) -> dict[str, str]:
    """Return what an entry is about, by language; a meeting is called by the other organisation in all of them."""
    if entry.kind is EntryKind.MEETING:
        return {"en": entry.details["other"]["organisation"]}
    return dict(entry.details["titles"])


def title_of(entry: Entry, language: str) -> str:
    """Return what an entry is about, in `language` or the first one that it has."""
    names = titles_of(entry)
    return names.get(language) or next(iter(names.values()), "")
