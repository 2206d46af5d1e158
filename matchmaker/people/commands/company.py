"""The company card that colleagues share."""

from collections.abc import Iterable
from typing import Literal

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.base.tags import tags
from matchmaker.models import Organisation, Registration
from matchmaker.people.commands.cards import locked_organisation, note_completion, sign
from matchmaker.people.rules.company import CompanyCard, follow_card
from matchmaker.people.rules.contact_details import website_address


def save_company(session: Session, registration: Registration, card: CompanyCard, *, shown: str) -> Organisation:
    """Save the shared card; `shown` is the token of the card as the reader saw it.

    Raises `Stale` if a colleague changed it meanwhile, `InvalidInput` for an address that is not http or https, or an
    unknown tag, `Closed` once the event is archived, and `NotFound` for people who no longer take part.
    """
    organisation = locked_organisation(session, registration)
    if shown != CompanyCard.of(organisation).token:
        raise Stale
    website = website_address(card.website)
    sectors = _known(card.sectors, "sector")
    offers, seeks = _known(card.offers, "need"), _known(card.seeks, "need")
    organisation.country, organisation.website = card.country, website
    organisation.sectors, organisation.offers, organisation.seeks = sectors, offers, seeks
    organisation.description = several_lines(card.description)
    organisation.offers_text = several_lines(card.offers_text)
    organisation.seeks_text = several_lines(card.seeks_text)
    organisation.postcode, organisation.town = one_line(card.postcode)[:20], one_line(card.town)[:100]
    follow_card(organisation)
    sign(session, organisation, registration)
    note_completion(session, registration, organisation)
    session.flush()
    return organisation


def _known(codes: Iterable[str], kind: Literal["sector", "need"]) -> list[str]:
    wanted = set(codes)
    known = [tag.code for tag in tags().values() if tag.kind == kind and tag.code in wanted]
    if len(known) != len(wanted):
        raise InvalidInput(N_("Choose among the words of the list; for others there is the line of free text."))
    return known
