"""Rules of receptions: guests as they are pasted from a table or a mail, one a line."""

import re
from dataclasses import dataclass

from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.plain_text import one_line

MAILED = re.compile(r'"?([^<"]+)"?\s*<([^<>]+)>\s*,?(.*)')
"""A guest as mails write them: all before the address is the name, perhaps with the last name first."""


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A line as somebody has pasted it."""

    number: int
    name: str
    email: str
    organisation: str
    language: str
    """A code; empty where the line says none."""


def guest_lines(text: str) -> list[GuestLine]:
    """Return the guests of a text: name, organisation and language in this order, the address wherever it stands.

    Empty lines, and a line of headings above the others, are no guests. Of a line with two addresses nobody knows whose
    they are: they are its address, which is none.
    """
    found: list[GuestLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = _cells(line)
        email = one_line(line) if line.count("@") > 1 else next((cell for cell in cells if "@" in cell), "")
        rest = [cell for cell in cells if cell and cell != email]
        said = next((cell.lower() for cell in rest[1:] if cell.lower() in LANGUAGES), "")
        rest = [cell for place, cell in enumerate(rest) if not place or cell.lower() != said]
        if not email and (not rest or (not found and "mail" in line.lower())):
            continue
        found.append(GuestLine(number, rest[0] if rest else "", email, rest[1] if len(rest) > 1 else "", said))
    return found


def _cells(line: str) -> list[str]:
    """Return the parts of a line: of a table, of a mail, or with commas between them."""
    sign = next((one for one in ("\t", ";") if one in line), "")
    mailed = None if sign else MAILED.fullmatch(line.strip())
    if mailed is None:
        return [one_line(cell).strip('<>"') for cell in line.split(sign or ",")]
    last, comma, first = map(one_line, mailed[1].partition(","))
    return [f"{first} {last}" if comma else last, *map(one_line, (mailed[2], *mailed[3].split(",")))]
