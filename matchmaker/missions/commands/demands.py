"""What a company looks for in a city, said by the company itself or by an organiser for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines
from matchmaker.base.tags import tags
from matchmaker.events.rules import require_not_archived
from matchmaker.missions.queries.demands import demand_of
from matchmaker.models import Act, Delegation, Demand, Event, record

SHORTEST, LONGEST = 10, 240
"""Minutes of a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandValues:
    """What is said of those whom a company looks for: codes of tags, texts, languages, minutes of a visit."""

    sectors: Sequence[str] = ()
    profiles: Sequence[str] = ()
    words: str = ""
    not_whom: str = ""
    languages: Sequence[str] = ()
    minutes: int | None = None


def save_demand(
    session: Session, event: Event, leg_id: int, delegation_id: int, values: DemandValues, *, shown: str, by: str
) -> Demand | None:
    """Keep what a company looks for in a city; a demand of which nothing is left is removed.

    `by` is the name of who says it, `shown` the token that the form began with. Raises `NotFound` where the company
    takes no part, `Stale` if somebody has changed the demand meanwhile, `InvalidInput` for unknown tags and a length
    out of bounds, and `Closed` once the event is archived.
    """
    require_not_archived(event)
    session.exec(select(Delegation.id).where(Delegation.id == delegation_id).with_for_update()).first()
    line = demand_of(session, event, leg_id, delegation_id)
    if shown != line.token:
        raise Stale
    if values.minutes is not None and not SHORTEST <= values.minutes <= LONGEST:
        raise InvalidInput(N_("A visit lasts from %(least)d to %(most)d minutes."), least=SHORTEST, most=LONGEST)
    fields = {
        "sectors": _known(values.sectors, "sector"),
        "profiles": _known(values.profiles, "need"),
        "words": several_lines(values.words),
        "not_whom": several_lines(values.not_whom),
        "languages": list(values.languages),
        "minutes": values.minutes,
    }
    demand = line.demand
    if not any(fields.values()):
        if demand is not None:
            session.delete(demand)
        demand = None
    else:
        demand = demand or Demand(leg_id=leg_id, delegation_id=delegation_id)
        for name, value in fields.items():
            setattr(demand, name, value)
        demand.updated_at, demand.updated_by = clock.now(), by
        session.add(demand)
    record(session, by, Act.SAVE_DEMAND, event_id=event.id, subject=line.company, city=line.city)
    session.flush()
    return demand


def _known(codes: Sequence[str], kind: str) -> list[str]:
    known = [tag.code for tag in tags().values() if tag.kind == kind and tag.code in codes]
    if len(known) != len(set(codes)):
        raise InvalidInput(N_("Choose among the words of the list; for others there is the line of free text."))
    return known
