"""Cell parsers: each turns the text of a cell into a value, or raises `BadCell` with a sentence.

The placeholders `column` and `value` of a sentence are filled where the cell is known (see `rows`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from matchmaker.base.countries import country_code
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.languages import language_code, language_parts
from matchmaker.base.names import fold
from matchmaker.base.phones import checked_phone
from matchmaker.base.vat import normal_vat
from matchmaker.imports.closest import FEW, closest
from matchmaker.imports.value_words import Accepted, spelled

Parser = Callable[[str], Any]
Choice = TypeVar("Choice", bound=StrEnum)


class NothingSaid(Exception):
    """A cell says in words that there is no value."""


class BadCell(Exception):
    """A cell cannot be used: a gettext key with its parameters, and texts that would be right."""

    def __init__(self, message: str, suggestions: Sequence[str] = (), **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions
        self.params = params


_SPREADSHEET_ERROR = re.compile(
    r"#(N/A|N/B|N/D|NV|NULL!|NUL!|LEEG!|DIV/0!|DEEL/0!|VALUE!|VALEUR!|WAARDE!|WERT!|REF!|VERW!|BEZUG!|NAME\?|NOM\?|NAAM\?"
    r"|NUM!|NOMBRE!|GETAL!|ZAHL!|SPILL!|CALC!)|Err:\d{3}"
)
"""What spreadsheets in our languages show in a cell whose formula fails."""


def check_shown(cell: str) -> None:
    """Raise BadCell for a cell in which the spreadsheet shows an error."""
    if _SPREADSHEET_ERROR.fullmatch(cell):
        raise BadCell(
            N_(
                "Column “%(column)s”: the spreadsheet shows the error “%(value)s”. "
                "Correct its formula, or empty the cell."
            )
        )


def text(most: int) -> Parser:
    """Accept any text of at most `most` signs."""

    def parse(cell: str) -> str:
        if len(cell) > most:
            raise BadCell(
                N_("Column “%(column)s”: “%(value)s” has %(length)d characters; the most is %(most)d. Shorten it."),
                length=len(cell),
                most=most,
            )
        return cell

    return parse


def email(cell: str) -> str:
    """Accept an e-mail address by its form; nothing is sent or looked up."""
    try:
        address = normal_address(cell)
    except ValueError as error:
        raise BadCell(
            N_("Column “%(column)s”: “%(value)s” is not an e-mail address. Write one like name@company.be.")
        ) from error
    return str(text(254)(address))


def emails(cell: str) -> list[str]:
    """Accept addresses separated by |."""
    return list(dict.fromkeys(email(part.strip()) for part in cell.split("|") if part.strip()))


def phone(cell: str) -> str:
    """Accept a telephone number as people write it, with or without the sign + of the country."""
    try:
        return checked_phone(cell)
    except ValueError as error:
        raise BadCell(
            N_("Column “%(column)s”: “%(value)s” is not a telephone number. Write one like +32 81 12 34 56.")
        ) from error


_NO_NUMBER = frozenset(
    {
        *("", "none", "no", "n a", "na", "nihil", "nil", "tbc", "tbd", "pending", "in progress", "not applicable"),
        *("aucun", "aucune", "neant", "non", "so", "s o", "sans", "sans objet", "pas de tva", "en cours", "a venir"),
        *("exonere", "exempt", "exempte", "non assujetti", "non assujettie", "franchise", "en cours d attribution"),
        *("geen", "nvt", "n v t", "geen btw", "in aanvraag", "aangevraagd", "vrijgesteld", "niet btw plichtig"),
        *("keine", "kein", "keiner", "nein", "entfallt", "beantragt", "in bearbeitung", "befreit", "unbekannt"),
        *("unknown", "inconnu", "onbekend", "x", "0"),
    }
)
"""Folded; what people write where they have no VAT number, or not yet."""


def vat(cell: str) -> str:
    """Accept a VAT or enterprise number (see `normal_vat`); words for "none" and "not yet" count as an empty cell."""
    if fold(cell) in _NO_NUMBER:
        raise NothingSaid
    try:
        return normal_vat(cell)
    except ValueError as error:
        raise BadCell(
            N_("Column “%(column)s”: “%(value)s” is not a valid VAT number. Correct it, or leave it empty.")
        ) from error


def website(cell: str) -> str:
    """Accept a web address; https is assumed where nothing is said."""
    address = cell if re.match(r"(?i)https?://", cell) else f"https://{cell}"
    if not re.fullmatch(r"(?i)https?://[\w\-]+(\.[\w\-]+)+(:\d+)?([/?#][^\s<>\"]*)?", address):
        raise BadCell(
            N_("Column “%(column)s”: “%(value)s” is not a web address. Write one like https://www.company.be.")
        )
    return str(text(300)(address))


def whole(least: int, most: int) -> Parser:
    """Accept a whole number between `least` and `most`."""

    def parse(cell: str) -> int:
        if not re.fullmatch(r"\d{1,9}", cell) or not least <= int(cell) <= most:
            raise BadCell(
                N_(
                    "Column “%(column)s”: “%(value)s” is not usable. "
                    "Write a whole number between %(least)d and %(most)d, or leave it empty."
                ),
                least=least,
                most=most,
            )
        return int(cell)

    return parse


def degrees(most: int) -> Parser:
    """Accept a latitude (most 90) or a longitude (most 180)."""

    def parse(cell: str) -> float:
        plain = cell.replace(",", ".")
        if not re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", plain) or abs(float(plain)) > most:
            raise BadCell(N_("Column “%(column)s”: “%(value)s” is not a position in degrees. Write one like 50.4669."))
        return float(plain)

    return parse


_YES = frozenset(["yes", "y", "true", "1", "x", "oui", "o", "vrai", "ja", "j", "waar", "wahr"])
_NO = frozenset(["no", "n", "false", "0", "non", "faux", "nee", "nein", "onwaar", "falsch"])


def yes_no(cell: str) -> bool:
    """Accept yes or no in the four languages."""
    word = fold(cell)
    if word not in _YES | _NO:
        raise BadCell(N_("Column “%(column)s”: “%(value)s” is neither yes nor no. Write “yes” or “no”."))
    return word in _YES


def choice(kind: type[Choice], words: Mapping[str, Choice]) -> Parser:
    """Accept a value of an enumeration, its words on the pages, or one of the (folded) `words` of files."""
    codes = [member.value for member in kind]
    accepted = {word: kind(code) for word, code in spelled(codes).items()} | dict(words)

    def parse(cell: str) -> Choice:
        found = accepted.get(fold(cell))
        if found is None:
            raise BadCell(
                N_("Column “%(column)s”: “%(value)s” is unknown. Write one of: %(accepted)s."),
                _like(cell, codes),
                accepted=Accepted(codes),
            )
        return found

    return parse


def _like(cell: str, codes: Sequence[str]) -> tuple[str, ...]:
    words = spelled(codes)
    near = closest(cell, words)
    return tuple(dict.fromkeys(words[one] for one in near)) or tuple(codes if len(codes) <= FEW else ())


def country(cell: str) -> str:
    """Accept a country by its code or by a usual name (see `country_code`); returns the two letters."""
    found = country_code(cell)
    if found is None:
        raise BadCell(N_("Column “%(column)s”: the country “%(value)s” is unknown. Write its two letters, such as BE."))
    return found


def screen_language(cell: str) -> str:
    """Accept a language in which the product can write to a person; of several, the first such one."""
    usable = next((code for code in languages(cell) if code in LANGUAGES), None)
    if usable is None:
        raise BadCell(
            N_("Column “%(column)s”: we cannot write in “%(value)s”. Write one of: %(accepted)s."),
            LANGUAGES,
            accepted=", ".join(LANGUAGES),
        )
    return usable


def languages(cell: str) -> list[str]:
    """Accept languages, as a list or alone, by their codes or usual names (see `matchmaker.base.languages`)."""
    return list(dict.fromkeys(_language(part) for part in language_parts(cell)))


def one_language(cell: str) -> str:
    """Accept one language by its code or usual name."""
    return _language(cell)


def language_pairs(cell: str) -> str:
    """Accept pairs of languages between which somebody interprets: da-fr|fi-fr, or danois – français."""
    found = []
    for pair in filter(None, map(str.strip, re.split(r"[|,;\n]", cell))):
        spoken = [_language(part.strip()) for part in re.split(r"[-–/>]", pair) if part.strip()]
        if len(set(spoken)) != 2:
            raise BadCell(
                N_("Column “%(column)s”: “%(pair)s” is no pair of two languages. Write it like fi-fr."), pair=pair
            )
        found.append("-".join(sorted(spoken)))
    return ",".join(dict.fromkeys(found))


def district_minutes(cell: str) -> dict[str, dict[str, int]]:
    """Accept minutes between districts, for both directions: Centre / Port 20 | Centre / Centre 10."""
    found: dict[str, dict[str, int]] = {}
    for way in filter(None, map(str.strip, re.split(r"[|;\n]", cell))):
        parts = re.fullmatch(r"([^/]+)/([^/]+?)[ :=]+(\d{1,4})", way)
        if parts is None or int(parts[3]) > 24 * 60:
            raise BadCell(N_("Column “%(column)s”: “%(way)s” is no way. Write it like Centre / Port 20."), way=way)
        low, high = sorted((fold(parts[1]), fold(parts[2])))
        found.setdefault(low, {})[high] = int(parts[3])
    return found


def _language(text: str) -> str:
    found = language_code(text)
    if found is None:
        raise BadCell(
            N_("Column “%(column)s”: the language “%(spoken)s” is unknown. Write its two letters, such as fr."),
            spoken=text,
        )
    return found


def slug(cell: str) -> str:
    """Accept the short name of an event in addresses."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell) or len(cell) > 60:
        raise BadCell(N_("Column “%(column)s”: “%(value)s” is not usable. Write small letters, digits and hyphens."))
    return cell
