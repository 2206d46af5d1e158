"""The proposals of an event, as the organisers see them: what was sent, never a draft."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.base.names import fold
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    Organisation,
    Person,
    Presentation,
    ProgrammeItem,
    ProposalState,
    Registration,
    row_id,
)


@dataclass(frozen=True, slots=True)
class ProposedTalk:
    """A proposal with the names that a line about it shows."""

    row: Presentation
    organisation: str
    category: Category
    speaker: str
    """Empty if nobody is named."""
    item: ProgrammeItem | None
    """When and where it is given; none before it has a time."""

    @property
    def id(self) -> int:
        return row_id(self.row)

    @property
    def withdrawn(self) -> bool:
        return self.row.state is ProposalState.WITHDRAWN


def read_proposals(session: Session, event: Event) -> tuple[ProposedTalk, ...]:
    """Return what was proposed and sent, by title; withdrawn ones too; one query, whatever their number."""
    rows = session.execute(
        select(Presentation, col(Organisation.name), Category, Person, ProgrammeItem)
        .join(Delegation, col(Delegation.id) == col(Presentation.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .outerjoin(Registration, col(Registration.id) == col(Presentation.speaker_id))
        .outerjoin(Person, col(Person.id) == col(Registration.person_id))
        .outerjoin(ProgrammeItem, col(ProgrammeItem.id) == col(Presentation.item_id))
        .where(col(Presentation.event_id) == event.id, col(Presentation.state) != ProposalState.DRAFT)
    ).all()
    found = (
        ProposedTalk(row, organisation, category, "" if row.speaker_id is None else person.name, item)
        for row, organisation, category, person, item in rows
    )
    return tuple(sorted(found, key=lambda one: (fold(one.row.title), one.id)))
