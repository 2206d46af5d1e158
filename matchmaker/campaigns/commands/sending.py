"""Sending a campaign: confirmed for the people shown and no others, written in batches, stopped."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, insert
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.base.tokens import content_token
from matchmaker.campaigns.queries.audience import had_recently, read_addressees, read_campaign_audience, why_left_out
from matchmaker.campaigns.queries.campaigns import campaign_of, title_of
from matchmaker.campaigns.rules.audience import REMINDERS, Addressee, AudienceFilter
from matchmaker.campaigns.rules.placeholders import Placeholder, placeholders_in, texts_of
from matchmaker.campaigns.words.mails import write_mail
from matchmaker.events.commands import lock_event
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Reader
from matchmaker.mail.letters.campaigns import CampaignTestMail
from matchmaker.mail.queries.unsubscribe import stop_url
from matchmaker.models import (
    Act,
    Campaign,
    CampaignRecipient,
    CampaignState,
    Event,
    LeftOut,
    Message,
    MessageState,
    Person,
    Phase,
    Staff,
    record,
    row_id,
)
from matchmaker.people.commands.first_links import first_link


def confirm(
    session: Session, event: Event, campaign_id: int, *, shown: str, send_at: datetime | None, staff: Staff
) -> Campaign:
    """Confirm a campaign for the people that the page showed, now or at `send_at`; the worker writes to them.

    One that has been sent before goes to those found who have not been written to. Raises `NotFound` for a campaign
    of another event, `Stale` if text or recipients are not those of the token `shown`, and `InvalidInput` for nobody,
    an event that is not open, a moment in the past, and a deadline that is none or has passed by then.
    """
    event = lock_event(session, row_id(event))
    campaign = campaign_of(session, event, campaign_id)
    if campaign.state is CampaignState.PLANNED:
        raise Stale(N_("This mail is on its way already."))
    if event.phase in {Phase.DRAFT, Phase.ARCHIVED}:
        raise InvalidInput(N_("The event is not open to its participants: the links in the mail would lead nowhere."))
    audience = read_campaign_audience(session, event, campaign)
    if shown != audience.token:
        raise Stale(N_("The recipients have changed meanwhile. Look at those of now, and confirm them."))
    if not audience.to_write:
        raise InvalidInput(N_("Nobody would get this mail."))
    _check_moment(event, campaign, send_at)
    _note_recipients(session, campaign, audience.to_write, audience.left_out)
    campaign.state, campaign.send_at, campaign.sent_by = CampaignState.PLANNED, send_at or clock.now(), staff.name
    session.add(campaign)
    number, title = len(audience.to_write), title_of(event, campaign)
    record(session, staff.name, Act.SEND_CAMPAIGN, event_id=row_id(event), number=number, title=title)
    session.flush()
    return campaign


def stop(session: Session, event: Event, campaign_id: int, *, staff: Staff) -> int:
    """Take back what of a campaign has not left, and return how many people are not written to.

    Without a mail that has left it is a draft again. Raises `NotFound` for a campaign of another event, and `Stale` if
    everything has left.
    """
    event = lock_event(session, row_id(event))
    locked = select(Campaign).where(Campaign.id == campaign_of(session, event, campaign_id).id).with_for_update()
    campaign = session.exec(locked.execution_options(populate_existing=True)).one()
    of_campaign = select(col(CampaignRecipient.mail_key)).where(CampaignRecipient.campaign_id == campaign_id)
    session.execute(
        delete(Message).where(
            col(Message.dedupe_key).in_(of_campaign.where(col(CampaignRecipient.mail_key).is_not(None))),
            col(Message.state) == MessageState.QUEUED,
            col(Message.attempts) == 0,
        )
    )
    written = exists().where(col(Message.dedupe_key) == col(CampaignRecipient.mail_key))
    not_written = delete(CampaignRecipient).where(
        col(CampaignRecipient.campaign_id) == campaign_id, col(CampaignRecipient.left_out).is_(None), ~written
    )
    stopped = len(session.scalars(not_written.returning(col(CampaignRecipient.id))).all())
    if not stopped:
        raise Stale(N_("Everything has left already: nothing could be stopped."))
    left = session.exec(select(func.count()).where(CampaignRecipient.campaign_id == campaign_id, written)).one()
    campaign.state = CampaignState.DONE if left else CampaignState.DRAFT
    session.add(campaign)
    title = title_of(event, campaign)
    record(session, staff.name, Act.STOP_CAMPAIGN, event_id=row_id(event), number=stopped, title=title)
    session.flush()
    return stopped


def write_batch(session: Session, event: Event, campaign: Campaign, recipients: Sequence[CampaignRecipient]) -> int:
    """Queue the mails to recipients who wait, and return how many; who needs it no longer is left out.

    Idempotent by the key of each mail: a batch that is undone and repeated writes to nobody twice.
    """
    audience = AudienceFilter.of(campaign.audience)
    numbers = [recipient.registration_id for recipient in recipients]
    addressees = {each.registration_id: each for each in read_addressees(session, event, numbers)}
    recent, count = had_recently(session, campaign), 0
    for recipient in recipients:
        addressee = addressees.get(recipient.registration_id)
        if addressee is None or not audience.finds(addressee):
            recipient.left_out = LeftOut.DONE
        elif why := why_left_out(event, campaign, addressee, recent):
            recipient.left_out = why
        else:
            count += _write_one(session, event, campaign, addressee, recipient)
        session.add(recipient)
    session.flush()
    return count


def send_test(
    session: Session,
    event: Event,
    campaign: Campaign,
    addressee: Addressee,
    staff: Staff,
    *,
    languages: Collection[str] = LANGUAGES,
) -> int:
    """Queue the mail, filled in for `addressee`, to the organiser who asks, once for each of `languages` with a text.

    Return how many. Its link leads to the page and logs nobody in.
    """
    texts, page = texts_of(campaign.texts), participant_page(event.slug, ParticipantPage.START)
    wanted = {language: text for language, text in texts.items() if language in languages}
    for language, text in wanted.items():
        mail = write_mail(event, {language: text}, addressee, url=page)
        test = CampaignTestMail.of(mail, Reader(staff.email, language, staff.name))
        when = f"{clock.now():%Y-%m-%dT%H:%M}"
        key = content_token(campaign.id, staff.id, language, text.subject, text.body, addressee.registration_id, when)
        outbox.queue(session, test, dedupe_key=f"campaign-test:{key}", event_id=row_id(event))
    return len(wanted)


def _check_moment(event: Event, campaign: Campaign, send_at: datetime | None) -> None:
    now = clock.now()
    if send_at is not None and send_at <= now:
        raise InvalidInput(N_("This moment has passed. Choose a later one, or send now."))
    if send_at is not None and campaign.preset in REMINDERS and clock.local(send_at, event.zone).date() > event.ends_on:
        raise InvalidInput(N_("The event is over by then. Choose an earlier moment."))
    used = frozenset().union(*(placeholders_in(text) for text in texts_of(campaign.texts).values()))
    for placeholder, closes in (
        (Placeholder.WISHES_DEADLINE, event.wishes_close_at),
        (Placeholder.ANSWERS_DEADLINE, event.answers_close_at),
    ):
        if placeholder in used and (closes is None or closes <= (send_at or now)):
            raise InvalidInput(N_("The mail names a deadline that is not set, or that will have passed."))


def _note_recipients(
    session: Session, campaign: Campaign, to_write: Sequence[Addressee], left_out: Sequence[tuple[Addressee, LeftOut]]
) -> None:
    """Write down who is written to, and who of those chosen is left out this time."""
    of_campaign = col(CampaignRecipient.campaign_id) == campaign.id
    session.execute(delete(CampaignRecipient).where(of_campaign, col(CampaignRecipient.left_out).is_not(None)))
    chosen = [(addressee, None) for addressee in to_write] + list(left_out)
    same = {"campaign_id": row_id(campaign), "confirmed_at": clock.now()}
    rows = [same | {"registration_id": addressee.registration_id, "left_out": why} for addressee, why in chosen]
    session.execute(insert(CampaignRecipient), rows)


def _write_one(
    session: Session,
    event: Event,
    campaign: Campaign,
    addressee: Addressee,
    recipient: CampaignRecipient,
) -> bool:
    """Queue the mail to one person, with a log-in link of their own; False if the address cannot be used."""
    stop_link = "" if campaign.essential else stop_url(addressee.registration_id)
    key = f"campaign:{campaign.id}:{addressee.registration_id}"
    try:
        with session.begin_nested():
            link = first_link(session, event, session.get_one(Person, addressee.person_id), ParticipantPage.START)
            texts = texts_of(campaign.texts)
            mail = write_mail(event, texts, addressee, url=link.url, link_ends_on=link.ends_on, stop_url=stop_link)
            outbox.queue(
                session,
                mail,
                dedupe_key=key,
                event_id=row_id(event),
                registration_id=addressee.registration_id,
                unsubscribe_url=stop_link,
            )
    except ValueError:  # an address whose domain has no form for mail servers
        recipient.left_out = LeftOut.UNUSABLE
        return False
    recipient.mail_key = key
    return True
