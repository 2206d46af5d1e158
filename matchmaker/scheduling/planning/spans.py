"""Slots as people say them: spans of time, or days where spans would be a list that nobody reads."""

from collections.abc import Collection
from datetime import date, time

from babel.lists import format_list

from matchmaker.base.i18n import N_, format_day, format_time, locale, translate
from matchmaker.models import Slot
from matchmaker.scheduling.planning.facts import Facts

Span = tuple[date, time, time]
"""Day, beginning and end."""
MOST_SPANS = 4
"""More of them, over several days, are said as days."""
ON_DAYS = N_("several times on %(days)s")


def time_of(facts: Facts, slot: Slot, language: str) -> str:
    """Return when a slot begins, with its day at an event of several days."""
    return _moment(slot.day, slot.starts, language, several=facts.event.several_days)


def spans_of(facts: Facts, wanted: Collection[int], language: str) -> str:
    """Return slots as spans of time, those that follow each other joined."""
    runs: list[list[Slot]] = []
    last_inside = False
    for slot_id, slot in facts.slots.items():
        inside = slot_id in wanted
        if inside and last_inside and runs[-1][-1].block_id == slot.block_id:
            runs[-1].append(slot)
        elif inside:
            runs.append([slot])
        last_inside = inside
    spans = _joined([(run[0].day, run[0].starts, run[-1].ends) for run in runs])
    several = facts.event.several_days
    if len(spans) > MOST_SPANS and several:
        days = [format_day(day, language) for day in dict.fromkeys(day for day, _, _ in spans)]
        return translate(language, ON_DAYS, days=format_list(days, locale=locale(language)))
    return ", ".join(
        f"{_moment(day, starts, language, several=several)}–{format_time(ends, language)}"
        for day, starts, ends in spans
    )


def _moment(day: date, wall: time, language: str, *, several: bool) -> str:
    said = format_time(wall, language)
    return f"{format_day(day, language)}, {said}" if several else said


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans of which those of one day that overlap are one: several places have slots at the same time."""
    found: list[Span] = []
    for day, starts, ends in sorted(spans):
        if found and found[-1][0] == day and starts < found[-1][2]:
            found[-1] = (day, found[-1][1], max(ends, found[-1][2]))
        else:
            found.append((day, starts, ends))
    return found
