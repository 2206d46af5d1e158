"""Names that look alike: the skeleton by which they are compared (Unicode Technical Standard 39), mixed scripts.

The signs are those that Unicode's `confusables.txt` calls confusable with a letter or digit of ASCII, in upper or
lower case (`lookalikes.csv` beside this file; Unicode License), and what Unicode's names say of all others.
"""

import csv
import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matchmaker.base.names import LEGAL_FORMS, name_key

_WRITTEN_TOGETHER = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"})
"""Scripts that one name has side by side, by the first word of the names of their letters."""
_NO_SCRIPT = frozenset({"MODIFIER", "KATAKANA-HIRAGANA"})
"""First words of the names of letters that are of no script, or of two."""

_BLANKS = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0™℠", " "))
"""Fillers, which show as a blank, and marks that would become letters."""
_BARS = "|¦∣│׀⎸⎹⏐❘❙"
_LONE_BAR = re.compile(rf"(?<!\w)[{_BARS}](?!\w)")
"""A bar between words, which is no letter."""
_DRAWN = str.maketrans(dict.fromkeys(f"{_BARS}\u1175\u3021\u4e28", "l") | dict(zip("@€¢$£", "aecsl", strict=True)))
"""Signs that are drawn like a letter: bars, strokes of Chinese and Korean, and those of money."""
_DIGIT = re.compile(r"(?<=[a-z])[345]|[345](?=[a-z])")
_DIGITS = {"3": "e", "4": "a", "5": "s"}
"""Digits that stand for a letter beside another one."""
_NAMED = re.compile(
    r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |BARRED |BLACKLETTER |SCRIPT )?"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER |REGIONAL INDICATOR SYMBOL LETTER )"
    r"([A-Z])(?:LPHA)?(?: WITH .*)?"
)
"""Names of letters that have no decomposition: with bars, strokes and hooks, small capitals, those in disks, squares
and flags.
"""
_MORE_FORMS = ("co", "corp")
"""What stands behind a name like a legal form."""
_DRAWN_TOGETHER = (
    *((" ", ""), ("rn", "m"), ("vv", "w"), ("cl", "d")),
    *(("1", "l"), ("i", "l"), ("0", "o")),
)
"""Letters and digits, alone or side by side, and the letter that they look like."""
_SLIPS = 6
"""From how many letters on two names that differ in one are alike."""
_LEFT = 4
"""Letters that stay of a name at least where a legal form is written together with it: "Visa" is no SA."""


class _Letters(dict[int, str]):
    """The letter that a sign looks like, as `str.translate` asks for it."""

    def __missing__(self, sign: int) -> str:
        named = _NAMED.fullmatch(unicodedata.name(chr(sign), ""))
        self[sign] = named[1].lower() if named else chr(sign)
        return self[sign]


@cache
def _letters() -> _Letters:
    rows = csv.DictReader((files("matchmaker.base") / "lookalikes.csv").read_text(encoding="utf-8").splitlines())
    return _Letters({ord(sign): row["letter"] for row in rows for sign in row["look_alikes"]})


@cache
def _glued_forms() -> re.Pattern[str]:
    """Return where legal forms are written together with a name; of two letters at its end only."""
    forms = sorted(map(_squeezed, (*LEGAL_FORMS, *_MORE_FORMS)), key=len, reverse=True)
    before = "|".join(form for form in forms if len(form) > 2)
    return re.compile(rf"(?:{before})*+(.{{{_LEFT},}}?)(?:{'|'.join(forms)})*")


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """Return the name of an organisation as it looks: names with the same one can be taken for each other.

    It is in Latin letters where these look the same, without legal form, accents, case and spaces; 1, l and I are one,
    as are 0 and O, "rn" and "m", "vv" and "w", "cl" and "d".
    """
    apart = _LONE_BAR.sub(" ", unicodedata.normalize("NFKD", name.translate(_BLANKS)))
    plain = _squeezed(name_key(apart.translate(_DRAWN).translate(_letters())))
    bare = _glued_forms().fullmatch(plain)
    return bare[1] if bare else plain


def closest(name: str, skeletons: Collection[str]) -> str | None:
    """Return the one of `skeletons` that a name can be taken for: the same, or one slip of the pen from it.

    A slip is a letter more, less, changed, or two exchanged (optimal string alignment distance of 1), between names of
    six letters or more: so small a difference is not seen there. A sign within a word counts as a letter that is
    missing; another number at the end is no slip.
    """
    own = skeleton(name)
    if own in skeletons:
        return own
    number = _number(own)
    near = [
        each
        for each in skeletons
        if abs(len(each) - len(own)) <= 1 and min(len(each), len(own)) >= _SLIPS and _number(each) == number
    ]
    found = process.extractOne(own, near, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else None


def _number(plain: str) -> str:
    return plain[len(plain.rstrip("0123456789")) :]


def _squeezed(plain: str) -> str:
    plain = _DIGIT.sub(lambda digit: _DIGITS[digit[0]], plain)
    for signs, letter in _DRAWN_TOGETHER:
        plain = plain.replace(signs, letter)
    return plain


def mixes_scripts(name: str) -> bool:
    """Tell whether a name, but for its legal form, has letters of scripts that are not written together.

    "Газпром SA" has one script; "Газпром Belgium" has two. Chinese, Japanese and Korean stand beside Latin letters in
    words of their own.
    """
    words = [_scripts(word) for word in name_key(name).split()]
    together: set[str] = set().union(*words)
    if len(together) < 2:
        return False
    return not together <= _WRITTEN_TOGETHER or any("LATIN" in word and len(word) > 1 for word in words)


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()} - _NO_SCRIPT
