"""Contact cards of those whom the reader meets: a page with a code for the phone, and files for address books."""

from flask import Response, g, render_template, request

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.contacts import ContactCard, Version, contacts_of, qr_text, write_cards
from matchmaker.models import Act
from web.auth.guards import agreed_required
from web.calendar.blueprint import bp
from web.database import session
from web.downloads import attachment
from web.i18n import language
from web.qr import qr_picture
from web.security import not_kept

CARD = "text/vcard"
"""Media type of vCard (RFC 6350)."""


@bp.get("/e/<slug>/contacts.vcf")
@agreed_required
@not_kept
def all_contacts(slug: str) -> Response:
    """Give all contacts in one file; `?v=4` for vCard 4.0."""
    contacts = contacts_of(session(), g.registration)
    if not contacts:
        raise NotFound(N_("There are no contacts yet: they come with a confirmed meeting."))
    data = _cards(list(contacts.values()))
    return attachment(data, f"contacts-{slug}.vcf", CARD, people=Act.DOWNLOAD_CONTACTS, number=len(contacts))


@bp.get("/e/<slug>/contacts/<int:registration_id>.vcf")
@agreed_required
@not_kept
def contact_file(slug: str, registration_id: int) -> Response:
    """Give one contact as a file; `?v=4` for vCard 4.0."""
    data = _cards([_contact(registration_id)])
    return attachment(data, "contact.vcf", CARD, people=Act.DOWNLOAD_CONTACT, registration=registration_id)


@bp.get("/e/<slug>/contacts/<int:registration_id>")
@agreed_required
@not_kept
def contact(slug: str, registration_id: int) -> str:
    """Show one contact, with a code for the camera of a phone."""
    found = _contact(registration_id)
    return render_template("calendar/contact.html", contact=found, qr=qr_picture(qr_text(found)))


def _contact(registration_id: int) -> ContactCard:
    found = contacts_of(session(), g.registration).get(registration_id)
    if found is None:
        raise NotFound(N_("There is no such contact: contacts are shown once a meeting is confirmed."))
    return found


def _cards(contacts: list[ContactCard]) -> bytes:
    version = Version.V4 if request.args.get("v") == "4" else Version.V3
    return write_cards(contacts, language(), version)
