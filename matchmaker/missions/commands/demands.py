"""What a company looks for and offers in a city, said by itself, by organisers, or corrected by the attaché."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.languages import is_language
from matchmaker.base.plain_text import several_lines
from matchmaker.base.tags import tags
from matchmaker.events.rules import require_not_archived
from matchmaker.missions.queries.demands import DemandLine, demand_of
from matchmaker.models import Act, Delegation, Demand, Event, record

SHORTEST, LONGEST = 10, 240
"""Minutes of a visit."""
NOT_LISTED = N_("Choose among the words of the list; for others there is the line of free text.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandValues:
    """What is said of those whom a company looks for: codes of tags, texts, languages, minutes of a visit.

    With what it offers there, in the language of the city, and the code of that language.
    """

    sectors: Sequence[str] = ()
    profiles: Sequence[str] = ()
    words: str = ""
    not_whom: str = ""
    languages: Sequence[str] = ()
    minutes: int | None = None
    offers: str = ""
    offers_language: str = ""


def save_demand(
    session: Session, event: Event, leg_id: int, delegation_id: int, values: DemandValues, *, shown: str, by: str
) -> Demand | None:
    """Keep what a company looks for in a city; a demand of which nothing is left is removed.

    `by` is the name of who says it, `shown` the token that the form began with. Raises `NotFound` where the company
    takes no part, `Stale` if somebody has changed the demand meanwhile, `InvalidInput` for unknown tags and
    languages and a length out of bounds, and `Closed` once the event is archived.
    """
    require_not_archived(event)
    line = _locked(session, event, leg_id, delegation_id)
    if shown != line.token:
        raise Stale
    if values.minutes is not None and not SHORTEST <= values.minutes <= LONGEST:
        raise InvalidInput(N_("A visit lasts from %(least)d to %(most)d minutes."), least=SHORTEST, most=LONGEST)
    if not all(map(is_language, values.languages)):
        raise InvalidInput(NOT_LISTED)
    fields = {
        "sectors": _known(values.sectors, "sector"),
        "profiles": _known(values.profiles, "need"),
        "words": several_lines(values.words),
        "not_whom": several_lines(values.not_whom),
        "languages": list(values.languages),
        "minutes": values.minutes,
    } | _offer(values.offers, values.offers_language)
    demand = _written(session, line, fields, by=by)
    record(session, by, Act.SAVE_DEMAND, event_id=event.id, subject=line.company, city=line.city)
    session.flush()
    return demand


def save_offer(
    session: Session, event: Event, leg_id: int, delegation_id: int, *, words: str, language: str, shown: str, by: str
) -> Demand | None:
    """Keep what a company offers in a city in the words of its attaché, and nothing else of the demand.

    `shown` is the `offer_token` that the form began with. Raises `InvalidInput` for a text whose language is not said
    or unknown, `NotFound`, `Stale` and `Closed` as `save_demand` does.
    """
    require_not_archived(event)
    line = _locked(session, event, leg_id, delegation_id)
    if shown != line.offer_token:
        raise Stale
    demand = _written(session, line, _offer(words, language), by=by)
    record(session, by, Act.SAVE_OFFER, event_id=event.id, subject=line.company, city=line.city)
    session.flush()
    return demand


def _locked(session: Session, event: Event, leg_id: int, delegation_id: int) -> DemandLine:
    """Return what a company looks for in a city, as it is once nobody else writes it."""
    session.exec(select(Delegation.id).where(Delegation.id == delegation_id).with_for_update()).first()
    own = select(Demand).where(Demand.leg_id == leg_id, Demand.delegation_id == delegation_id)
    session.exec(own.execution_options(populate_existing=True)).first()
    return demand_of(session, event, leg_id, delegation_id)


def _written(session: Session, line: DemandLine, fields: Mapping[str, object], *, by: str) -> Demand | None:
    """Write what is said; a demand of which nothing is left is removed."""
    demand = line.demand or Demand(leg_id=line.leg_id, delegation_id=line.delegation_id)
    for name, value in fields.items():
        setattr(demand, name, value)
    if not demand.says_whom and not demand.offers:
        if line.demand is not None:
            session.delete(demand)
        return None
    demand.updated_at, demand.updated_by = clock.now(), by
    session.add(demand)
    return demand


def _offer(words: str, language: str) -> dict[str, object]:
    """Return the columns of an offer; raises `InvalidInput` for a text whose language is not said."""
    text = several_lines(words)
    if text and not is_language(language):
        raise InvalidInput(N_("Say in which language you have written what the company offers."))
    return {"offers": text, "offers_language": language if text else ""}


def _known(codes: Sequence[str], kind: str) -> list[str]:
    known = [tag.code for tag in tags().values() if tag.kind == kind and tag.code in codes]
    if len(known) != len(set(codes)):
        raise InvalidInput(NOT_LISTED)
    return known
