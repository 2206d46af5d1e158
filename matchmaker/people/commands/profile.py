"""Agreement to the terms, the company card that colleagues share, and each person's own card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from urllib.parse import urlsplit

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.addresses import checked_phone
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.names import search_text
from matchmaker.base.tags import tags
from matchmaker.events.rules import answers_open
from matchmaker.models import Delegation, Event, Logo, Organisation, Person, Phase, Registration, is_enrolled, row_id
from matchmaker.people.rules.company import CompanyCard
from matchmaker.people.rules.pictures import redrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalCard:
    """What a person says about themselves, and their pace at one event; times are wall times of the venue."""

    job_title: str
    language: str
    """Of screens and mails."""
    languages: tuple[str, ...]
    """Spoken in meetings."""
    phone: str
    linkedin: str = ""
    share_email: bool
    share_phone: bool
    share_linkedin: bool = False
    arrives: tuple[date, time] | None
    leaves: tuple[date, time] | None
    max_per_day: int | None
    max_in_a_row: int | None
    lunch_free: bool


def agree(session: Session, registration: Registration) -> None:
    """Remember that the person accepts what the welcome page says; the first time counts."""
    if registration.agreed_at is None:
        registration.agreed_at = clock.now()
        session.flush()


def save_company(session: Session, registration: Registration, card: CompanyCard, *, shown: str) -> Organisation:
    """Save the shared card; `shown` is the token of the card as the reader saw it.

    Raises `Stale` if a colleague changed it meanwhile, `InvalidInput` for an address that is not http or https, or an
    unknown tag, `Closed` once the event is archived, and `NotFound` for people who no longer take part.
    """
    organisation = _locked_organisation(session, registration)
    if shown != CompanyCard.of(organisation).token:
        raise Stale(
            N_("A colleague has changed this card meanwhile. Here is the newer one; your own text stands below.")
        )
    website = website_address(card.website)
    sectors = _known(card.sectors, "sector")
    offers, seeks = _known(card.offers, "need"), _known(card.seeks, "need")
    organisation.country, organisation.website = card.country, website
    organisation.sectors, organisation.offers, organisation.seeks = sectors, offers, seeks
    organisation.description = card.description.strip()
    organisation.offers_text = card.offers_text.strip()
    organisation.seeks_text = card.seeks_text.strip()
    organisation.search_text = search_text(organisation)
    _signed(session, organisation, registration)
    _note_completion(session, registration, organisation)
    session.flush()
    return organisation


def save_logo(session: Session, registration: Registration, data: bytes) -> Organisation:
    """Keep a logo (PNG, JPEG, WebP or GIF; at most 1 MB), drawn anew by `pictures.redrawn`.

    Raises `InvalidInput` for other files, `Closed` once the event is archived, and `NotFound` for people who no longer
    take part.
    """
    data, media_type = redrawn(data)
    organisation = _locked_organisation(session, registration)
    session.merge(Logo(organisation_id=row_id(organisation), data=data, media_type=media_type))
    organisation.has_logo = True
    _signed(session, organisation, registration)
    session.flush()
    return organisation


def remove_logo(session: Session, registration: Registration) -> None:
    """Show no logo any more; raises `Closed` once the event is archived, `NotFound` for people who have withdrawn."""
    organisation = _locked_organisation(session, registration)
    logo = session.get(Logo, organisation.id)
    if logo is not None:
        session.delete(logo)
    organisation.has_logo = False
    _signed(session, organisation, registration)
    session.flush()


def save_person(session: Session, registration: Registration, card: PersonalCard) -> None:
    """Save a person's own card, and their pace while the schedule is not yet being made.

    After the deadline for answers, arrival, departure and pace keep their values: raises `Closed` if they differ.
    Raises `InvalidInput` for times outside the event or a departure before the arrival.
    """
    event = session.get_one(Event, registration.event_id)
    _require_not_archived(event)
    person = session.get_one(Person, registration.person_id)
    languages = list(dict.fromkeys(card.languages))
    if not languages:
        raise InvalidInput(N_("Say at least one language that you speak, so that meetings can be understood."))
    if card.language not in LANGUAGES:
        raise InvalidInput(N_("Choose one of the languages of the list."))
    linkedin, phone = linkedin_address(card.linkedin), phone_number(card.phone)
    _check_stay(event, card.arrives, card.leaves)
    if any(limit is not None and limit < 1 for limit in (card.max_per_day, card.max_in_a_row)):
        raise InvalidInput(N_("A number of meetings is at least 1. Leave it empty for no limit."))
    if _pace(card) != pace(registration):
        if not answers_open(event, clock.now()):
            raise Closed(N_("The time for changing this is over. Please tell the organisers."))
        registration.arrives_day, registration.arrives = card.arrives or (None, None)
        registration.leaves_day, registration.leaves = card.leaves or (None, None)
        registration.max_per_day, registration.max_in_a_row = card.max_per_day, card.max_in_a_row
        registration.lunch_free = card.lunch_free
    person.job_title = card.job_title.strip()
    person.language = card.language
    person.languages = languages
    person.phone = phone
    person.linkedin = linkedin
    person.updated_at = clock.now()
    registration.share_email = card.share_email
    registration.share_phone = card.share_phone and bool(phone)
    registration.share_linkedin = card.share_linkedin and bool(linkedin)
    delegation = session.get_one(Delegation, registration.delegation_id)
    _note_completion(session, registration, session.get_one(Organisation, delegation.organisation_id))
    session.flush()


Pace = tuple[tuple[date, time] | None, tuple[date, time] | None, int | None, int | None, bool]


def pace(registration: Registration) -> Pace:
    """Return arrival, departure, most meetings a day and in a row, and whether lunch is kept free."""
    return (
        _moment(registration.arrives_day, registration.arrives),
        _moment(registration.leaves_day, registration.leaves),
        registration.max_per_day,
        registration.max_in_a_row,
        registration.lunch_free,
    )


def website_address(text: str) -> str:
    """Return a website's address with its scheme; empty for an empty one.

    Raises `InvalidInput` for anything but http and https with a host.
    """
    text = text.strip()
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    host = parts.hostname or ""
    odd = any(sign.isspace() or not sign.isprintable() for sign in address) or "@" in parts.netloc
    if not host or "." not in host.strip(".") or odd or parts.scheme.lower() not in {"http", "https"}:
        raise InvalidInput(N_("This is not the address of a website. It looks like https://www.company.example."))
    return address


def linkedin_address(text: str) -> str:
    """Return the address of a profile on LinkedIn, empty for an empty one; raises `InvalidInput` for another site."""
    address = website_address(text)
    host = (urlsplit(address).hostname or "").lower()
    if address and host != "linkedin.com" and not host.endswith(".linkedin.com"):
        raise InvalidInput(N_("This is not a LinkedIn profile. It looks like https://www.linkedin.com/in/name."))
    return address


def phone_number(text: str) -> str:
    """Return a telephone number as typed, without spaces around it, empty for an empty one; raises `InvalidInput`."""
    try:
        return checked_phone(text) if text.strip() else ""
    except ValueError as error:
        raise InvalidInput(N_("This is not a telephone number. It looks like +32 81 12 34 56.")) from error


def _locked_organisation(session: Session, registration: Registration) -> Organisation:
    delegation = session.get_one(Delegation, registration.delegation_id)
    if not is_enrolled(registration, delegation):
        raise NotFound(N_("Your organisation no longer takes part in this event."))
    _require_not_archived(session.get_one(Event, registration.event_id))
    return session.exec(
        select(Organisation)
        .where(Organisation.id == delegation.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _require_not_archived(event: Event) -> None:
    if event.phase is Phase.ARCHIVED:
        raise Closed(N_("This event is over; its cards stay as they were."))


def _known(codes: Iterable[str], kind: Literal["sector", "need"]) -> list[str]:
    wanted = set(codes)
    known = [tag.code for tag in tags().values() if tag.kind == kind and tag.code in wanted]
    if len(known) != len(wanted):
        raise InvalidInput(N_("Choose among the words of the list; for others there is the line of free text."))
    return known


def _signed(session: Session, organisation: Organisation, registration: Registration) -> None:
    organisation.updated_at = clock.now()
    organisation.updated_by = session.get_one(Person, registration.person_id).name


def _note_completion(session: Session, registration: Registration, organisation: Organisation) -> None:
    """A card is complete with something offered, something looked for, a job title and a language."""
    person = session.get_one(Person, registration.person_id)
    company = (organisation.offers or organisation.offers_text) and (organisation.seeks or organisation.seeks_text)
    if registration.card_done_at is None and company and person.job_title and person.languages:
        registration.card_done_at = clock.now()


def _check_stay(event: Event, arrives: tuple[date, time] | None, leaves: tuple[date, time] | None) -> None:
    for moment in (arrives, leaves):
        if moment is not None and not event.starts_on <= moment[0] <= event.ends_on:
            raise InvalidInput(N_("Arrival and departure are on a day of the event."))
    if arrives is not None and leaves is not None and datetime.combine(*leaves) <= datetime.combine(*arrives):
        raise InvalidInput(N_("The departure must be later than the arrival. Please check the two times."))


def _pace(card: PersonalCard) -> Pace:
    return (card.arrives, card.leaves, card.max_per_day, card.max_in_a_row, card.lunch_free)


def _moment(day: date | None, wall: time | None) -> tuple[date, time] | None:
    return None if day is None or wall is None else (day, wall)
