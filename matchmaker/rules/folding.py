"""Texts folded for search: without case, accents and punctuation, so that "Élan" is found by "elan"."""

import re
import unicodedata

from matchmaker.models import Organisation
from matchmaker.rules.tags import tags

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case with letters and digits only, separated by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", letters).strip()


def search_text(organisation: Organisation) -> str:
    """Return everything that the directory searches on a company card: its texts, and its tags in all languages."""
    known = tags()
    codes = dict.fromkeys([*organisation.sectors, *organisation.offers, *organisation.seeks])
    names = [name for code in codes if code in known for name in known[code].names.values()]
    texts = (organisation.name, organisation.description, organisation.offers_text, organisation.seeks_text)
    return fold(" ".join([*texts, *names]))
