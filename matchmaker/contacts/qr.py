"""A contact for a phone's camera: a small vCard 3.0, so that the code stays coarse enough to scan from a screen."""

from matchmaker.contacts.shared import ContactCard
from matchmaker.contacts.vcard import line, number

MOST_BYTES = 300
NAME_BYTES, LONG_BYTES = 48, 80
"""Of a first or last name, of the whole name or an organisation; an address book can be corrected, a code that no
camera reads cannot."""


def qr_text(contact: ContactCard) -> str:
    """Return name, telephone, e-mail and organisation in at most 300 bytes; what does not fit stays out, in the
    reverse order."""
    names = f"{_cut(contact.last_name, NAME_BYTES)};{_cut(contact.first_name, NAME_BYTES)}"
    begin = ["BEGIN:VCARD", "VERSION:3.0", f"N:{names}", f"FN:{_cut(contact.name, LONG_BYTES)}"]
    end = ["END:VCARD", ""]
    wanted = [
        f"TEL:{line(number(contact.phone))}" if contact.phone else "",
        f"EMAIL:{line(contact.email)}" if contact.email else "",
        f"ORG:{_cut(contact.organisation, LONG_BYTES)}",
    ]
    kept: list[str] = []
    for text in filter(None, wanted):
        if len("\r\n".join([*begin, *kept, text, *end]).encode()) <= MOST_BYTES:
            kept.append(text)
    return "\r\n".join([*begin, *kept, *end])


def _cut(text: str, most: int) -> str:
    """Return as much of a text as fits into `most` bytes as a value."""
    while len(line(text).encode()) > most:
        text = text[:-1]
    return line(text)
