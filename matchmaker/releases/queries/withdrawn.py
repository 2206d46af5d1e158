"""Who has withdrawn from an event, and so is the reason why something changes in the schedules of others."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, not_, select

from matchmaker.models import Delegation, Organisation, Person, Registration, ReleaseEntry, enrolled, row_id


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Those who have withdrawn, by name."""

    delegations: Mapping[int, str]
    """Those that withdrew as a whole."""
    people: Mapping[int, str]
    """By registration, those of such delegations too."""

    def who_left(self, before: ReleaseEntry, after: ReleaseEntry | None) -> tuple[str, ...]:
        """Return the names of those who have withdrawn and are no longer in a person's line, but for its reader.

        The organisation where the whole of it has withdrawn; `after` is None for a line that is cancelled.
        """
        whole = self.delegations.get(before.details.get("other", {}).get("delegation_id", 0))
        if whole and after is None:
            return (whole,)
        still = {*_people(after)} if after is not None else set()
        left = [one for one in _people(before) if one not in still and one != before.registration_id]
        return tuple(self.people[one] for one in left if one in self.people)


def read_withdrawn(session: Session, event_id: int) -> Withdrawn:
    """Return who has withdrawn from an event."""
    people = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            col(Registration.event_id) == event_id,
            not_(enrolled()),
        )
    )
    delegations = session.exec(
        select(Delegation, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.event_id) == event_id, Delegation.withdrawn)
    )
    return Withdrawn(
        delegations={row_id(delegation): organisation.name for delegation, organisation in delegations},
        people={row_id(registration): person.name for registration, person in people},
    )


def _people(entry: ReleaseEntry) -> list[int]:
    """Return who is in a line, the other side first."""
    parties = [entry.details[side] for side in ("other", "own") if side in entry.details]
    return [person["registration_id"] for party in parties for person in party["people"]]
