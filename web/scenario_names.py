"""Names of scenarios in the reader's language, where the program has given them.

They are kept as text in the language of their event, as those of organisers are: what looks like one of these is one.
"""

import re
from functools import cache

from flask import Flask

from matchmaker.alerts.planning.repairs import NAMES, NOTHING_LOST
from matchmaker.base.i18n import SCREEN_LANGUAGES, translate, translate_plural
from matchmaker.drafts.commands.drafts import NAME
from matchmaker.scheduling.commands.points import AS_MANY, AT_MOST, NOBODY
from matchmaker.scheduling.commands.scenarios import WITHOUT_NAME
from web.i18n import language


def init_app(app: Flask) -> None:
    """Register the filter."""
    app.jinja_env.filters["given_name"] = given_name


def given_name(name: str) -> str:
    """Return the name of a scenario, in the reader's language if the program has given it."""
    return in_language(name, language())


def in_language(name: str, wanted: str) -> str:
    """Return the name of a scenario, in a language if the program has given it."""
    if (key := _plain().get(name)) is not None:
        return translate(wanted, key)
    for pattern in _drafts():
        if found := pattern.fullmatch(name):
            return translate(wanted, NAME, number=int(found[1]))
    for pattern in _at_most():
        if found := pattern.fullmatch(name):
            return translate_plural(wanted, *AT_MOST, int(found[1]))
    return name


@cache
def _plain() -> dict[str, str]:
    keys = (AS_MANY, NOBODY, WITHOUT_NAME, NOTHING_LOST, *NAMES.values())
    return {translate(spoken, key): key for key in keys for spoken in SCREEN_LANGUAGES}


@cache
def _drafts() -> tuple[re.Pattern[str], ...]:
    return tuple(_numbered(translate(spoken, NAME, number=2), "2") for spoken in SCREEN_LANGUAGES)


@cache
def _at_most() -> tuple[re.Pattern[str], ...]:
    numbers = ((spoken, number) for spoken in SCREEN_LANGUAGES for number in (1, 2))
    return tuple(_numbered(translate_plural(spoken, *AT_MOST, number), f"{number}") for spoken, number in numbers)


def _numbered(text: str, number: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(number, r"(\d+)"))
