"""Corrections of an organisation by the community's member managers."""

from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import name_key
from matchmaker.base.plain_text import one_line
from matchmaker.communities.queries import organisations_of
from matchmaker.members.rules import MemberRecord
from matchmaker.models import Act, Community, Organisation, record, row_id
from matchmaker.people.rules.company import search_text
from matchmaker.people.rules.contact_details import enterprise_number, website_address


def save_member(
    session: Session,
    community: Community,
    organisation_id: int,
    values: MemberRecord,
    *,
    shown: str,
    actor: str,
) -> Organisation:
    """Correct what the community knows of an organisation; `shown` is the token that the form began with.

    Raises `NotFound` for one of another community, `Stale` if it was changed meanwhile, and `InvalidInput` for a value
    that cannot be used, or for an id or a VAT number that another organisation has.
    """
    community_id = row_id(community)
    statement = organisations_of(community_id).where(Organisation.id == organisation_id).with_for_update()
    organisation = session.exec(statement.execution_options(populate_existing=True)).first()
    if organisation is None:
        raise NotFound(N_("There is no such page, or it belongs to somebody else."))
    if shown != MemberRecord.of(organisation).token:
        raise Stale(N_("Somebody has changed this company meanwhile. Here is the newer state."))
    name, external_id = one_line(values.name), one_line(values.external_id)
    if not name:
        raise InvalidInput(N_("A company needs a name."))
    number = enterprise_number(values.vat)
    for column, value in ((Organisation.external_id, external_id or None), (Organisation.vat, number)):
        others = organisations_of(community_id).where(col(column) == value, Organisation.id != organisation_id)
        if value and (other := session.exec(others).first()) is not None:
            raise InvalidInput(N_("“%(value)s” belongs to “%(name)s” already."), value=value, name=other.name)
    organisation.website = website_address(values.website)
    organisation.name, organisation.external_id, organisation.vat = name, external_id or None, number
    organisation.country = values.country
    organisation.name_key, organisation.search_text = name_key(name), search_text(organisation)
    organisation.updated_at, organisation.updated_by = clock.now(), actor
    record(session, actor, Act.SAVE_MEMBER, event_id=None, community=community_id, subject=organisation.name)
    session.flush()
    return organisation
