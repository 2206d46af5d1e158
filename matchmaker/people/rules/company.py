"""The company card: what an organisation's people say about it, and other participants read."""

from dataclasses import astuple, dataclass

from matchmaker.base.names import fold
from matchmaker.base.postcodes import find_postcode
from matchmaker.base.tags import tags
from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation
from matchmaker.people.rules.public_card import public_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCard:
    """The card of an organisation."""

    country: str
    postcode: str
    town: str
    website: str
    description: str
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    seeks: tuple[str, ...]
    offers_text: str
    seeks_text: str

    @classmethod
    def of(cls, organisation: Organisation) -> "CompanyCard":
        """Return the card as it stands."""
        return cls(
            country=organisation.country,
            postcode=organisation.postcode,
            town=organisation.town,
            website=organisation.website,
            description=organisation.description,
            sectors=tuple(organisation.sectors),
            offers=tuple(organisation.offers),
            seeks=tuple(organisation.seeks),
            offers_text=organisation.offers_text,
            seeks_text=organisation.seeks_text,
        )

    @property
    def token(self) -> str:
        """Token of what the card says, for optimistic locking of its form."""
        return content_token(*astuple(self))


def search_text(organisation: Organisation) -> str:
    """Return everything that the directory searches of an organisation, folded, tags in all four languages."""
    known = tags()
    codes = [code for code in (*organisation.sectors, *organisation.offers, *organisation.seeks) if code in known]
    tag_names = [name for code in dict.fromkeys(codes) for name in known[code].names.values()]
    texts = (organisation.name, organisation.description, organisation.offers_text, organisation.seeks_text)
    return fold(" ".join((*texts, organisation.town, *tag_names)))


def follow_card(organisation: Organisation) -> None:
    """Set what follows from the values of a card: the texts that are searched, and the position of its postcode.

    A position set by hand stays; a postcode that is known brings the town where none is given.
    """
    known = find_postcode(organisation.country, organisation.postcode, organisation.town)
    if known is not None and not organisation.town:
        organisation.town = known.town
    if not organisation.placed_by_hand:
        organisation.latitude = known.latitude if known else None
        organisation.longitude = known.longitude if known else None
    organisation.search_text, organisation.public_text = search_text(organisation), public_text(organisation)
