"""The language of a page, and the formats that templates use."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel.support import NullTranslations
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_translations
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import Markup

from matchmaker.base import i18n
from matchmaker.base.cities import city_name
from matchmaker.base.countries import NO_COUNTRY
from matchmaker.base.names import fold
from matchmaker.calendars import along

LANGUAGE_NAMES = {code: str(i18n.locale(code).language_name).capitalize() for code in i18n.SCREEN_LANGUAGES}
"""Each in itself, for those who cannot read the present one."""
SPOKEN = (
    "fr",
    "nl",
    "de",
    "en",
    "es",
    "it",
    "pt",
    "pl",
    "ro",
    "cs",
    "da",
    "sv",
    "no",
    "fi",
    "et",
    "lv",
    "lt",
    "hu",
    "sk",
    "bg",
    "el",
    "uk",
    "ru",
    "ar",
    "tr",
    "zh",
    "ja",
    "ko",
)
"""Languages offered on a person's card, Belgium's own and English first."""
SENTENCES = 16_384
"""Translated sentences that a process remembers: those of all pages in all languages."""


def language() -> str:
    """Return the page's language: what was chosen, else the reader's own, else the browser's, else French.

    A view that knows its reader without a log-in sets `g.reader_language`; one that knows only in which language
    somebody has written to its reader sets `g.mail_language`, which the browser's goes before.
    """
    if not has_request_context():
        return i18n.DEFAULT_LANGUAGE
    page = g._get_current_object()
    found: str | None = page.get("language")
    if found is None:
        found = page.language = _language()
    return found


def _language() -> str:
    chosen = session.get("language")
    if chosen in i18n.SCREEN_LANGUAGES:
        return str(chosen)
    if "reader_language" in g:
        return i18n.screen_language(g.reader_language)
    if not g.get("without_user") and current_user.is_authenticated:
        return i18n.screen_language(current_user.language)
    spoken = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    known = g.get("mail_language")
    return i18n.screen_language(next((tag for tag in spoken if tag in i18n.LANGUAGES), known))


def offered_languages() -> dict[str, str]:
    """Return the languages to choose from, with their names: on the pages of an event those of its community."""
    offered = g.community.languages if "community" in g else LANGUAGE_NAMES
    return {code: name for code, name in LANGUAGE_NAMES.items() if code in offered} or LANGUAGE_NAMES


def language_name(code: str) -> str:
    """Return the name of a language in the page's language."""
    return _names_of_languages(language()).get(code, code)


@cache
def _names_of_languages(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in i18n.locale(language).languages.items()}


def spoken_languages(own: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return (code, name) of the languages that a card offers, and of those that somebody has beside them."""
    return [(code, language_name(code)) for code in dict.fromkeys([*SPOKEN, *own])]


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name) of all countries in the order of the alphabet."""
    return list(_countries(language()))


@cache
def zone_choices() -> list[str]:
    """Return the names of time zones with a city (IANA)."""
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return sorted(name for name in available_timezones() if name.startswith(regions))


@cache
def _countries(language: str) -> list[tuple[str, str]]:
    names = i18n.locale(language).territories.items()
    countries = [
        (code, str(name)) for code, name in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY
    ]
    return sorted(countries, key=lambda choice: fold(choice[1]))


def _time(value: time | datetime) -> str:
    return i18n.format_time(value, language())


def _time_later(value: time, days: int) -> str:
    return i18n.format_later(value, days, language())


def _day(value: date, *, year: bool | None = None, weekday: bool = True) -> str:
    return i18n.format_day(value, language(), year=year, weekday=weekday)


def _short_day(value: date) -> str:
    return i18n.format_short_day(value, language())


def _deadline(value: datetime, zone: str) -> str:
    return i18n.format_deadline(value, zone, language())


def _weekday(day: date) -> str:
    return i18n.format_weekday(day, language())


def _zone_city(zone: str) -> str:
    return i18n.zone_city(zone, language())


def _city(name: str) -> str:
    return city_name(name, language())


def _with_whom(meeting: Mapping[str, Any]) -> list[str]:
    """Return who of neither side comes along to a published meeting, a line for each role."""
    return along.with_whom(meeting, language())


def _as_what(meeting: Mapping[str, Any]) -> str:
    """Return what the reader of a published meeting of others is there for; empty for one of the two sides."""
    return along.as_what(meeting, language())


def _catalogue() -> NullTranslations:
    """Return the translations of the request, looked up once."""
    try:
        page = vars(g._get_current_object())
    except RuntimeError:  # outside of any request
        page = {}
    if "catalogue" not in page:
        page["catalogue"] = get_translations()
    found: NullTranslations = page["catalogue"]
    return found


@lru_cache(SENTENCES)
def _sentence(catalogue: NullTranslations, message: str) -> Markup:
    return Markup(catalogue.ugettext(message))  # noqa: S704 -- sentences of our own catalogues


@lru_cache(SENTENCES)
def _plain_sentence(catalogue: NullTranslations, message: str) -> Markup:
    return _sentence(catalogue, message) % {}


def lazy_gettext(message: str) -> LazyString:
    """Return a sentence that is translated when a page shows it, as `flask_babel.lazy_gettext` does more slowly."""
    return LazyString(_gettext, message)


def _gettext(message: str, **values: Any) -> Markup:
    """Return a sentence in the language of the page, with its values escaped."""
    if not values:
        return _plain_sentence(_catalogue(), message)
    return _sentence(_catalogue(), message) % values


def _ngettext(singular: str, plural: str, num: int, **values: Any) -> Markup:
    """Return the form of a sentence for a number, which is `%(num)d` in it."""
    form = Markup(_catalogue().ungettext(singular, plural, num))  # noqa: S704 -- sentences of our own catalogues
    return form % {"num": num, **values}


def init_app(app: Flask) -> None:
    """Choose the catalogue per request and give templates the filters of `matchmaker.base.i18n`."""
    Babel(app, locale_selector=language)
    # those of Jinja's extension look the catalogue up for each of the hundreds of sentences of a page
    app.jinja_env.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})
    app.jinja_env.filters.update(
        time=_time, time_later=_time_later, day=_day, short_day=_short_day, deadline=_deadline, zone_city=_zone_city
    )
    app.jinja_env.filters.update(language_name=language_name, weekday=_weekday, city=_city)
    app.jinja_env.filters.update(with_whom=_with_whom, as_what=_as_what)
    app.jinja_env.globals.update(language=language, offered_languages=offered_languages)
