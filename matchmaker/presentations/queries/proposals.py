"""The proposals of an event, as the organisers see them: what was sent, never a draft."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from matchmaker.base.names import fold
from matchmaker.models import (
    Category,
    Decision,
    Delegation,
    Event,
    Organisation,
    Person,
    Presentation,
    ProgrammeItem,
    ProposalState,
    Registration,
    enrolled,
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
    speaks: bool
    """The one who is named takes part."""
    item: ProgrammeItem | None
    """When and where it is given; none before it has a time."""

    @property
    def id(self) -> int:
        return row_id(self.row)

    @property
    def withdrawn(self) -> bool:
        return self.row.state is ProposalState.WITHDRAWN

    @property
    def speakerless(self) -> bool:
        """Whether somebody must be found to give it: it is accepted, and nobody does."""
        return self.row.decision is Decision.ACCEPTED and not (self.speaks or self.withdrawn)

    @property
    def in_programme(self) -> bool:
        """Whether it is still in the programme though it is withdrawn: the organisers decide."""
        return self.withdrawn and self.item is not None


def read_proposals(session: Session, event: Event) -> tuple[ProposedTalk, ...]:
    """Return what was proposed and sent, by title; withdrawn ones too; one query, whatever their number."""
    rows = session.execute(
        select(Presentation, col(Organisation.name), Category, Person, enrolled(), ProgrammeItem)
        .join(Delegation, col(Delegation.id) == col(Presentation.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .outerjoin(Registration, col(Registration.id) == col(Presentation.speaker_id))
        .outerjoin(Person, col(Person.id) == col(Registration.person_id))
        .outerjoin(ProgrammeItem, col(ProgrammeItem.id) == col(Presentation.item_id))
        .where(col(Presentation.event_id) == event.id, col(Presentation.state) != ProposalState.DRAFT)
    ).all()
    found = (
        ProposedTalk(row, organisation, category, "" if row.speaker_id is None else person.name, bool(speaks), item)
        for row, organisation, category, person, speaks, item in rows
    )
    return tuple(sorted(found, key=lambda one: (fold(one.row.title), one.id)))
