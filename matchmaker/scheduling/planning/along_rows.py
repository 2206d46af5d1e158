"""What an event says of those who come along: between which languages they interpret, whom they join."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from matchmaker.models import Companion, Demand, Leg, PairKey, Person, Registration, Role
from matchmaker.scheduling.rules.interpreting import LanguagePair, interpreted_pairs


def interpreters_among(
    registrations: Mapping[int, Registration], persons: Mapping[int, Person]
) -> dict[int, frozenset[LanguagePair]]:
    """Return the interpreters of an event by registration, withdrawn ones too."""
    return {
        number: interpreted_pairs(one.interprets, persons[number].languages)
        for number, one in registrations.items()
        if one.role is Role.INTERPRETER
    }


def delegations_along(session: Session, event_id: int) -> frozenset[int]:
    """Return the delegations of those who may come along to meetings of others."""
    rows = select(Registration.delegation_id).where(
        Registration.event_id == event_id, col(Registration.role) != Role.DELEGATE
    )
    return frozenset(session.exec(rows))


def read_companions(session: Session, event_id: int) -> dict[PairKey, tuple[int, ...]]:
    """Return who joins which meetings by name, by (low id, high id)."""
    found: dict[PairKey, tuple[int, ...]] = {}
    rows = select(Companion).where(Companion.event_id == event_id).order_by(col(Companion.id))
    for row in session.exec(rows):
        key = row.low_id, row.high_id
        found[key] = (*found.get(key, ()), row.registration_id)
    return found


def read_visit_languages(session: Session, event_id: int) -> Mapping[tuple[int, int], frozenset[str]]:
    """Return in which languages the visits of a company can be held, by (delegation id, leg id)."""
    rows = session.exec(select(Demand).join(Leg, col(Leg.id) == col(Demand.leg_id)).where(Leg.event_id == event_id))
    return {(row.delegation_id, row.leg_id): frozenset(row.languages) for row in rows if row.languages}
