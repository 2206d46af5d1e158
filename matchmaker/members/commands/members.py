"""Members added and corrected by the community's member managers."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold, name_key
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.communities.queries import organisations_of
from matchmaker.members.queries.member import find_member, position_token
from matchmaker.members.queries.of_members import tags_of
from matchmaker.members.rules.record import MemberRecord
from matchmaker.models import Act, Community, MemberTag, Organisation, record, row_id
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.contact_details import enterprise_number, website_address

MOST_TAGS = 20


def add_member(session: Session, community: Community, values: MemberRecord, *, actor: str) -> Organisation:
    """Add an organisation to the community.

    Raises `InvalidInput` for a value that cannot be used, and for a name, an id or a VAT number that another one has.
    """
    same = organisations_of(row_id(community)).where(Organisation.name_key == name_key(one_line(values.name)))
    if (other := session.exec(same).first()) is not None:
        raise InvalidInput(N_("“%(name)s” is a member already."), name=other.name)
    organisation = Organisation(community_id=row_id(community), name="", name_key="")
    _write(session, community, organisation, values, actor=actor)
    session.add(organisation)
    session.flush()
    _tag(session, organisation, values.tags)
    record(session, actor, Act.ADD_MEMBER, event_id=None, community=community.id, subject=organisation.name)
    return organisation


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
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    if shown != MemberRecord.of(organisation, tags_of(session, [organisation_id]).get(organisation_id, ())).token:
        raise Stale
    _write(session, community, organisation, values, actor=actor)
    _tag(session, organisation, values.tags)
    record(session, actor, Act.SAVE_MEMBER, event_id=None, community=community.id, subject=organisation.name)
    session.flush()
    return organisation


def place_member(
    session: Session,
    community: Community,
    organisation_id: int,
    position: tuple[float, float] | None,
    *,
    shown: str,
    actor: str,
) -> None:
    """Set where a member is on the map, latitude and longitude in degrees; None for the position of its postcode.

    `shown` is the `position_token` that the form began with. Raises `NotFound` for a member of another community,
    `Stale` if its position was changed meanwhile, and `InvalidInput` for what is no position.
    """
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    if shown != position_token(organisation):
        raise Stale
    if position is not None:
        latitude, longitude = position
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise InvalidInput(
                N_("This is not a position. A latitude lies between -90 and 90, a longitude between -180 and 180.")
            )
        organisation.latitude, organisation.longitude = round(latitude, 5), round(longitude, 5)
    organisation.placed_by_hand = position is not None
    follow_card(organisation)
    organisation.updated_at, organisation.updated_by = clock.now(), actor
    record(session, actor, Act.SAVE_MEMBER, event_id=None, community=community.id, subject=organisation.name)
    session.flush()


def _write(
    session: Session, community: Community, organisation: Organisation, values: MemberRecord, *, actor: str
) -> None:
    name, external_id = one_line(values.name), one_line(values.external_id)
    if not name:
        raise InvalidInput(N_("A company needs a name."))
    number = enterprise_number(values.vat)
    for column, value in ((Organisation.external_id, external_id or None), (Organisation.vat, number)):
        others = organisations_of(row_id(community)).where(
            col(column) == value, col(Organisation.id) != organisation.id
        )
        if organisation.id is None:
            others = organisations_of(row_id(community)).where(col(column) == value)
        if value and (other := session.exec(others).first()) is not None:
            raise InvalidInput(N_("“%(value)s” belongs to “%(name)s” already."), value=value, name=other.name)
    website = website_address(values.website)
    organisation.name, organisation.name_key = name, name_key(name)
    organisation.external_id, organisation.vat, organisation.website = external_id or None, number, website
    organisation.country, organisation.postcode = values.country, one_line(values.postcode)[:20]
    organisation.town = one_line(values.town)[:100]
    organisation.description = several_lines(values.description)[:2000]
    follow_card(organisation)
    organisation.updated_at, organisation.updated_by = clock.now(), actor


def clean_tags(words: Sequence[str]) -> tuple[str, ...]:
    """Return the community's words for a member, each once; raises `InvalidInput` for too many or too long ones."""
    cleaned = {fold(word): one_line(word) for word in reversed(words) if fold(word)}
    if len(cleaned) > MOST_TAGS or any(len(word) > 60 for word in cleaned.values()):
        raise InvalidInput(N_("At most %(number)d tags of 60 characters each, please."), number=MOST_TAGS)
    return tuple(sorted(cleaned.values()))


def _tag(session: Session, organisation: Organisation, words: Sequence[str]) -> None:
    """Put the community's words to a member, spelled as another member has them."""
    spelled = {
        fold(tag): tag
        for tag in session.exec(
            select(MemberTag.tag)
            .join(Organisation, col(Organisation.id) == col(MemberTag.organisation_id))
            .where(Organisation.community_id == organisation.community_id)
            .distinct()
        )
    }
    wanted = {spelled.get(fold(word), word) for word in clean_tags(words)}
    session.execute(delete(MemberTag).where(col(MemberTag.organisation_id) == organisation.id))
    for tag in sorted(wanted):
        session.add(MemberTag(organisation_id=row_id(organisation), tag=tag))
