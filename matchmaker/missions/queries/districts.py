"""Districts of a city, and the minutes between each two of them as organisers have said them."""

from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.missions.queries.legs import leg_of
from matchmaker.models import Event, Leg, Venue
from matchmaker.scheduling.rules.travel import district_minutes


@dataclass(frozen=True, slots=True)
class DistrictWay:
    """Two districts of a city, or one twice, and the minutes between them; None where nobody has said them."""

    one: str
    other: str
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """The districts of a city."""

    leg: Leg
    names: tuple[str, ...]
    """As they were written first, by name."""
    places: dict[str, int]
    """How many places are in each."""
    without: int
    """Places of the city that are in none."""
    by_postcode: dict[str, str]
    """The district of all places of a postcode, where they are in one."""

    @property
    def rows(self) -> tuple[tuple[DistrictWay, ...], ...]:
        """The ways by district: those to itself and to the ones before it."""
        return tuple(
            tuple(DistrictWay(one, other, self.minutes(one, other)) for other in self.names[: place + 1])
            for place, one in enumerate(self.names)
        )

    def minutes(self, one: str, other: str) -> int | None:
        """Return the minutes between two districts."""
        return district_minutes(self.leg.district_minutes, one, other)

    @property
    def token(self) -> str:
        """Of what the form of the minutes begins with (optimistic locking)."""
        return content_token(self.leg.id, self.leg.district_minutes)


def read_districts(session: Session, event: Event, leg_id: int) -> Districts:
    """Return the districts of a city that its places name; raises `NotFound` for a city of another event."""
    leg = leg_of(session, event, leg_id)
    venues = session.exec(select(Venue).where(Venue.leg_id == leg.id).order_by("id")).all()
    names: dict[str, str] = {}
    places: dict[str, int] = {}
    by_postcode: dict[str, set[str]] = {}
    for venue in venues:
        if venue.district:
            name = names.setdefault(fold(venue.district), venue.district)
            places[name] = places.get(name, 0) + 1
            by_postcode.setdefault(venue.postcode, set()).add(name)
    return Districts(
        leg=leg,
        names=tuple(sorted(names.values(), key=fold)),
        places=places,
        without=sum(not venue.district for venue in venues),
        by_postcode={code: found.pop() for code, found in by_postcode.items() if code and len(found) == 1},
    )
