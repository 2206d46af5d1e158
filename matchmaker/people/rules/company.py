"""The company card: what an organisation's people say about it, and other participants read."""

from dataclasses import astuple, dataclass

from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation

TAGS = ("offers", "seeks", "sectors")
"""Fields of codes."""
TEXTS = ("offers_text", "seeks_text", "description", "website")
"""Fields in people's own words."""


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

    def beyond(self, other: "CompanyCard") -> dict[str, tuple[str, ...]]:
        """Return by field what this card says and `other` does not: codes of tags, or one text; fields that add nothing
        are left out."""
        added = {name: tuple(code for code in getattr(self, name) if code not in getattr(other, name)) for name in TAGS}
        for name in TEXTS:
            text = getattr(self, name).strip()
            added[name] = (text,) if text and text != getattr(other, name).strip() else ()
        return {name: values for name, values in added.items() if values}


def search_text(organisation: Organisation) -> str:
    """Return everything that the directory searches of an organisation, folded, tags in all four languages."""
    known = tags()
    codes = [code for code in (*organisation.sectors, *organisation.offers, *organisation.seeks) if code in known]
    tag_names = [name for code in dict.fromkeys(codes) for name in known[code].names.values()]
    texts = (organisation.name, organisation.description, organisation.offers_text, organisation.seeks_text)
    return fold(" ".join((*texts, *tag_names)))
