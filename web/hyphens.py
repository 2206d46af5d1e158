"""Places where long words may break in narrow cells: browsers without the dictionary of a language cut anywhere."""

import re

from flask import Flask
from markupsafe import Markup

SOFT_HYPHEN = "\u00ad"
_VOWELS = "aeiouyàâäáéèêëíîïóôöúùûüœæ"
_LONG = re.compile(r"[^\W\d_]{8,}")
_LETTER = r"[^\W\d_]"
_BEGINNING = rf"(?:[bcdfgkptv][lr]|[cpst]h|[b-df-hj-np-tv-xz])[{_VOWELS}]{_LETTER}"
_SYLLABLE = re.compile(rf"(?<={_LETTER}{{3}})(?<![bcdfgkpstv](?=[hlr]))(?={_BEGINNING})", re.IGNORECASE)
"""Before a consonant, or two that begin a syllable, and a vowel; three letters stand before it and after it."""


def hyphenated(text: str) -> str:
    """Return a text whose words of eight letters and more may break between syllables."""
    return _LONG.sub(lambda word: _SYLLABLE.sub(SOFT_HYPHEN, word.group()), text)


def address(text: str) -> Markup:
    """Return a mail address that breaks behind its @ before it breaks anywhere else."""
    return Markup("@<wbr>").join(text.split("@"))


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(hyphenated=hyphenated, address=address)
