"""What a community knows of an organisation, as its member managers correct it."""

from dataclasses import astuple, dataclass

from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """The values of one organisation, as they are typed."""

    name: str
    external_id: str = ""
    vat: str = ""
    postcode: str = ""
    town: str = ""
    country: str = "BE"
    website: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    """The community's own words, in their order."""

    @classmethod
    def of(cls, organisation: Organisation, tags: tuple[str, ...]) -> "MemberRecord":
        """Return the values as they stand."""
        return cls(
            name=organisation.name,
            external_id=organisation.external_id or "",
            vat=organisation.vat or "",
            postcode=organisation.postcode,
            town=organisation.town,
            country=organisation.country,
            website=organisation.website,
            description=organisation.description,
            tags=tags,
        )

    @property
    def token(self) -> str:
        """Token of the values, for optimistic locking of their form."""
        return content_token(*astuple(self))
