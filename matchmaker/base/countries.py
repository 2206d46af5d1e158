"""Countries as people write them: ISO 3166-1 codes of two and three letters, and their usual and official names."""

import gettext
import re
from functools import cache

import pycountry

from matchmaker.base.i18n import LANGUAGES, locale
from matchmaker.base.names import fold

NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
"""Codes of CLDR that stand for no country."""
_ARTICLE = re.compile(r"^(the|le|la|les|l|de|het|der|die|das) ")
_SPOKEN = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "grande bretagne": "GB",
    "angleterre": "GB",
    "ecosse": "GB",
    "groot brittannie": "GB",
    "engeland": "GB",
    "schotland": "GB",
    "grossbritannien": "GB",
    "schottland": "GB",
    "etats unis d amerique": "US",
    "amerika": "US",
    "verenigde staten van amerika": "US",
    "vereinigte staaten von amerika": "US",
    "hollande": "NL",
    "holland": "NL",
    "grand duche de luxembourg": "LU",
    "groothertogdom luxemburg": "LU",
    "grossherzogtum luxemburg": "LU",
    "emirats": "AE",
    "uae": "AE",
    "tchequie": "CZ",
    "tsjechische republiek": "CZ",
    "ivory coast": "CI",
    "turkey": "TR",
    "macedonia": "MK",
    "macedoine": "MK",
    "swaziland": "SZ",
    "burma": "MM",
    "birmanie": "MM",
    "rdc": "CD",
    "drc": "CD",
    "eire": "IE",
    "republic of ireland": "IE",
    "northern ireland": "GB",
    "irlande du nord": "GB",
    "el": "GR",
}
"""Folded; what neither ISO nor CLDR writes."""


@cache
def _codes() -> dict[str, str]:
    """Return the code of each folded name and code. What is closer to CLDR's usual names goes first."""
    found: dict[str, str] = {}
    for country in pycountry.countries:
        for code in (country.alpha_2, country.alpha_3):
            found[fold(code)] = country.alpha_2
    for language in LANGUAGES:
        for code, name in locale(language).territories.items():
            if re.fullmatch(r"[A-Z]{2}", code) and code not in NO_COUNTRY:
                found.setdefault(fold(name), code)
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            for text in _translated(name):
                found.setdefault(fold(text), country.alpha_2)
    return found | _SPOKEN


@cache
def _short_names() -> dict[str, str]:
    """Return the code of each official name without what follows a comma or a bracket, where one country has it."""
    codes: dict[str, set[str]] = {}
    for country in pycountry.countries:
        for text in _translated(country.name):
            codes.setdefault(fold(re.split(r"[,(]", text)[0]), set()).add(country.alpha_2)
    return {name: min(found) for name, found in codes.items() if len(found) == 1}


def _translated(name: str) -> list[str]:
    """Return an English name of ISO 3166 and its translations."""
    return [name, *(_iso_codes(language).gettext(name) for language in LANGUAGES)] if name else []


@cache
def _iso_codes(language: str) -> gettext.NullTranslations:
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


def country_code(text: str) -> str | None:
    """Return the code of two letters of the country that a text names; None for none that is known."""
    plain = _ARTICLE.sub("", fold(text))
    initials = plain.replace(" ", "")
    return _codes().get(plain) or _short_names().get(plain) or (_codes().get(initials) if len(initials) < 4 else None)
