"""Parts of the day in words."""

from datetime import time

from matchmaker.base.i18n import N_, format_time, translate
from matchmaker.models import DayPart
from matchmaker.presentations.rules import DAY_PARTS


def part_of_day(part: DayPart, language: str) -> str:
    """Return "before 12:00", "12:00 – 14:00" or "after 16:00"."""
    starts, ends = DAY_PARTS[part]
    if starts == time.min:
        return translate(language, N_("before %(time)s"), time=format_time(ends, language))
    if ends == time.max:
        return translate(language, N_("after %(time)s"), time=format_time(starts, language))
    return f"{format_time(starts, language)} – {format_time(ends, language)}"
