"""Ways between the venues of an event: what organisers have said, and estimates for all others."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import combinations

from sqlmodel import Session, col, select

from matchmaker.models import Leg, LegMember, Slot, TravelTime, Venue, row_id
from matchmaker.scheduling.rules.travel import Habits, Journey, MinutesFrom, Position, district_minutes, journey_between

NO_JOURNEY = Journey(0, MinutesFrom.ESTIMATED, 0.0)
"""Within a venue."""


class Travel:
    """The minutes between each two venues of an event; each is worked out once."""

    def __init__(
        self, venues: Mapping[int, Venue], legs: Mapping[int, Leg], said: Mapping[tuple[int, int], int]
    ) -> None:
        self._spots = {number: _spot(venue) for number, venue in venues.items()}
        self._districts = {number: venue.district for number, venue in venues.items()}
        self._by_district = {number: leg.district_minutes for number, leg in legs.items()}
        self._habits = {number: Habits(leg.speed, leg.detour, leg.margin) for number, leg in legs.items()}
        self._said = said
        self._ways: dict[tuple[int, int], Journey] = {}

    def way(self, one: int, other: int) -> Journey:
        """Return the way between two venues (ids)."""
        if one == other:
            return NO_JOURNEY
        pair = (min(one, other), max(one, other))
        if pair not in self._ways:
            self._ways[pair] = self._work_out(pair)
        return self._ways[pair]

    def minutes(self, one: int, other: int) -> int:
        return self.way(one, other).minutes

    def minutes_if_known(self, one: int, other: int | None) -> int:
        """Return the minutes between two venues; 0 if one of them is not of those that are looked at."""
        return self.minutes(one, other) if other in self._spots and one in self._spots else 0

    def too_far(self, one: Slot, other: Slot) -> int:
        """Return the minutes of the way between two slots that leave no time for it; 0 where they do."""
        minutes = self.minutes(one.venue_id, other.venue_id)
        first, second = sorted((one, other), key=lambda slot: slot.starts_at)
        return minutes if second.starts_at < first.ends_at + timedelta(minutes=minutes) else 0

    def unsaid(self, one: int, other: int) -> Journey:
        """Return the way as it is without what an organiser has said of this pair: by district, or estimated."""
        way, city = self.estimated(one, other), self._spots[one].city
        if city is None or city != self._spots[other].city:
            return way
        minutes = district_minutes(self._by_district.get(city, {}), self._districts[one], self._districts[other])
        return way if minutes is None else Journey(minutes, MinutesFrom.DISTRICT, way.km)

    def estimated(self, one: int, other: int) -> Journey:
        """Return the way as it is without what an organiser has said."""
        low, high = self._spots[one], self._spots[other]
        habits = [self._habits[spot.city] for spot in (low, high) if spot.city in self._habits] or [Habits()]
        return journey_between(low, high, min(habits, key=lambda one: one.speed))

    def pairs(self, venue_ids: Iterable[int]) -> dict[tuple[int, int], int]:
        """Return the minutes of each two of some venues that are not at the same place, in both directions."""
        found = {}
        for one, other in combinations(sorted(venue_ids), 2):
            if minutes := self.minutes(one, other):
                found[one, other] = found[other, one] = minutes
        return found

    def _work_out(self, pair: tuple[int, int]) -> Journey:
        way = self.unsaid(*pair)
        return Journey(self._said[pair], MinutesFrom.SAID, way.km) if pair in self._said else way


def _spot(venue: Venue) -> Position:
    known = venue.latitude is not None and venue.longitude is not None
    return Position((venue.latitude or 0.0, venue.longitude or 0.0) if known else None, venue.leg_id)


def read_legs(session: Session, venues: Iterable[Venue]) -> dict[int, Leg]:
    """Return the legs that some venues are in; no statement for a forum."""
    wanted = {venue.leg_id for venue in venues} - {None}
    if not wanted:
        return {}
    return {row_id(leg): leg for leg in session.exec(select(Leg).where(col(Leg.id).in_(wanted))).all()}


def read_members(session: Session, legs: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return in which of some legs (ids) each delegation takes part; one that is in all of them is left out."""
    wanted, found = set(legs), dict[int, set[int]]()
    if wanted:
        for row in session.exec(select(LegMember).where(col(LegMember.leg_id).in_(wanted))).all():
            found.setdefault(row.delegation_id, set()).add(row.leg_id)
    return {delegation_id: frozenset(there) for delegation_id, there in found.items()}


def read_said(session: Session, event_id: int, venues: int) -> dict[tuple[int, int], int]:
    """Return the minutes that organisers have said, by (low id, high id); no statement for an event with one venue."""
    if venues < 2:
        return {}
    rows = session.exec(select(TravelTime).where(TravelTime.event_id == event_id)).all()
    return {(row.low_id, row.high_id): row.minutes for row in rows}
