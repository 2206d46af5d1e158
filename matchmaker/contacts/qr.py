"""A contact for a phone's camera: a small vCard 3.0, so that the code stays coarse enough to scan from a screen."""

from matchmaker.contacts.shared import Contact
from matchmaker.contacts.vcard import escape, number

MOST_BYTES = 300
NAME_LETTERS = 40
"""Of each name; an address book can be corrected, a code that no camera reads cannot."""


def qr_text(contact: Contact) -> str:
    """Return name, telephone, e-mail and organisation in at most 300 bytes; what does not fit stays out, in the
    reverse order."""
    first, last = (escape(name[:NAME_LETTERS]) for name in (contact.first_name, contact.last_name))
    full = escape(contact.name[:NAME_LETTERS])
    begin, end = ["BEGIN:VCARD", "VERSION:3.0", f"N:{last};{first}", f"FN:{full}"], ["END:VCARD", ""]
    wanted = [
        f"TEL:{escape(number(contact.phone))}" if contact.phone else "",
        f"EMAIL:{escape(contact.email)}" if contact.email else "",
        f"ORG:{escape(contact.organisation[:NAME_LETTERS])}",
    ]
    kept: list[str] = []
    for line in filter(None, wanted):
        if len("\r\n".join([*begin, *kept, line, *end]).encode()) <= MOST_BYTES:
            kept.append(line)
    return "\r\n".join([*begin, *kept, *end])
