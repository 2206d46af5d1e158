"""Names that stand in mails to others: they hold no address to which an advertisement could lead."""

import re
import unicodedata

_OF_ADDRESSES = re.compile(r"[/\\@]|\w[.。]\w{2,}")
"""Slashes, an at sign, or a point inside a word as in names of hosts; "J.R.R." and "Dr. Ada" have none."""
_OF_LINKS = re.compile(r"://|\\|\bwww[.。]|\w[.。]\w{2,}/", re.IGNORECASE)


def holds_address(name: str) -> bool:
    """Tell whether the name of a person holds what may be read as a web or mail address, in any width of letters."""
    return _OF_ADDRESSES.search(unicodedata.normalize("NFKC", name)) is not None


def advertises(name: str) -> bool:
    """Tell whether the name of an organisation holds a link; unlike people, companies may be named "Tonelvo.com"."""
    return _OF_LINKS.search(unicodedata.normalize("NFKC", name)) is not None
