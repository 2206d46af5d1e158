"""Slots as people say them: spans of time, or days where spans would be a list that nobody reads."""

from collections.abc import Collection

from babel.lists import format_list

from matchmaker.base.i18n import N_, format_day, format_time, locale, translate
from matchmaker.models import Slot
from matchmaker.scheduling.planning.facts import Facts

MOST_SPANS = 4
"""More of them, over several days, are said as days."""
ON_DAYS = N_("several times on %(days)s")


def time_of(facts: Facts, slot: Slot, language: str) -> str:
    """Return when a slot begins, with its day at an event of several days."""
    wall = format_time(slot.starts, language)
    return f"{format_day(slot.day, language)}, {wall}" if facts.event.several_days else wall


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
    if len(runs) > MOST_SPANS and facts.event.several_days:
        days = [format_day(day, language) for day in dict.fromkeys(run[0].day for run in runs)]
        return translate(language, ON_DAYS, days=format_list(days, locale=locale(language)))
    return ", ".join(f"{time_of(facts, run[0], language)}–{format_time(run[-1].ends, language)}" for run in runs)
