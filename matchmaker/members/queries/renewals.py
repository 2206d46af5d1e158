"""Renewals: memberships that end soon with nothing after them, and whom to remind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, outerjoin, select
from sqlmodel import Session, col

from matchmaker.base.tokens import content_token
from matchmaker.members.queries.conditions import UNMERGED, in_state, on_day, standing
from matchmaker.members.rules.membership import MembershipState, ending_within
from matchmaker.members.rules.renewals import is_due, words_token
from matchmaker.models import Community, MemberContact, Message, Organisation, TierPeriod, row_id


@dataclass(frozen=True, slots=True)
class Renewal:
    """A membership that ends soon."""

    organisation_id: int
    name: str
    period_id: int
    tier: str
    ends_on: date
    to_remind: tuple[MemberContact, ...]
    """Contacts that were not reminded of this period at their address."""
    reminded: int
    """Contacts that were."""


def read_renewals(session: Session, community: Community, today: date, days: int | None = None) -> tuple[Renewal, ...]:
    """Return the memberships that end within `days` (None: those of the community), the first to end first.

    Each contact is reminded of a period once.
    """
    stands = standing(row_id(community), today)
    members = outerjoin(Organisation, stands, stands.c.organisation_id == col(Organisation.id))
    ending = in_state(stands, MembershipState.ENDING, today, ending_within(community) if days is None else days)
    rows = session.execute(
        select(col(Organisation.id), col(Organisation.name), TierPeriod)
        .select_from(members)
        .join(TierPeriod, and_(col(TierPeriod.organisation_id) == col(Organisation.id), on_day(today)))
        .where(col(Organisation.community_id) == community.id, UNMERGED, ending)
        .order_by(col(TierPeriod.ends_on), col(Organisation.name_key), col(Organisation.id))
    ).all()
    contacts = _contacts(session, [row[0] for row in rows])
    keys = [
        renewal_key(row_id(period), period.ends_on, contact)
        for own, _name, period in rows
        for contact in contacts.get(own, ())
    ]
    told = set(session.scalars(select(col(Message.dedupe_key)).where(col(Message.dedupe_key).in_(keys))))
    found = []
    for organisation_id, name, period in rows:
        own = contacts.get(organisation_id, [])
        waiting = tuple(contact for contact in own if renewal_key(row_id(period), period.ends_on, contact) not in told)
        found.append(
            Renewal(
                organisation_id, name, row_id(period), period.tier, period.ends_on, waiting, len(own) - len(waiting)
            )
        )
    return tuple(found)


def renewal_key(period_id: int, ends_on: date, contact: MemberContact) -> str:
    """Return the key by which a contact is reminded of the end of a period once; a new end or address is another."""
    return f"renewal:{period_id}:{ends_on}:{contact.id}:{content_token(contact.email_key)}"


def due_by_itself(session: Session, community: Community, today: date, days: int) -> tuple[Renewal, ...]:
    """Return the memberships whose contacts are written to by themselves today, `days` before the end."""
    found = read_renewals(session, community, today, days)
    return tuple(one for one in found if one.to_remind and is_due(one.ends_on, today, days))


def renewals_token(renewals: Iterable[Renewal], words: Mapping[str, str]) -> str:
    """Return the token of the mails that would leave, for the page that lists them: whom, where, and what they say."""
    return content_token(
        words_token(words),
        *sorted(renewal_key(one.period_id, one.ends_on, contact) for one in renewals for contact in one.to_remind),
    )


def _contacts(session: Session, organisations: list[int]) -> dict[int, list[MemberContact]]:
    found: defaultdict[int, list[MemberContact]] = defaultdict(list)
    statement = select(MemberContact).where(col(MemberContact.organisation_id).in_(organisations))
    for contact in session.scalars(statement.order_by(col(MemberContact.name), col(MemberContact.id))):
        found[contact.organisation_id].append(contact)
    return found
