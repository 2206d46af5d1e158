"""The pairs of a community that look like one person or one organisation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, SQLModel, col

from matchmaker.duplicates.rules import (
    AlikePair,
    OrganisationKey,
    PersonKey,
    alike_organisations,
    alike_people,
)
from matchmaker.models import (
    DistinctOrganisations,
    DistinctPeople,
    MergeKind,
    Organisation,
    Person,
    full_name,
)

SCOPES: Mapping[type[SQLModel], ColumnElement[bool]] = {
    DistinctPeople: and_(
        col(DistinctPeople.low_id) == col(Person.id), col(Person.organisation_id) == col(Organisation.id)
    ),
    DistinctOrganisations: col(DistinctOrganisations.low_id) == col(Organisation.id),
}
"""What leads from a pair to its organisation."""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One of two that may be one."""

    name: str
    note: str
    """Of a person, the address; of an organisation, the enterprise number."""


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two that may be one."""

    kind: MergeKind
    pair: AlikePair
    candidates: tuple[AlikeRow, ...]
    organisation: str = ""
    """Of people."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Everything that the page of duplicates lists."""

    organisations: tuple[DuplicatePair, ...]
    people: tuple[DuplicatePair, ...]
    distinct: int
    """Pairs that somebody has said to be two."""

    @property
    def number(self) -> int:
        return len(self.organisations) + len(self.people)


def read_duplicates(session: Session, community_id: int) -> Duplicates:
    """Return the pairs that look like one, the surest first; four statements, whatever the number of rows."""
    companies = session.execute(
        select(col(Organisation.id), col(Organisation.name), col(Organisation.vat), col(Organisation.website)).where(
            col(Organisation.community_id) == community_id, col(Organisation.merged_into_id).is_(None)
        )
    ).all()
    people = session.execute(
        select(
            col(Person.id),
            col(Person.organisation_id),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.phone),
            col(Person.linkedin),
            col(Person.email),
        )
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(col(Organisation.community_id) == community_id, col(Person.merged_into_id).is_(None))
    ).all()
    numbers = [OrganisationKey(row.id, row.name, row.vat or "", row.website) for row in companies]
    apart = {table: _apart(session, table, scope, community_id) for table, scope in SCOPES.items()}
    by_id = {row.id: row for row in companies}
    humans = {row.id: row for row in people}
    return Duplicates(
        tuple(
            DuplicatePair(
                MergeKind.ORGANISATION,
                pair,
                tuple(AlikeRow(by_id[number].name, by_id[number].vat or "") for number in pair.ids),
            )
            for pair in alike_organisations(numbers, apart[DistinctOrganisations])
        ),
        tuple(
            DuplicatePair(
                MergeKind.PERSON,
                pair,
                tuple(_person(humans[number]) for number in pair.ids),
                by_id[humans[pair.low_id].organisation_id].name,
            )
            for pair in alike_people([PersonKey(*row[:-1]) for row in people], apart[DistinctPeople])
        ),
        sum(map(len, apart.values())),
    )


def _person(row: Any) -> AlikeRow:
    return AlikeRow(full_name(row.first_name, row.last_name), row.email)


def _apart(
    session: Session, table: type[SQLModel], scope: ColumnElement[bool], community_id: int
) -> frozenset[tuple[int, int]]:
    """Return the pairs of a community that are known to be two."""
    columns = SQLModel.metadata.tables[str(table.__tablename__)].c
    rows = session.execute(
        select(columns.low_id, columns.high_id).where(scope, col(Organisation.community_id) == community_id)
    )
    return frozenset((low, high) for low, high in rows)
