"""Counterparts of a mission with whom meetings are published, for the booklet: by city, with whom one meets there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.calendars.details import PersonDetails
from matchmaker.missions.queries.demands import COUNTERPARTS
from matchmaker.models import Category, Delegation, EntryKind, Event, Leg, Registration, Release, ReleaseEntry
from matchmaker.programmes.queries.cards import PaperCard, cards_of
from matchmaker.releases.queries.published import stands_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCounterpart:
    """A counterpart with its people who have a published meeting: names, functions and languages, no way to reach."""

    city: str
    card: PaperCard
    people: tuple[PersonDetails, ...]


def counterparts_met(session: Session, event: Event, release: Release) -> tuple[PaperCounterpart, ...]:
    """Return the counterparts of a release, in the order of the cities and by name; nobody at a forum."""
    entries = session.exec(
        select(ReleaseEntry)
        .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(stands_in(release), col(ReleaseEntry.kind) == EntryKind.MEETING, col(Category.code) == COUNTERPARTS)
        .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.uid), col(ReleaseEntry.id))
    ).all()
    people: dict[tuple[str, int], dict[int, PersonDetails]] = {}
    for entry in entries:
        own = entry.details["own"]
        there = people.setdefault((entry.details["venue"].get("leg", ""), own["delegation_id"]), {})
        there.update((one["registration_id"], one) for one in own["people"])
    cards = cards_of(session, {number for _city, number in people})
    order = _order(session, event)
    found = [
        PaperCounterpart(city=city, card=cards[number], people=tuple(there.values()))
        for (city, number), there in people.items()
        if number in cards
    ]
    return tuple(sorted(found, key=lambda one: (_place(order, one.city), fold(one.card.name))))


def _order(session: Session, event: Event) -> Sequence[str]:
    legs = select(Leg.name).where(Leg.event_id == event.id).order_by(col(Leg.starts_on), col(Leg.id))
    return session.exec(legs).all()


def _place(order: Sequence[str], city: str) -> int:
    return order.index(city) if city in order else len(order)
