"""Labels of values on the participant's pages: states, strengths, tags, languages, countries."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from babel.lists import format_list
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from matchmaker.base import i18n
from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.models import Answer, Strength
from matchmaker.wishes.rules.states import WishState
from web.i18n import language, language_name, lazy_gettext

Sign = tuple[LazyString, str, str]
"""Text, tone and icon of a pill."""

STRENGTHS: dict[Strength, Sign] = {
    Strength.MUST: (lazy_gettext("Must"), "must", "star"),
    Strength.WANT: (lazy_gettext("Wanted"), "info", ""),
    Strength.OPEN: (lazy_gettext("If possible"), "", ""),
}
STATES: dict[WishState, Sign] = {
    WishState.MUTUAL: (lazy_gettext("Mutual yes"), "ok", "check"),
    WishState.IF_ROOM: (lazy_gettext("Yes, if there is room"), "ok", "check"),
    WishState.APPROVED: (lazy_gettext("Approved by the organisers"), "ok", "check"),
    WishState.ENOUGH: (lazy_gettext("Needs no answer"), "info", ""),
    WishState.WAITING: (lazy_gettext("Waiting for an answer"), "wait", "clock"),
    WishState.NOT_AGREED: (lazy_gettext("Not agreed"), "", ""),
    WishState.NEVER: (lazy_gettext("Never meet"), "away", "x"),
    WishState.TO_DECIDE: (lazy_gettext("The organisers decide"), "wait", "clock"),
    WishState.EXCLUDED: (lazy_gettext("Not foreseen between your categories"), "away", "x"),
    WishState.GONE: (lazy_gettext("No longer takes part"), "away", "x"),
}
ANSWERS: dict[Answer, Sign] = {
    Answer.YES: (lazy_gettext("You said yes"), "ok", "check"),
    Answer.IF_ROOM: (lazy_gettext("You said: if there is room"), "ok", "check"),
    Answer.NO: (lazy_gettext("You said no"), "away", "x"),
}


def tag_name(code: str) -> str:
    """Return a tag in the page's language; a code that is not in the list stays as it is."""
    tag = tags().get(code)
    return tag.name(language()) if tag else code


def tag_choices(kind: str, chosen: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return (code, name) of all tags of a kind, those already chosen first, then in the order of the alphabet."""
    first = set(chosen)
    return sorted(_tags_by_name(kind, language()), key=lambda choice: choice[0] not in first)


@cache
def _tags_by_name(kind: str, language: str) -> list[tuple[str, str]]:
    found = [(tag.code, tag.name(language)) for tag in tags().values() if tag.kind == kind]
    return sorted(found, key=lambda choice: fold(choice[1]))


def tag_names(codes: Iterable[str]) -> str:
    """Return tags in the page's language, with commas between them."""
    return ", ".join(map(tag_name, codes))


def and_list(items: Iterable[str]) -> str:
    """Return "a, b and c" in the page's language."""
    listed = [*items]
    return _list_of(len(listed), language()).format(*listed)


@cache
def _list_of(number: int, language: str) -> str:
    """Return the list of a number of items in a language, with {} for each of them."""
    return str(format_list(["{}"] * number, locale=i18n.locale(language)))


def language_list(codes: Iterable[str]) -> str:
    """Return "French, Dutch and English" in the page's language."""
    return and_list(map(language_name, codes))


def strong_list(items: Iterable[str]) -> Markup:
    """Return "a, b and c" with each item in bold; the items are escaped."""
    return Markup(and_list(Markup("<strong>{}</strong>").format(item) for item in items))  # noqa: S704 -- escaped one by one


def country_name(code: str) -> str:
    """Return the name of a country in the page's language."""
    return _names_of_countries(language()).get(code, code)


@cache
def _names_of_countries(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in i18n.locale(language).territories.items()}


FILTERS: dict[str, Callable[..., str]] = {
    "tag_name": tag_name,
    "tag_names": tag_names,
    "country_name": country_name,
}
GLOBALS: dict[str, Callable[..., Any] | dict[Any, Sign]] = {
    "and_list": and_list,
    "language_list": language_list,
    "strong_list": strong_list,
    "strengths": STRENGTHS,
    "wish_states": STATES,
    "answer_states": ANSWERS,
}
"""With the filters, what templates and their macros may use."""
