"""Cards of organisations for paper: what their people say to everybody at the event, and their logos."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, func, select

from matchmaker.models import Delegation, Logo, Organisation, row_id
from matchmaker.people.rules.company import CompanyCard


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCard(CompanyCard):
    """The card of an organisation with its name; it holds no address of a person and no telephone number."""

    organisation_id: int
    name: str
    has_logo: bool

    @classmethod
    def of(cls, organisation: Organisation) -> "PaperCard":
        """Return the card as it stands."""
        return cls(
            organisation_id=row_id(organisation),
            name=organisation.name,
            has_logo=organisation.has_logo,
            **asdict(CompanyCard.of(organisation)),
        )


def cards_of(session: Session, delegation_ids: Collection[int]) -> dict[int, PaperCard]:
    """Return the cards of delegations by their ids, in alphabetical order."""
    rows = session.exec(
        select(Delegation.id, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.id).in_(delegation_ids))
        .order_by(func.lower(Organisation.name), col(Delegation.id))
    )
    return {delegation_id: PaperCard.of(organisation) for delegation_id, organisation in rows if delegation_id}


def logos_of(session: Session, organisation_ids: Collection[int]) -> dict[int, tuple[bytes, str]]:
    """Return the logos of organisations with their media types."""
    rows = session.exec(select(Logo).where(col(Logo.organisation_id).in_(organisation_ids)))
    return {row.organisation_id: (row.data, row.media_type) for row in rows}
