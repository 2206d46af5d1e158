"""Plain text without what cannot be seen: control characters, and marks that turn the direction of what follows.

A name with a right-to-left override shows the words behind it backwards, in calendars and mails as well.
"""

import re

UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069"
    r"\ufeff\ufffe\uffff"
)
"""What `clean` takes out, as a class of a regular expression; joiners stay, which emoji and scripts need."""
_UNSEEN = re.compile(f"[{UNSEEN}]")
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What Unicode calls default-ignorable: joiners, fillers, soft hyphens and the like, with which names look the same."""


def clean(text: str) -> str:
    """Return `text` without what cannot be seen or stored; every line end is one newline."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text).encode("utf-8", "ignore").decode()


def one_line(text: str) -> str:
    """Return `text` as `clean` does, on one line."""
    return " ".join(clean(text).split())


def several_lines(text: str) -> str:
    """Return `text` as `clean` does, without spaces and empty lines around it."""
    return clean(text).strip()


def without_ignorable(text: str) -> str:
    """Return `text` without what shows nothing by itself, to compare it; it may be needed to show emoji and scripts."""
    return text if text.isascii() else _IGNORABLE.sub("", text)
