"""Minutes between two places, or two districts, as an organiser knows them; else the estimate counts."""

from collections.abc import Mapping

from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.districts import read_districts
from matchmaker.missions.queries.travel import read_ways
from matchmaker.models import Event, Staff, StructureAct, TravelTime, row_id
from matchmaker.scheduling.rules.travel import LONGEST
from matchmaker.setup.commands.changes import noted


def say_minutes(
    session: Session, event: Event, start_id: int, minutes: Mapping[int, int | None], *, shown: str, staff: Staff
) -> None:
    """Set the minutes from a place to others (ids of venues), for both directions; None for the estimate.

    `shown` is the token of the `Ways` that the form began with. Raises `Stale` if somebody has changed one of them
    meanwhile, and `InvalidInput` for places of elsewhere and for more minutes than a day has.
    """
    event = lock_event(session, row_id(event))
    ways = read_ways(session, event, start_id)
    sites = {site.id: site for site in ways.sites} if ways else {}
    if start_id not in sites or not sites.keys() - {start_id} >= minutes.keys():
        raise InvalidInput(N_("Choose places of this event."))
    if ways is None or shown != ways.token:
        raise Stale
    if any(value is not None and not 0 <= value <= LONGEST for value in minutes.values()):
        raise InvalidInput(N_("A way takes at most %(minutes)d minutes."), minutes=LONGEST)
    here = (TravelTime.low_id == start_id) | (TravelTime.high_id == start_id)
    rows = {frozenset((row.low_id, row.high_id)): row for row in session.exec(select(TravelTime).where(here)).all()}
    with noted(session, event, StructureAct.CHANGE_TRAVEL, sites[start_id].name, staff=staff):
        for other, value in sorted(minutes.items()):
            row = rows.get(frozenset((start_id, other)))
            if value is None:
                if row is not None:
                    session.delete(row)
                continue
            if row is None:
                low, high = sorted((start_id, other))
                row = TravelTime(event_id=row_id(event), low_id=low, high_id=high, minutes=value)
            row.minutes = value
            session.add(row)


def say_district_minutes(
    session: Session,
    event: Event,
    leg_id: int,
    minutes: Mapping[tuple[str, str], int | None],
    *,
    shown: str,
    staff: Staff,
) -> None:
    """Set the minutes between districts of a city, by their names in whichever order; None for the estimate.

    They count between all places of the two for which nobody has said others. `shown` is the token of the `Districts`
    that the form began with. Raises `NotFound` for a city of another event, `Stale` if somebody has changed them
    meanwhile, and `InvalidInput` for districts without a place and for more minutes than a day has.
    """
    event = lock_event(session, row_id(event))
    districts = read_districts(session, event, leg_id)
    if shown != districts.token:
        raise Stale
    known = {fold(name) for name in districts.names}
    if not all({fold(one), fold(other)} <= known for one, other in minutes):
        raise InvalidInput(N_("Choose districts of this city."))
    if any(value is not None and not 0 <= value <= LONGEST for value in minutes.values()):
        raise InvalidInput(N_("A way takes at most %(minutes)d minutes."), minutes=LONGEST)
    table = {low: dict(row) for low, row in districts.leg.district_minutes.items()}
    for (one, other), value in minutes.items():
        low, high = sorted((fold(one), fold(other)))
        if value is None:
            table.get(low, {}).pop(high, None)
        else:
            table.setdefault(low, {})[high] = value
    about = districts.leg.name
    with noted(session, event, StructureAct.CHANGE_TRAVEL, about, staff=staff):
        districts.leg.district_minutes = {low: row for low, row in table.items() if row}
