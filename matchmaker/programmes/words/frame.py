"""What all papers say in the same words: title, head and foot, days, spans of time, the code for a telephone."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import segno

from matchmaker.base import clock
from matchmaker.base.i18n import N_, format_day, format_deadline, format_short_day, format_time, translate, zone_city
from matchmaker.models import Event, Release, ReleaseKind, Role
from matchmaker.programmes.rules.long_words import breakable
from matchmaker.releases.queries.agenda import Agenda

Values = dict[str, Any]
ROLES = {
    Role.DELEGATE: N_("Delegate"),
    Role.HEAD: N_("Head of delegation"),
    Role.OFFICIAL: N_("Official"),
    Role.ATTACHE: N_("Attaché"),
    Role.INTERPRETER: N_("Interpreter"),
}


def frame(event: Event, language: str, *, title: str, kind: str, foot: str, author: str = "") -> Values:
    """Return what every template reads: title of the document, its language, head and foot of each page."""
    return {
        "title": f"{title} – {event.name}",
        "author": author or event.contact_name or event.name,
        "language": language,
        "region": "GB" if language == "en" else "BE",
        "head_left": breakable(f"{event.name}, {event_days(event, language)}"),
        "head_right": kind,
        "foot": foot,
    }


def event_days(event: Event, language: str) -> str:
    """Return the days of an event in its shortest form: "20 – 24 avril 2026"."""
    return days(event.starts_on, event.ends_on, language)


def days(first: date, last: date, language: str) -> str:
    """Return one day, or the first and the last one."""
    if first == last:
        return format_short_day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        beginning = (
            f"{first.day}." if language == "de" else "1er" if first.day == 1 and language == "fr" else f"{first.day}"
        )
    else:
        beginning = format_day(first, language, year=first.year != last.year, weekday=False)
    return f"{beginning} – {format_short_day(last, language)}"


def made_from(release: Release | Agenda, zone: str, language: str) -> str:
    """Return from which release a paper was made, and when it was printed."""
    said = translate(language, "Release %(number)d", number=release.number)
    if release.kind is ReleaseKind.PROVISIONAL:
        said = translate(language, "Release %(number)d, provisional", number=release.number)
    return translate(
        language,
        "%(release)s. Printed on %(moment)s, %(city)s time.",
        release=said,
        moment=format_deadline(clock.now(), zone, language),
        city=zone_city(zone, language),
    )


def whose_times(zones: Sequence[str], language: str) -> str:
    """Return in which city's time a paper is written, where it has times of `zones`, each given once."""
    if len(zones) > 1:
        return translate(language, "Each time is that of its city.")
    return translate(language, "All times are those of %(city)s.", city=zone_city(zones[0], language))


def span(minutes: int) -> str:
    """Return minutes as people of all four languages read them: "25 min", "2 h", "1 h 40"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"


def hours(starts: datetime | Any, ends: datetime | Any, language: str) -> str:
    """Return when something begins and ends."""
    return f"{format_time(starts, language)} – {format_time(ends, language)}"


def capital(text: str) -> str:
    """Return `text` as the beginning of a line: French and Dutch days are written small inside a sentence."""
    return text[:1].upper() + text[1:]


def codes(languages: Sequence[str]) -> str:
    """Return languages as short as a table needs them: "FR, EN"."""
    return ",\u00a0".join(code.upper() for code in languages)


def qr_picture(text: str) -> str:
    """Return a code for the camera of a telephone as an SVG picture."""
    drawn = BytesIO()
    segno.make_qr(text, error="m", encoding="utf-8").save(drawn, kind="svg", border=0, dark="#17212b", scale=4)
    return drawn.getvalue().decode()


def framed(data: bytes, media_type: str) -> str:
    """Return a picture, PNG or JPEG, as an SVG picture: square, the whole of it in the middle."""
    source = f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">'
        f'<image width="100" height="100" xlink:href="{source}"/></svg>'
    )
