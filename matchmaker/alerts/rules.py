"""Rules of alerts: what is kept of a note, and which alerts one cause has raised."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines
from matchmaker.models import AlertKind, MeetsAt

LONGEST_NOTE = 500
MAILS = frozenset({AlertKind.BOUNCED, AlertKind.MESSAGE})
"""Kinds that stay as they are when their writer withdraws: somebody must read or correct something."""
OF_SEVERAL = frozenset({AlertKind.HOURS, AlertKind.PLACE, AlertKind.AWAY})
"""Kinds of which one saying of a person raises an alert for each meeting that it leaves out."""


class Raised(NamedTuple):
    """What decides of which cause an alert is."""

    id: int
    kind: AlertKind
    registration_id: int | None
    uid: str | None
    delegation_id: int | None
    """Of the registration."""


def note_of(note: str) -> str:
    """Return what somebody writes to the organisers as it is kept; raises InvalidInput if it is too long."""
    note = several_lines(note)
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(N_("Use 500 characters at most."))
    return note


def note_of_hours(days: Iterable[tuple[date, Iterable[tuple[time, time]]]]) -> str:
    """Return the hours that suit somebody as a note, which each reader gets in words of the own language.

    Of more days than a note holds, the first ones, whole.
    """
    said = [
        f"{day.isoformat()} " + ",".join(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in spans)
        for day, spans in days
    ]
    while len("; ".join(said)) > LONGEST_NOTE:
        said.pop()
    return "; ".join(said)


def note_of_place(meets_at: MeetsAt, address: str) -> str:
    """Return where somebody receives as a note, which each reader gets in words of the own language."""
    return f"{meets_at.value} {address}"[:LONGEST_NOTE]


def place_of_note(note: str) -> tuple[str, str]:
    """Return the value of `MeetsAt` and the address of such a note."""
    meets_at, _space, address = note.partition(" ")
    return meets_at, address


def hours_of_note(note: str) -> list[tuple[date, list[tuple[time, time]]]]:
    """Return the hours of such a note, by day; nothing for one in words, as earlier versions wrote it."""
    found = []
    for day, spans in re.findall(r"(\d{4}-\d\d-\d\d) ([\d:,-]+)", note):
        pairs = re.findall(r"(\d\d:\d\d)-(\d\d:\d\d)", spans)
        found.append((date.fromisoformat(day), [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in pairs]))
    return found


def talk_uid(presentation_id: int) -> str:
    """Return what an alert about a presentation says that it is about."""
    return f"presentation:{presentation_id}"


def presentation_id_of(uid: str) -> int:
    """Return the id of the presentation that an alert is about, from its `talk_uid`."""
    return int(uid.partition(":")[2])


def by_cause(alerts: Iterable[Raised]) -> list[list[Raised]]:
    """Group alerts by their cause, in the order in which the causes are met; a withdrawal before what follows from it.

    One cause is: what the people of one delegation who withdraw have said, with the presentations that they leave; a
    presentation that has lost its speaker, whoever said so; the hours that one person has tapped, where it receives,
    or when it is away, with all meetings that this leaves out; else each alert alone.
    """
    alerts = list(alerts)
    gone = {one.registration_id: one.delegation_id for one in alerts if one.kind is AlertKind.WITHDRAWN}
    talks = [one for one in alerts if one.kind is AlertKind.SPEAKER]
    left = {one.uid: gone[one.registration_id] for one in talks if _follows(one, gone)}
    groups: dict[tuple[str, object], list[Raised]] = {}
    for one in alerts:
        if _follows(one, gone):
            cause: tuple[str, object] = ("withdrawal", gone[one.registration_id])
        elif one.kind is AlertKind.SPEAKER:
            cause = ("withdrawal", left[one.uid]) if one.uid in left else ("presentation", one.uid)
        elif one.kind in OF_SEVERAL:
            cause = (one.kind.value, one.registration_id)
        else:
            cause = ("alert", one.id)
        groups.setdefault(cause, []).append(one)
    return [sorted(group, key=lambda one: one.kind is not AlertKind.WITHDRAWN) for group in groups.values()]


def _follows(one: Raised, gone: dict[int | None, int | None]) -> bool:
    """Tell whether an alert is part of the withdrawal of its person."""
    return one.registration_id is not None and one.registration_id in gone and one.kind not in MAILS
