"""Rules of receptions: guests as they are pasted from a table or a mail, one a line."""

import re
from dataclasses import dataclass

from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.plain_text import one_line

WRITTEN = re.compile(r",|\s+(?=<)")
"""What stands between the cells of a line that has no tab and no semicolon, as in mails."""


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

    Empty lines, and a line of headings above the others, are no guests.
    """
    found: list[GuestLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        sign = next((one for one in ("\t", ";") if one in line), "")
        cells = [one_line(cell).strip('<>"') for cell in (line.split(sign) if sign else WRITTEN.split(line))]
        email = next((cell for cell in cells if "@" in cell), "")
        rest = [cell for cell in cells if cell and cell != email]
        said = next((cell.lower() for cell in rest[1:] if cell.lower() in LANGUAGES), "")
        rest = [cell for place, cell in enumerate(rest) if not place or cell.lower() != said]
        if not email and (not rest or (not found and "mail" in line.lower())):
            continue
        found.append(GuestLine(number, rest[0] if rest else "", email, rest[1] if len(rest) > 1 else "", said))
    return found
