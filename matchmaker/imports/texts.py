"""Text of a file: its encoding, and cells without what nobody sees or means."""

import re
import unicodedata
from collections.abc import Sequence

import ftfy

from matchmaker.base import plain_text
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.imports.preview import RowMessage

_PDF = b"%PDF"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
"""Signs without width, and those that turn the direction of writing."""
_LETTERS = re.compile("[éèêëàâäáçîïíôöóùûüúßœæñåø«»’€]")
"""Of our languages; read in the other one of two old encodings, their bytes are other signs."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding; raises InvalidInput for what is no text.

    What is not UTF-8 is read as Windows-1252 or Mac Roman, whichever gives more letters of our languages.
    """
    if data.startswith(_PDF):
        raise InvalidInput(N_("This is a PDF document. Choose the table that it was made from."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        sure, guesses = [("utf-16", "UTF-16")], []
    else:
        sure, guesses = [("utf-8-sig", "UTF-8")], [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")]
    found = _decoded(data, sure) or sorted(_decoded(data, guesses), key=lambda one: -len(_LETTERS.findall(one[0])))
    if not found:
        raise InvalidInput(
            N_("This is no table. In your spreadsheet, save it as “.xlsx” or as “CSV UTF-8”, and choose that file.")
        )
    return found[0]


def _decoded(data: bytes, codecs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    found = []
    for codec, name in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            found.append((text, name))
    return found


def clean(cell: str) -> str:
    """Return a cell in one Unicode form, without signs that nobody sees, its accents repaired if encoded twice."""
    if not cell.isascii():
        # before its control characters are taken out: they may be halves of accents that were encoded twice
        cell = unicodedata.normalize("NFC", ftfy.fix_encoding(_visible(cell)))
    return plain_text.several_lines(cell)


def notices(text: str, encoding: str) -> list[RowMessage]:
    """Return what the reader of a preview should look at: a guessed encoding, and accents that were repaired."""
    found = []
    if not encoding.startswith("UTF"):
        found.append(
            RowMessage(
                N_("The file is not in UTF-8; it was read as %(encoding)s. Please check the accents below."),
                {"encoding": encoding},
            )
        )
    for word in text.split():
        if not word.isascii() and (repaired := ftfy.fix_encoding(word)) != word:
            sentence = N_("Accents were encoded twice, and are repaired: “%(before)s” is read as “%(after)s”.")
            found.append(RowMessage(sentence, {"before": word[:60], "after": repaired[:60]}))
            break
    return found


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")
