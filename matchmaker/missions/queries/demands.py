"""Whom companies look for: a demand for each company and each city in which it takes part."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.languages import language_of
from matchmaker.base.names import fold
from matchmaker.base.tokens import content_token
from matchmaker.missions.queries.legs import legs_of
from matchmaker.models import Category, Delegation, Demand, Event, Leg, LegMember, Organisation, row_id

OFFER = ("offers", "offers_language")
"""What a company offers in the language of the city."""
COUNTERPARTS = "counterpart"
"""Code of the category of those who are looked for; all others who have meetings travel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLine:
    """What a company looks for in a city; `demand` is None as long as it has said nothing."""

    leg_id: int
    city: str
    delegation_id: int
    company: str
    demand: Demand | None
    local: str
    """The language of the city (ISO 639-1); empty where none is known."""

    @property
    def says_whom(self) -> bool:
        """Whether the company has said anything of whom it looks for."""
        return self.demand is not None and self.demand.says_whom

    @property
    def offer_token(self) -> str:
        """Token of what a form of its local offer begins with (optimistic locking)."""
        return content_token(*(getattr(self.demand, name) for name in OFFER)) if self.demand else content_token("", "")

    @property
    def token(self) -> str:
        """Token of what a form of it begins with (optimistic locking)."""
        return demand_token(self.demand)


def demand_token(demand: Demand | None) -> str:
    """Return the token of a demand; that of none is one too."""
    names = ("sectors", "profiles", "words", "not_whom", "languages", "minutes", *OFFER)
    return content_token(*(getattr(demand, name) for name in names)) if demand else content_token()


def read_demands(session: Session, event: Event) -> tuple[DemandLine, ...]:
    """Return a line for each city and each company that takes part there, in the order of days and names.

    Four queries, whatever their number.
    """
    companies = session.exec(
        select(Delegation, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            Delegation.event_id == event.id,
            ~Delegation.withdrawn,
            col(Category.has_meetings),
            Category.code != COUNTERPARTS,
        )
    ).all()
    return _lines(session, event, sorted(companies, key=lambda row: fold(row[1])))


def own_demands(session: Session, event: Event, delegation: Delegation) -> tuple[DemandLine, ...]:
    """Return a line for each city in which a company takes part; none for a counterpart. Five queries at most."""
    category = session.get_one(Category, delegation.category_id)
    if category.code == COUNTERPARTS or not category.has_meetings:
        return ()
    name = session.get_one(Organisation, delegation.organisation_id).name
    return _lines(session, event, [(delegation, name)])


def demands_in(session: Session, leg_id: int) -> dict[int, Demand]:
    """Return what is looked for in a city, by the ids of the companies; one query."""
    rows = session.exec(select(Demand).where(Demand.leg_id == leg_id)).all()
    return {row.delegation_id: row for row in rows}


def local_offers(session: Session, event: Event) -> dict[int, tuple[tuple[str, str, str], ...]]:
    """Return what companies (ids) offer in the languages of cities: city, text and language, in the order of days."""
    found: dict[int, tuple[tuple[str, str, str], ...]] = {}
    rows = session.exec(
        select(Demand, Leg.name)
        .join(Leg, col(Leg.id) == col(Demand.leg_id))
        .where(Leg.event_id == event.id, Demand.offers != "")
        .order_by(col(Leg.starts_on), col(Leg.id))
    )
    for demand, city in rows:
        one = (city, demand.offers, demand.offers_language)
        found[demand.delegation_id] = (*found.get(demand.delegation_id, ()), one)
    return found


def demand_of(session: Session, event: Event, leg_id: int, delegation_id: int) -> DemandLine:
    """Return what a company looks for in a city; raises `NotFound` where it takes no part, or looks for nobody."""
    delegation = session.get(Delegation, delegation_id)
    if delegation is None or delegation.event_id != event.id or delegation.withdrawn:
        raise NotFound
    found = next((line for line in own_demands(session, event, delegation) if line.leg_id == leg_id), None)
    if found is None:
        raise NotFound
    return found


def _lines(session: Session, event: Event, companies: Sequence[tuple[Delegation, str]]) -> tuple[DemandLine, ...]:
    legs = legs_of(session, event)
    joining = _joining(session, companies)
    numbers = [row_id(delegation) for delegation, _name in companies]
    rows = session.exec(select(Demand).where(col(Demand.delegation_id).in_(numbers))).all()
    said = {(row.leg_id, row.delegation_id): row for row in rows}
    return tuple(
        _line(leg, row_id(delegation), name, said.get((row_id(leg), row_id(delegation))))
        for leg in legs
        for delegation, name in companies
        if leg.id in joining.get(row_id(delegation), {leg.id})
    )


def _joining(session: Session, companies: Sequence[tuple[Delegation, str]]) -> dict[int, set[int | None]]:
    """Return the legs of companies that take part in some only."""
    numbers = [row_id(delegation) for delegation, _name in companies]
    found: dict[int, set[int | None]] = {}
    for row in session.exec(select(LegMember).where(col(LegMember.delegation_id).in_(numbers))).all():
        found.setdefault(row.delegation_id, set()).add(row.leg_id)
    return found


def _line(leg: Leg, delegation_id: int, company: str, demand: Demand | None) -> DemandLine:
    return DemandLine(
        leg_id=row_id(leg),
        city=leg.name,
        delegation_id=delegation_id,
        company=company,
        demand=demand,
        local=language_of(leg.country),
    )
