"""Languages as people write them: codes, language tags (BCP 47), and names in the four languages or in their own."""

import re
from functools import cache

import pycountry
from babel import Locale
from babel.core import get_global
from babel.localedata import exists

from matchmaker.base.i18n import LANGUAGES, locale
from matchmaker.base.names import fold

_SPOKEN = {
    **dict.fromkeys(("flemish", "flamand", "vlaams", "flamisch", "hollandais", "hollands"), "nl"),
    **dict.fromkeys(("neerlandophone", "nederlandstalig", "nederlandstalige"), "nl"),
    **dict.fromkeys(("francophone", "franstalig", "franstalige"), "fr"),
    **dict.fromkeys(("germanophone", "duitstalig", "duitstalige"), "de"),
    **dict.fromkeys(("castellano", "castilian", "castillan"), "es"),
    **dict.fromkeys(("mandarin", "mandarijn"), "zh"),
}
"""Folded; names that CLDR does not have."""
_TAG = re.compile(r"([A-Za-z]{2,3})[-_][A-Za-z0-9]{2,8}([-_][A-Za-z0-9]{1,8})*")
_BETWEEN = re.compile(r"[|,/;&+\n]|\s(?:and|et|und)\s|(?<=\w{3})\sen\s(?=\w{3})")
"""What stands between two languages; "en" is a word between words, and English between codes."""


@cache
def _codes() -> dict[str, str]:
    """Return the code of each folded name in the four languages, and of each code; the first language wins."""
    found: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        names = {code: name for code, name in locale(language).languages.items() if re.fullmatch("[a-z]{2}", code)}
        found |= {fold(name): code for code, name in names.items()} | {code: code for code in names}
    return found | _SPOKEN


@cache
def _codes_of_elsewhere() -> dict[str, str]:
    """Return the code of each folded name in the language itself, and of each code of three letters.

    Babel reads the data of 160 languages for it, which takes a second and stays in memory.
    """
    found = {fold(one.alpha_3): one.alpha_2 for one in pycountry.languages if hasattr(one, "alpha_2")}
    return found | {fold(Locale(code).language_name or code): code for code in set(found.values()) if exists(code)}


def language_code(text: str) -> str | None:
    """Return the two letters of the language that a text names, also with a region or a note: nl_BE, Dutch (native).

    None for none that is known.
    """
    plain = re.split(r"[(\[]", text)[0].strip()
    tag = _TAG.fullmatch(plain)
    names = [fold(name) for name in (plain, tag[1] if tag else "") if name]
    for codes in (_codes, _codes_of_elsewhere):
        if found := next(filter(None, map(codes().get, names)), None):
            return found
    return None


def is_language(code: str) -> bool:
    """Return whether a code of two letters is that of a language, so that papers and pages may be written in it."""
    return len(code) == 2 and _codes().get(code) == code


@cache
def language_of(country: str) -> str:
    """Return the language that most people of a country (ISO 3166-1, two letters) speak; empty where none is known."""
    likely = get_global("likely_subtags").get(f"und_{country.upper()}", "")
    code = likely.partition("_")[0]
    return {"nb": "no", "nn": "no"}.get(code, code if len(code) == 2 else "")


def language_parts(text: str) -> list[str]:
    """Return the texts of the languages that a list names; NL-EN are two, since English is no region of Dutch."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return [code for part in parts for code in _joined(part)]


def _joined(part: str) -> list[str]:
    codes = [fold(code) for code in re.split("[-_]", part)]
    return codes if len(codes) > 1 and all(code in LANGUAGES for code in codes) else [part]
