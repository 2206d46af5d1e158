"""What a community knows of an organisation, as its member managers correct it."""

from dataclasses import astuple, dataclass

from matchmaker.base.tokens import content_token
from matchmaker.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """The values of one organisation, as they are typed."""

    name: str
    external_id: str
    vat: str
    country: str
    website: str

    @classmethod
    def of(cls, organisation: Organisation) -> "MemberRecord":
        """Return the values as they stand."""
        return cls(
            name=organisation.name,
            external_id=organisation.external_id or "",
            vat=organisation.vat or "",
            country=organisation.country,
            website=organisation.website,
        )

    @property
    def token(self) -> str:
        """Token of the values, for optimistic locking of their form."""
        return content_token(*astuple(self))
