"""Names that stand in mails to others: they hold no address and no number to which an advertisement could lead."""

import re
import unicodedata

from matchmaker.base.plain_text import without_ignorable

_OF_ADDRESSES = re.compile(r"//|[\\@]|[^\s.][.。]\w{2,}|\d[.。]\d")
"""Two slashes, a backslash, an at sign, or a point inside a word as in names of hosts; "J.R.R." and "Dr. Ada" have
none, nor has "Müller/Schmidt"."""
_OF_TELEPHONES = re.compile(r"(?:\d[\s./()+-]*){6}")
"""Six digits, whatever parts them."""
_BROKEN_OFF = re.compile(r"(?!prof\b)\w{4,}[.。]\s*$", re.IGNORECASE)
"""A first name that ends as the first part of an address does: "evil." before "example"; not "Dr." or "Prof."."""
_OF_LINKS = re.compile(r"://|\\|\bwww[.。]|[^\s.][.。]\w{2,}/", re.IGNORECASE)
_READ_AS = str.maketrans({"\u06d4": ".", "\u2044": "/", "\u2215": "/", "\u2800": None})
"""Signs that are read as those of addresses: the Arabic full stop, slashes of fractions; the blank of Braille."""


def holds_contact(name: str, last_name: str = "") -> bool:
    """Tell whether a name may be read as a web or mail address or a telephone number, in any width of letters.

    Of a person it is the first name, before the last name.
    """
    first, last = _letters_of(name), _letters_of(last_name)
    whole = f"{first} {last}".strip()
    parted = last and _BROKEN_OFF.search(first)
    return bool(parted or _OF_ADDRESSES.search(whole) or _OF_TELEPHONES.search(whole))


def advertises(name: str) -> bool:
    """Tell whether the name of an organisation holds a link; unlike people, companies may be named "Tonelvo.com"."""
    return _OF_LINKS.search(_letters_of(name)) is not None


def _letters_of(name: str) -> str:
    """Return a name in plain letters, without marks and what nobody sees."""
    plain = without_ignorable(unicodedata.normalize("NFKC", name)).translate(_READ_AS)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M"))
