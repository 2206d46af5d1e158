"""How long it takes from one place of an event to the others, and where each minute comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.models import Event, Leg, Venue, row_id
from matchmaker.releases.planning.ways import short_ways
from matchmaker.releases.queries.drafts import newest_schedule
from matchmaker.releases.queries.problems import way_in_words
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.results import placed_pairs, read_schedule
from matchmaker.scheduling.planning.travel import Travel, read_legs, read_said
from matchmaker.scheduling.rules.travel import MinutesFrom
from matchmaker.setup.queries.parts import venues_of


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueOfTravel:
    """A venue as the pages of travel list it."""

    id: int
    name: str
    address: str
    city: str
    """Of its leg; empty outside any."""
    district: str
    hub: bool
    located: bool
    """Whether its position is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLine:
    """The way from the chosen place to another one."""

    to: VenueOfTravel
    minutes: int
    source: MinutesFrom
    km: float | None
    """Straight line; None where a position is missing."""
    unsaid: int
    """The minutes if nobody says others of this pair."""
    unsaid_source: MinutesFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways from one place to those of its city and to the hotels of other cities."""

    sites: tuple[VenueOfTravel, ...]
    """All places of the event, by city, the hotel first."""
    start: VenueOfTravel
    lines: tuple[WayLine, ...]
    leg: Leg | None
    """Whose speed, detour and margin are used."""
    token: str
    """What the form of the minutes begins with (optimistic locking)."""
    lost: int
    """Places without a position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HurriedMeeting:
    """A meeting that leaves too little time for the way."""

    names: tuple[str, str]
    day: date
    starts: time
    why: str
    """Who has how many minutes, from where to where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurry:
    """What the newest schedule of an event leaves for its ways."""

    scenario_id: int
    meetings: tuple[HurriedMeeting, ...]
    """Those with too little time, by time."""


def read_hurry(session: Session, event: Event, language: str) -> Hurry | None:
    """Return which meetings of the newest schedule leave too little time for a way; None without any schedule."""
    scenario = newest_schedule(session, event)
    if scenario is None:
        return None
    facts = load_facts(session, event)
    ways = short_ways(facts, placed_pairs(read_schedule(session, scenario, facts.humans), facts.humans))
    by_pair = {way.pair: way for way in reversed(ways)}
    return Hurry(
        scenario_id=row_id(scenario),
        meetings=tuple(
            HurriedMeeting(
                names=(facts.name(pair[0]), facts.name(pair[1])),
                day=way.slot.day,
                starts=way.slot.starts,
                why=way_in_words(way, facts, language),
            )
            for pair, way in sorted(by_pair.items(), key=lambda item: item[1].slot.starts_at)
        ),
    )


def read_ways(session: Session, event: Event, venue_id: int | None) -> Ways | None:
    """Return the ways from a place, the first of the event unless one is chosen; None if there is none."""
    venues = {row_id(venue): venue for venue in venues_of(session, event)}
    legs = read_legs(session, venues.values())
    said = read_said(session, row_id(event), len(venues))
    sites = sites_of(list(venues.values()), legs)
    start = next((site for site in sites if site.id == venue_id), sites[0] if sites else None)
    if start is None:
        return None
    travel = Travel(venues, legs, said)
    lines = []
    for site in sites:
        if site.id != start.id and (site.city == start.city or site.hub):
            way, without = travel.way(start.id, site.id), travel.unsaid(start.id, site.id)
            line = WayLine(
                to=site,
                minutes=way.minutes,
                source=way.source,
                km=way.km,
                unsaid=without.minutes,
                unsaid_source=without.source,
            )
            lines.append(line)
    return Ways(
        sites=sites,
        start=start,
        lines=tuple(lines),
        leg=legs.get(venues[start.id].leg_id or 0),
        token=content_token(start.id, sorted(pair for pair in said.items() if start.id in pair[0])),
        lost=sum(not site.located for site in sites),
    )


def sites_of(venues: Sequence[Venue], legs: dict[int, Leg]) -> tuple[VenueOfTravel, ...]:
    """Return venues as sites: by the days of their cities, the hotel first, then by name."""

    def order(venue: Venue) -> tuple[str, bool, str]:
        leg = legs.get(venue.leg_id or 0)
        return f"{leg.starts_on} {leg.name}" if leg else "", not venue.hub, fold(venue.name)

    return tuple(
        VenueOfTravel(
            id=row_id(venue),
            name=venue.name,
            address=venue.address,
            city=legs[venue.leg_id].name if venue.leg_id in legs else "",
            district=venue.district,
            hub=venue.hub,
            located=venue.latitude is not None and venue.longitude is not None,
        )
        for venue in sorted(venues, key=order)
    )
