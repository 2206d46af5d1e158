"""Values of a preview: as a file says them, and in the words of its reader (local times, names instead of codes)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self

from matchmaker.base import clock
from matchmaker.base.i18n import format_short_day, format_time, locale
from matchmaker.base.tags import tag_name
from matchmaker.imports.value_words import value_in_words
from matchmaker.models import Category

Words = Callable[[str, str], str]
"""What a value is called, by language and time zone."""


class InWords(str):
    """A value as one would write it in the file, which its reader sees in words."""

    __slots__ = ("_words",)
    _words: Words

    def __new__(cls, text: str, words: Words) -> Self:
        """Return `text` that is shown by `words`."""
        value = super().__new__(cls, text)
        value._words = words
        return value

    def in_words(self, language: str, zone: str = "UTC") -> str:
        """Return what its reader sees; times are those of `zone`."""
        return self._words(language, zone)


def shown(value: Any, field: str = "") -> str | date:
    """Return a value of a field for a preview; a date stays one, for the form that its reader knows."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text, words = written(value), _words(value, field)
    return InWords(text, words) if text and words else text


def called(category: Category) -> InWords:
    """Return a category by its code, with its name for the reader."""
    return InWords(category.code, lambda language, _zone: category.name(language))


def listed(values: Sequence[InWords]) -> InWords:
    """Return values as a list, each in the words of the reader."""
    return InWords(", ".join(values), lambda language, zone: ", ".join(one.in_words(language, zone) for one in values))


def in_words(value: object, language: str, zone: str = "UTC") -> object:
    """Return what the reader of a preview sees of a value; those without words stay as they are."""
    return value.in_words(language, zone) if isinstance(value, InWords) else value


def _words(value: Any, field: str) -> Words | None:
    if isinstance(value, bool):
        return lambda language, _zone: value_in_words("yes" if value else "no", language)
    if isinstance(value, StrEnum):
        return lambda language, _zone: value_in_words(value.value, language)
    if isinstance(value, datetime):
        return lambda language, zone: _moment(value, language, zone)
    if isinstance(value, time):
        return lambda language, _zone: format_time(value, language)
    if field in _NAMES and value:
        name, codes = _NAMES[field], value if isinstance(value, list) else [value]
        return lambda language, _zone: ", ".join(name(str(code), language) for code in codes)
    return None


def _moment(value: datetime, language: str, zone: str) -> str:
    wall = clock.local(value, zone) if value.tzinfo else value
    return f"{format_short_day(wall.date(), language)}, {format_time(wall, language)}"


def _language(code: str, language: str) -> str:
    return str(locale(language).languages.get(code, code))


def _country(code: str, language: str) -> str:
    return str(locale(language).territories.get(code, code))


_NAMES: dict[str, Callable[[str, str], str]] = {
    "country": _country,
    "language": _language,
    "languages": _language,
    "sectors": tag_name,
    "offers": tag_name,
    "seeks": tag_name,
}
"""By fields whose values are codes: what they are called, by code and language."""


def written(value: Any) -> str:
    """Return a value as one would write it in the file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return " | ".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value)
