"""Campaigns of an event: the list, one of them, and what became of each of its mails."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import format_days
from matchmaker.campaigns.rules.placeholders import Placeholder, without_braces
from matchmaker.models import (
    Campaign,
    CampaignPreset,
    CampaignRecipient,
    CampaignState,
    Delegation,
    Event,
    LeftOut,
    Message,
    MessageState,
    Organisation,
    Person,
    Registration,
    row_id,
)


class MailOutcome(StrEnum):
    """What became of the mail to one person."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    """Given up after many tries, or not accepted by the mail server."""
    RETURNED = "returned"
    UNSUBSCRIBED = "unsubscribed"
    RECENT = "recent"
    DONE = "done"
    UNUSABLE = "unusable"


WRITTEN = frozenset({MailOutcome.WAITING, MailOutcome.SENT, MailOutcome.REFUSED, MailOutcome.RETURNED})
"""Of those who are written to."""
_OUTCOMES = {
    MessageState.SENT: MailOutcome.SENT,
    MessageState.FAILED: MailOutcome.REFUSED,
    MessageState.BOUNCED: MailOutcome.RETURNED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """A campaign in the list, and how many mails had which outcome."""

    campaign: Campaign
    outcomes: Mapping[MailOutcome, int]

    @property
    def written(self) -> int:
        return sum(number for outcome, number in self.outcomes.items() if outcome in WRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientLine:
    """One person whom a campaign was confirmed for."""

    registration_id: int
    name: str
    organisation: str
    email: str
    outcome: MailOutcome
    message_id: int | None
    error: str
    """The mail server's words."""


def campaign_of(session: Session, event: Event, campaign_id: int) -> Campaign:
    """Return a campaign of `event`; raises `NotFound` for any other id."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.event_id != event.id:
        raise NotFound
    return campaign


def title_of(event: Event, campaign: Campaign) -> str:
    """Return the subject in the main language of the event: what organisers call the campaign.

    What is the same for all readers is filled in; for the rest stands an ellipsis.
    """
    language = event.language if campaign.texts.get(event.language) else next(iter(campaign.texts), event.language)
    of_event = {
        Placeholder.EVENT: event.name,
        Placeholder.DAY: format_days(event.starts_on, event.ends_on, language),
        Placeholder.CITY: event.city,
    }
    return without_braces(campaign.texts.get(language, {}).get("subject", ""), of_event)


def read_campaigns(session: Session, event: Event) -> tuple[CampaignLine, ...]:
    """Return the campaigns of an event, the newest first; two statements."""
    newest_first = select(Campaign).where(col(Campaign.event_id) == event.id).order_by(col(Campaign.id).desc())
    campaigns = session.scalars(newest_first).all()
    outcomes = _count_outcomes(session, campaigns)
    return tuple(CampaignLine(campaign=each, outcomes=outcomes[row_id(each)]) for each in campaigns)


def unsent_invitation(session: Session, event: Event) -> Campaign | None:
    """Return the newest invitation that is written or planned, and has not gone yet."""
    return session.scalars(
        select(Campaign)
        .where(
            col(Campaign.event_id) == event.id,
            col(Campaign.preset) == CampaignPreset.INVITATION,
            col(Campaign.state).in_([CampaignState.DRAFT, CampaignState.PLANNED]),
        )
        .order_by(col(Campaign.id).desc())
        .limit(1)
    ).first()


def read_recipients(session: Session, campaign: Campaign) -> tuple[RecipientLine, ...]:
    """Return everybody the campaign was confirmed for, by organisation and name."""
    rows = session.execute(
        select(
            col(CampaignRecipient.registration_id),
            col(CampaignRecipient.left_out),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.email),
            col(Organisation.name).label("organisation"),
            col(Message.id).label("message_id"),
            col(Message.state),
            col(Message.error),
        )
        .join(Registration, col(Registration.id) == col(CampaignRecipient.registration_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .outerjoin(Message, col(Message.dedupe_key) == col(CampaignRecipient.mail_key))
        .where(col(CampaignRecipient.campaign_id) == campaign.id)
        .order_by(col(Organisation.name_key), col(Person.last_name), col(Person.first_name))
    )
    return tuple(
        RecipientLine(
            registration_id=row.registration_id,
            name=f"{row.first_name} {row.last_name}".strip(),
            organisation=row.organisation,
            email=row.email,
            outcome=_outcome(row.left_out, row.state),
            message_id=row.message_id,
            error=row.error or "",
        )
        for row in rows
    )


def _count_outcomes(session: Session, campaigns: Sequence[Campaign]) -> dict[int, Counter[MailOutcome]]:
    rows = session.execute(
        select(col(CampaignRecipient.campaign_id), col(CampaignRecipient.left_out), col(Message.state), func.count())
        .outerjoin(Message, col(Message.dedupe_key) == col(CampaignRecipient.mail_key))
        .where(col(CampaignRecipient.campaign_id).in_([campaign.id for campaign in campaigns]))
        .group_by(col(CampaignRecipient.campaign_id), col(CampaignRecipient.left_out), col(Message.state))
    )
    found: dict[int, Counter[MailOutcome]] = defaultdict(Counter)
    for campaign_id, left_out, state, number in rows:
        found[campaign_id][_outcome(left_out, state)] += number
    return found


def _outcome(left_out: LeftOut | None, state: MessageState | None) -> MailOutcome:
    if left_out is not None:
        return MailOutcome(left_out.value)
    return _OUTCOMES.get(state, MailOutcome.WAITING) if state is not None else MailOutcome.WAITING
