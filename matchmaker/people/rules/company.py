"""The company card: what an organisation's people say about it, and other participants read."""

from dataclasses import astuple, dataclass

from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCard:
    """The card of an organisation."""

    country: str
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
