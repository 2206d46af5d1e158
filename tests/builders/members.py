"""Members of a community: organisations with memberships, contacts and a card that the public may read."""

from datetime import date

from sqlmodel import Session

from matchmaker.base.names import name_key
from matchmaker.models import Community, MemberContact, MemberTag, Organisation, TierPeriod
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.public_card import PublicField
from tests.builders import factories as make

TODAY = date(2027, 3, 1)


def make_member(
    session: Session,
    name: str,
    community: Community | None = None,
    *,
    tier: str = "",
    ends_on: date | None = None,
    tags: tuple[str, ...] = (),
    contacts: tuple[str, ...] = (),
    **values,
) -> Organisation:
    """A member; with a tier, since 2026; its contacts by their addresses."""
    member = make.make_organisation(session, name, community, **values)
    member.name_key = name_key(name)
    follow_card(member)
    if tier:
        session.add(TierPeriod(organisation_id=member.id, tier=tier, starts_on=date(2026, 1, 1), ends_on=ends_on))
    session.add_all(MemberTag(organisation_id=member.id, tag=tag) for tag in tags)
    for email in contacts:
        make_contact(session, member, email)
    session.flush()
    return member


def make_contact(session: Session, member: Organisation, email: str) -> MemberContact:
    """A contact of a member, called like the first part of the address."""
    name = email.partition("@")[0].title()
    contact = MemberContact(organisation_id=member.id, name=name, email=email, email_key=email, language="en")
    session.add(contact)
    session.flush()
    return contact


def make_public_member(session: Session, name: str, community: Community, **values) -> Organisation:
    """A member that shows all of its card, unless `public_fields` says otherwise."""
    shown = {"is_public": True, "public_fields": [field.value for field in PublicField]}
    return make_member(session, name, community, **shown | values)
