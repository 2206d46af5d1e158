"""Contacts of a member: whom the community writes to about the membership."""

from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_, screen_language
from matchmaker.base.names import email_key
from matchmaker.base.plain_text import one_line
from matchmaker.members.queries.member import contact_token, find_member
from matchmaker.models import Act, Community, MemberContact, record, row_id
from matchmaker.people.rules.contact_details import phone_number

MOST_CONTACTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """A contact as it is typed."""

    name: str
    email: str
    phone: str = ""
    function: str = ""
    language: str = "fr"


def save_contact(
    session: Session,
    community: Community,
    organisation_id: int,
    contact_id: int | None,
    values: ContactRecord,
    *,
    shown: str = "",
    actor: str,
) -> MemberContact:
    """Add a contact of a member (`contact_id` None) or change one; `shown` is the token that the form began with.

    Raises `NotFound` for a member or contact of elsewhere, `Stale` if the contact was changed meanwhile, and
    `InvalidInput` for a value that cannot be used and for an address that another contact of the member has.
    """
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    own = select(MemberContact).where(MemberContact.organisation_id == organisation_id)
    contacts = session.exec(own.execution_options(populate_existing=True)).all()
    contact = next((one for one in contacts if one.id == contact_id), None)
    if contact is None and contact_id is not None:
        raise NotFound
    if shown != contact_token(contact):
        raise Stale
    if not one_line(values.name):
        raise InvalidInput(N_("A contact needs a name."))
    if contact is None and len(contacts) >= MOST_CONTACTS:
        raise InvalidInput(N_("A member has at most %(number)d contacts."), number=MOST_CONTACTS)
    try:
        email = normal_address(values.email)
    except ValueError as error:
        raise InvalidInput(N_("“%(email)s” is not an e-mail address."), email=values.email) from error
    if any(one is not contact and one.email_key == email_key(email) for one in contacts):
        raise InvalidInput(N_("Another contact of this company has this address already."))
    contact = contact or MemberContact(organisation_id=organisation_id, name="", email="", email_key="")
    contact.name, contact.email, contact.email_key = one_line(values.name)[:200], email, email_key(email)
    contact.phone, contact.function = phone_number(values.phone), one_line(values.function)[:120]
    contact.language = screen_language(values.language)
    session.add(contact)
    _note(session, community, organisation.name, actor)
    return contact


def remove_contact(
    session: Session, community: Community, organisation_id: int, contact_id: int, *, shown: str, actor: str
) -> None:
    """Remove a contact of a member; raises `NotFound` and `Stale` as `save_contact` does."""
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    contact = session.get(MemberContact, contact_id, populate_existing=True)
    if contact is None or contact.organisation_id != organisation.id:
        raise NotFound
    if shown != contact_token(contact):
        raise Stale
    session.delete(contact)
    _note(session, community, organisation.name, actor)


def _note(session: Session, community: Community, name: str, actor: str) -> None:
    record(session, actor, Act.SAVE_CONTACT, event_id=None, community=community.id, subject=name)
    session.flush()
