"""What the public directory of a community shows of an organisation's card: what was ticked, and nothing of people."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.models import Organisation


class PublicField(StrEnum):
    """A part of the card that is shown or not, besides the name."""

    DESCRIPTION = "description"
    SECTORS = "sectors"
    OFFERS = "offers"
    SEEKS = "seeks"
    WEBSITE = "website"
    PLACE = "place"
    """Postcode, town, country, and the position on the map."""
    LANGUAGES = "languages"
    """Those that its people speak."""
    LOGO = "logo"
    TIER = "tier"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCard:
    """A card as the public reads it; what was not ticked is empty."""

    organisation_id: int
    name: str
    description: str
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    offers_text: str
    seeks: tuple[str, ...]
    seeks_text: str
    website: str
    postcode: str
    town: str
    country: str
    latitude: float | None
    longitude: float | None
    languages: tuple[str, ...]
    """ISO 639-1."""
    has_logo: bool
    tier: str


def public_card(organisation: Organisation, tier: str, languages: Collection[str] = ()) -> PublicCard:
    """Return what the public reads of an organisation whose tier is `tier` today and whose people speak `languages`."""
    shown = set(organisation.public_fields)
    place, offers, seeks = PublicField.PLACE in shown, PublicField.OFFERS in shown, PublicField.SEEKS in shown
    return PublicCard(
        organisation_id=organisation.id or 0,
        name=organisation.name,
        description=organisation.description if PublicField.DESCRIPTION in shown else "",
        sectors=tuple(organisation.sectors) if PublicField.SECTORS in shown else (),
        offers=tuple(organisation.offers) if offers else (),
        offers_text=organisation.offers_text if offers else "",
        seeks=tuple(organisation.seeks) if seeks else (),
        seeks_text=organisation.seeks_text if seeks else "",
        website=organisation.website if PublicField.WEBSITE in shown else "",
        postcode=organisation.postcode if place else "",
        town=organisation.town if place else "",
        country=organisation.country if place else "",
        latitude=organisation.latitude if place else None,
        longitude=organisation.longitude if place else None,
        languages=tuple(sorted(languages)) if PublicField.LANGUAGES in shown else (),
        has_logo=organisation.has_logo and PublicField.LOGO in shown,
        tier=tier if PublicField.TIER in shown else "",
    )


def public_text(organisation: Organisation) -> str:
    """Return everything that the public directory searches of an organisation, folded, tags in all four languages."""
    card, known = public_card(organisation, ""), tags()
    codes = [code for code in (*card.sectors, *card.offers, *card.seeks) if code in known]
    names = [name for code in dict.fromkeys(codes) for name in known[code].names.values()]
    return fold(" ".join((card.name, card.town, card.description, card.offers_text, card.seeks_text, *names)))
