"""Words that no column holds: they get places where they may break, which nobody sees."""

import re

LONGEST = 26
"""Signs that a word may have before it is given such places. Names are in any language: no other rule divides them."""
PIECE = 13
BREAK = "\u200b"
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
_PIECES = re.compile(rf".{{{PIECE}}}(?=.)")


def breakable(text: str) -> str:
    """Return `text` in which a word of more than 26 signs may break after every 13."""
    return _LONG.sub(lambda word: _PIECES.sub(rf"\g<0>{BREAK}", word.group()), text)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text, on one line, at a word's end; three dots stand for the rest."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut}…"
