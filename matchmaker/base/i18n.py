"""Translation and locale formats with an explicit language: for mails, calendars and the command line.

Everything takes its language explicitly. Texts are English gettext keys in the catalogue `matchmaker/translations`;
mark those that are translated later with `N_` and `N_plural`.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.support import NullTranslations, Translations

from matchmaker.base import clock

LANGUAGES = ("fr", "en", "nl", "de")
"""All languages that people may choose for themselves."""
SCREEN_LANGUAGES = ("fr", "en", "nl", "de")
"""Those with complete screens today."""
DEFAULT_LANGUAGE = "fr"
FAR = timedelta(days=300)
"""From now on, a day is written with its year."""
TRANSLATIONS = Path(__file__).parents[1] / "translations"
"""The folder of the catalogues."""


def N_(message: str) -> str:  # noqa: N802 -- the customary name that extractors know
    """Mark `message` for translation and return it unchanged."""
    return message


def N_plural(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 -- the name of its counterpart for one form
    """Mark the two forms of a text with a number (`%(num)d`) for translation and return them unchanged."""
    return singular, plural


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of `language`; keys themselves (English) where there is none."""
    return Translations.load(TRANSLATIONS, [language], domain="messages")


def translate(language: str, message: str, **params: Any) -> str:
    """Return `message` in `language` with its `%(name)s` placeholders filled."""
    text = translations(language).ugettext(message) if message else ""
    return text % params if params else text


def translate_plural(language: str, singular: str, plural: str, number: int, **params: Any) -> str:
    """Return the form for `number` in `language`; `%(num)d` is the number."""
    return translations(language).ungettext(singular, plural, number) % {"num": number, **params}


def screen_language(language: str | None) -> str:
    """Return `language` if screens exist in it, else English for a known language, else French."""
    if language in SCREEN_LANGUAGES:
        return language
    return "en" if language in LANGUAGES else DEFAULT_LANGUAGE


@cache
def locale(language: str) -> Locale:
    """Return the Belgian locale of `language` (dates and numbers)."""
    return Locale(language, "GB" if language == "en" else "BE")


def format_time(value: time | datetime, language: str) -> str:
    """Return a wall time as people of the language write it: "14 h 00" in French, in one piece, "14:00" otherwise."""
    hour, minute = f"{value.hour:02d}", f"{value.minute:02d}"
    return f"{hour}\u00a0h\u00a0{minute}" if language == "fr" else f"{hour}:{minute}"


def format_later(value: time, days: int, language: str) -> str:
    """Return a wall time that is some days (negative: before) after the day that is spoken of: "03:10 the next day"."""
    words = {"time": format_time(value, language)}
    if days > 1:
        return translate_plural(language, "%(time)s, %(num)d day later", "%(time)s, %(num)d days later", days, **words)
    if days == 1:
        return translate(language, "%(time)s the next day", **words)
    return translate(language, "%(time)s the day before", **words) if days else words["time"]


_DAY_PATTERNS = {"de": "EEEE, d. MMMM"}


def format_day(day: date, language: str, *, year: bool | None = None, weekday: bool = True) -> str:
    """Return "jeudi 11 mars", "jeudi 11 mars 2027" or "11 mars".

    If `year` is not given, a day that is far ahead has its year: without it the next 11 March is understood.
    """
    year = _is_far(day) if year is None else year
    pattern = _DAY_PATTERNS.get(language, "EEEE d MMMM") + (" y" if year else "")
    pattern = pattern if weekday else pattern.removeprefix("EEEE").lstrip(", ")
    return _first(format_date(day, pattern, locale=locale(language)), day, language)


def format_days(first: date, last: date, language: str) -> str:
    """Return the days of an event such that "on" may stand before: "jeudi 11 mars et vendredi 12 mars"."""
    day = format_day(first, language)
    if last <= first:
        return day
    if last == first + timedelta(days=1):
        return translate(language, "%(first)s and %(last)s", first=day, last=format_day(last, language))
    return translate(language, "%(day)s and the days after", day=day)


def format_short_day(day: date, language: str) -> str:
    """Return "11 mars 2027"."""
    return _first(format_date(day, "long", locale=locale(language)), day, language)


def format_weekday(day: date, language: str) -> str:
    """Return "jeu." in its shortest form, for days side by side."""
    return format_date(day, "EEE", locale=locale(language))


def format_mark(day: date, language: str) -> str:
    """Return "11 mars" in its shortest form, for the scale of a picture: "7 déc.", "1er déc. 2028" for a far day."""
    skeleton = "yMMMd" if _is_far(day) else "MMMd"
    return _first(format_skeleton(skeleton, day, locale=locale(language)), day, language)


def _is_far(day: date) -> bool:
    plain = day.date() if isinstance(day, datetime) else day  # a moment is a date too
    return plain - clock.now().date() > FAR


def _first(written: str, day: date, language: str) -> str:
    """Return a French day with the ordinal of the first of a month, which CLDR's formats do not have: "1er mars"."""
    return re.sub(r"\b1\b", "1er", written, count=1) if language == "fr" and day.day == 1 else written


def format_deadline(moment: datetime, zone_name: str, language: str) -> str:
    """Return an instant as day and wall time in `zone_name`: "jeudi 4 mars, 18 h 00"."""
    wall = clock.local(moment, zone_name)
    return f"{format_day(wall.date(), language)}, {format_time(wall, language)}"


def zone_city(zone_name: str, language: str) -> str:
    """Return the city by which people know a zone ("Bruxelles")."""
    return get_timezone_location(zone_name, locale=locale(language), return_city=True)
