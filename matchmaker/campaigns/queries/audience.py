"""Whom a campaign would be sent to now, and who of those chosen is left out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, case, exists, func, select
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.i18n import screen_language
from matchmaker.base.tokens import content_token
from matchmaker.campaigns.rules.audience import REMINDERS, Addressee, AudienceFilter, MissingStep, still_missing
from matchmaker.models import (
    SENT_TO_MEETINGS,
    Campaign,
    CampaignPreset,
    CampaignRecipient,
    Category,
    Delegation,
    Event,
    LeftOut,
    LoginLink,
    Message,
    MessageState,
    Organisation,
    Person,
    Registration,
    Wish,
    enrolled,
    row_id,
)
from matchmaker.overview.queries.dashboard import count_answers

BETWEEN_REMINDERS = timedelta(hours=20)
"""Nobody gets two mails of one of the `REMINDERS` within this time."""
MOST_SAMPLES = 50
"""People whom a preview offers."""


class ListSize(NamedTuple):
    """How many people take part, and how many of them neither have agreed nor get any mail of the event."""

    people: int
    uninvited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAudience:
    """Those whom the filter finds and this campaign has not been confirmed for, by organisation and name."""

    to_write: tuple[Addressee, ...]
    left_out: tuple[tuple[Addressee, LeftOut], ...]
    written: int
    """How many of those found this campaign has been confirmed for before."""
    token: str
    """Names the text, the filter and these recipients: a form with another one is stale."""


def read_addressees(
    session: Session, event: Event, registrations: Collection[int] | None = None
) -> tuple[Addressee, ...]:
    """Return the people who take part in `event`, or those of `registrations` who do, by organisation and name.

    Two statements, whatever the size of the event.
    """
    statement = _people(row_id(event))
    if registrations is not None:
        statement = statement.where(col(Registration.id).in_(registrations))
    unanswered, _ = count_answers(session, row_id(event))
    return tuple(_addressee(row, unanswered.get(row.delegation_id, 0)) for row in session.execute(statement))


def read_campaign_audience(
    session: Session, event: Event, campaign: Campaign, audience: AudienceFilter | None = None
) -> CampaignAudience:
    """Return whom the campaign would be sent to now; `audience` is a filter tried instead of its own."""
    audience = AudienceFilter.of(campaign.audience) if audience is None else audience
    confirmed = _confirmed(session, campaign)
    recent = had_recently(session, campaign)
    to_write, left_out, written = [], [], 0
    for addressee in read_addressees(session, event):
        if not audience.finds(addressee):
            continue
        if addressee.registration_id in confirmed:
            written += 1
        elif (why := why_left_out(event, campaign, addressee, recent)) is not None:
            left_out.append((addressee, why))
        else:
            to_write.append(addressee)
    numbers = [addressee.registration_id for addressee in to_write]
    return CampaignAudience(
        to_write=tuple(to_write),
        left_out=tuple(left_out),
        written=written,
        token=content_token(campaign.texts, campaign.essential, audience.stored(), numbers),
    )


def read_samples(session: Session, event: Event, audience: AudienceFilter) -> tuple[Addressee, ...]:
    """Return people to try a text on: some of those whom the filter finds, else of all who take part."""
    everybody = read_addressees(session, event)
    return tuple(each for each in everybody if audience.finds(each))[:MOST_SAMPLES] or everybody[:MOST_SAMPLES]


def why_left_out(event: Event, campaign: Campaign, addressee: Addressee, recent: Collection[int]) -> LeftOut | None:
    """Return why somebody chosen is not written to; None for who is. `recent` is what `had_recently` returns."""
    if addressee.unsubscribed and not campaign.essential:
        return LeftOut.UNSUBSCRIBED
    if addressee.registration_id in recent:
        return LeftOut.RECENT
    nothing = campaign.preset is CampaignPreset.MISSING and not still_missing(event, addressee.missing, clock.now())
    return LeftOut.DONE if nothing else None


def had_recently(session: Session, campaign: Campaign) -> frozenset[int]:
    """Return the registrations that had a mail of the campaign's preset within `BETWEEN_REMINDERS`, if it is one."""
    if campaign.preset not in REMINDERS:
        return frozenset()
    statement = (
        select(col(CampaignRecipient.registration_id))
        .join(Campaign, col(Campaign.id) == col(CampaignRecipient.campaign_id))
        .join(Message, col(Message.dedupe_key) == col(CampaignRecipient.mail_key))
        .where(
            col(Campaign.event_id) == campaign.event_id,
            col(Campaign.preset) == campaign.preset,
            col(Message.created_at) > clock.now() - BETWEEN_REMINDERS,
        )
    )
    return frozenset(session.scalars(statement))


def read_list_size(session: Session, event: Event) -> ListSize:
    """Return how many people are on the list of `event`, and how many of them have not been invited; one statement."""
    told = exists().where(
        col(Message.registration_id) == col(Registration.id),
        col(Message.event_id) == col(Registration.event_id),
        col(Message.state) != MessageState.SUPERSEDED,
    )
    uninvited = and_(col(Registration.agreed_at).is_(None), ~told)
    statement = select(func.count(), func.count(case((uninvited, 1)))).where(
        col(Registration.event_id) == row_id(event), enrolled()
    )
    return ListSize(*session.execute(statement).one())


def categories_of(session: Session, event: Event) -> Sequence[Category]:
    """Return the categories of an event in their order."""
    statement = select(Category).where(col(Category.event_id) == event.id)
    return session.scalars(statement.order_by(col(Category.position), col(Category.id))).all()


def _confirmed(session: Session, campaign: Campaign) -> frozenset[int]:
    """Return the registrations that the campaign has been confirmed for and not left out."""
    statement = select(col(CampaignRecipient.registration_id)).where(
        col(CampaignRecipient.campaign_id) == campaign.id, col(CampaignRecipient.left_out).is_(None)
    )
    return frozenset(session.scalars(statement))


def _people(event_id: int) -> Select[*tuple[Any, ...]]:
    wishes = (
        select(col(Wish.from_id), func.count().label("number"))
        .where(col(Wish.event_id) == event_id)
        .group_by(col(Wish.from_id))
        .subquery()
    )
    logged_in = exists().where(col(LoginLink.email_key) == col(Person.email_key), col(LoginLink.used_at).is_not(None))
    return (
        select(
            col(Registration.id),
            col(Registration.delegation_id),
            col(Registration.role),
            col(Registration.agreed_at),
            col(Registration.availability_at),
            col(Registration.unsubscribed_at),
            col(Person.id).label("person_id"),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.email),
            col(Person.language),
            col(Organisation.name).label("organisation"),
            col(Category.code).label("category"),
            col(Category.has_meetings),
            func.coalesce(wishes.c.number, 0).label("wishes"),
            logged_in.label("logged_in"),
        )
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .outerjoin(wishes, wishes.c.from_id == col(Registration.delegation_id))
        .where(col(Registration.event_id) == event_id, enrolled())
        .order_by(col(Organisation.name_key), col(Person.last_name), col(Person.first_name), col(Registration.id))
    )


def _addressee(row: Row[*tuple[Any, ...]], unanswered: int) -> Addressee:
    meets = row.has_meetings and row.role in SENT_TO_MEETINGS
    return Addressee(
        registration_id=row.id,
        person_id=row.person_id,
        first_name=row.first_name,
        name=f"{row.first_name} {row.last_name}".strip(),
        email=row.email,
        language=screen_language(row.language),
        organisation=row.organisation,
        category=row.category,
        missing=frozenset(_missing(row, meets=meets, unanswered=unanswered)),
        wishes=row.wishes,
        unanswered=unanswered if meets else 0,
        agreed=row.agreed_at is not None,
        unsubscribed=row.unsubscribed_at is not None,
    )


def _missing(row: Row[*tuple[Any, ...]], *, meets: bool, unanswered: int) -> Iterator[MissingStep]:
    if row.agreed_at is None:
        yield MissingStep.NOT_AGREED
    if not row.logged_in:
        yield MissingStep.NEVER_LOGGED_IN
    if meets and not row.wishes:
        yield MissingStep.NO_WISHES
    if meets and row.availability_at is None:
        yield MissingStep.NO_TIMES
    if meets and unanswered:
        yield MissingStep.UNANSWERED
