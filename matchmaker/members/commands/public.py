"""What of a card the public directory shows: ticked by the member, or by the community on its behalf."""

from collections.abc import Sequence

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.members.queries.member import find_member
from matchmaker.members.rules.consent import consent_token
from matchmaker.models import Act, Community, Organisation, record, row_id
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.public_card import PublicField


def save_public_card(
    session: Session,
    community: Community,
    organisation_id: int,
    *,
    is_public: bool,
    fields: Sequence[str],
    shown: str,
    actor: str,
) -> Organisation:
    """Save whether an organisation stands in the public directory, and which fields of its card it shows there.

    Raises `NotFound` for one of another community, `Stale` if the ticks were changed meanwhile, and `InvalidInput` for
    a field that there is not.
    """
    organisation = find_member(session, row_id(community), organisation_id, lock=True)
    if shown != consent_token(organisation):
        raise Stale
    if set(fields) - set(PublicField):
        raise InvalidInput(N_("Choose among the fields of the list."))
    organisation.is_public = is_public
    organisation.public_fields = [field.value for field in PublicField if field in fields]
    follow_card(organisation)
    session.add(organisation)
    record(session, actor, Act.SAVE_PUBLIC_CARD, event_id=None, community=community.id, subject=organisation.name)
    session.flush()
    return organisation
