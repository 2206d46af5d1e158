"""Folding of names for search, and keys by which an import recognises the same organisation or person."""

import re
import unicodedata
from functools import lru_cache

from matchmaker.base.domains import domain_key
from matchmaker.base.plain_text import without_ignorable

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i"})

_SAME_FORMS = (
    ("sa", "nv"),
    ("srl", "bv", "sprl", "bvba"),
    ("asbl", "vzw", "vog"),
    ("aisbl", "ivzw"),
    ("sc", "cv", "scrl", "cvba"),
    ("snc", "vof"),
    ("scs", "commv"),
    ("ltd", "limited"),
)
"""Legal forms that are one and the same in Belgium's languages, or before and after its code of 2019; folded."""
_FORMS = {form: forms[0] for forms in _SAME_FORMS for form in forms} | {
    form: form
    for form in (
        *("ab", "ag", "ev", "gie", "gmbh", "inc", "kg", "llc", "lp", "oy", "plc", "sarl", "sas", "sasu", "sca", "se"),
    )
}
"""Taken off only at the start or the end of a name, where they stand for the form of the company."""
LEGAL_FORMS = tuple(_FORMS)

MOST_SIGNS = 4
"""Of the compatibility decomposition of a text, for each of its own: letters with two accents have three."""

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){2,}")
"""Initials with points, as in "S.A." and "s. p. r. l.", so that they fold into one word."""
_OTHER_SIGNS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and what nobody sees; every run of other signs is one space."""
    # some signs stand for whole sentences: one letter for 18, and files have many
    apart = unicodedata.normalize("NFKD", text)[: MOST_SIGNS * len(text)]
    plain = without_ignorable(unicodedata.normalize("NFKD", apart.casefold()))
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)
    return " ".join(_OTHER_SIGNS.sub(" ", plain).split())


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the name of an organisation folded and without its legal form: "Café Müller S.A." is "cafe muller".

    A name that is nothing but a legal form keeps it. Plus and number signs count: C++ is neither C nor C#.
    """
    return " ".join(_parted(name)[0])[:200]


def legal_form(name: str) -> str | None:
    """Return the legal form that a name ends or begins with, the same for "SA" and "NV"; None if it has none."""
    return _parted(name)[1]


def may_be_same_name(one: str, other: str) -> bool:
    """Tell whether two names may be of one organisation: "Nordwind" and "Nordwind NV", not "Nordwind GmbH" and this."""
    if name_key(one) != name_key(other):  # first, as keys are remembered: lists compare many thousands of pairs
        return False
    return len({legal_form(one), legal_form(other)} - {None}) < 2


def spelled_worse(one: str, other: str) -> bool:
    """Tell whether `one`, of two spellings of a name, lacks what `other` has: small letters, capitals, or accents."""
    if _has_one_case(one) != _has_one_case(other):
        return _has_one_case(one)
    return fold(one) == fold(other) and _marks(one) < _marks(other)


def _has_one_case(text: str) -> bool:
    return text in {text.upper(), text.lower()}


def _marks(text: str) -> int:
    return sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFD", text))))


def _parted(name: str) -> tuple[list[str], str | None]:
    """Return the folded words of a name without its legal form, and that form."""
    joined = _DOTTED.sub(lambda initials: re.sub(r"[.\s]", "", initials[0]) + " ", name)
    words = fold(joined.replace("+", " plus ").replace("#", " sharp ")).split()
    form = None
    while len(words) > 1 and words[-1] in _FORMS:
        form = _FORMS[words.pop()]
    while len(words) > 1 and words[0] in _FORMS:
        form = _FORMS[words.pop(0)]
    return words, form


def email_key(email: str) -> str:
    """Return an address as it is compared: trimmed, without case, its domain as DNS knows it."""
    name, at, domain = unicodedata.normalize("NFC", email.strip()).rpartition("@")
    return f"{name.casefold()}{at}{domain_key(domain)}"
