"""Contact cards of those whom one meets: who is shown, the vCard file, and the code for a phone's camera."""

from matchmaker.contacts.qr import qr_text
from matchmaker.contacts.shared import ContactCard, Met, contacts_in, contacts_of, contacts_of_all
from matchmaker.contacts.vcard import Version, write_cards

__all__ = ["ContactCard", "Met", "Version", "contacts_in", "contacts_of", "contacts_of_all", "qr_text", "write_cards"]
