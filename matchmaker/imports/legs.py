"""Cities of a mission, who comes along, travel times and the ends of transfers, read from a folder only."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.imports.closest import closest
from matchmaker.imports.folder_columns import LEGS
from matchmaker.imports.identity import Delegations
from matchmaker.imports.plan import Draft, Judgement, Plan, once
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.venues import Venues
from matchmaker.models import Event, Leg, LegMember, ProgrammeItem, TravelTime, row_id

UNKNOWN_CITY = N_("Column “%(column)s”: the mission does not go to “%(value)s”. Write one of: %(accepted)s.")


class Legs:
    """The legs of an event by their folded names."""

    def __init__(self, session: Session, event: Event) -> None:
        rows = session.exec(select(Leg).where(Leg.event_id == event.id)).all()
        self._by_name = {fold(row.name): row for row in rows}

    def has(self, row: Row, column: str) -> bool:
        """Tell whether a line names a leg."""
        return fold(row.values.get(column, "")) in self._by_name

    def find(self, row: Row, column: str) -> Leg | None:
        """Return the leg that a line names; refuses the line where there is none of that name."""
        if column not in row.values:
            return None
        found = self._by_name.get(fold(row.values[column]))
        if found is None:
            names = [leg.name for leg in self._by_name.values()]
            near = closest(row.values[column], names)
            row.refuse_cell(column, UNKNOWN_CITY, near, accepted=", ".join(names) or "–")
        return found


def plan_legs(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the cities, by their names."""
    present = {row.name: row for row in session.exec(select(Leg).where(Leg.event_id == event.id)).all()}
    judgements = []
    for row in rows.rows:
        name = row.texts.get("name", "")
        if row.has("starts_on", "ends_on") and not (
            event.starts_on <= row.values["starts_on"] <= row.values["ends_on"] <= event.ends_on
        ):
            row.refuse(N_("The days of a city lie within those of the mission."))
        draft = Draft(Leg, present.get(name), row.only(LEGS), only_new={"event_id": event.id})
        judgements.append(Judgement(row, name, [draft]))
    return once(judgements, rows)


def plan_members(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out who takes part in which city; delegations that no line names take part in all."""
    legs, delegations = Legs(session, event), Delegations(session, event)
    present = {
        (row.leg_id, row.delegation_id): row
        for row in session.exec(
            select(LegMember).join(Leg, col(Leg.id) == col(LegMember.leg_id)).where(Leg.event_id == event.id)
        ).all()
    }
    judgements = []
    for row in rows.rows:
        judgement = Judgement(row, row.named("organisation", "leg"))
        judgements.append(judgement)
        leg, found = legs.find(row, "leg"), delegations.in_cell(row, "organisation")
        if leg is not None and found is not None:
            pair = (row_id(leg), row_id(found))
            new = {"leg_id": pair[0], "delegation_id": pair[1]}
            judgement.drafts = [Draft(LegMember, present.get(pair), only_new=new)]
    return once(judgements, rows)


def plan_travel(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the minutes between two venues, the same in both directions."""
    venues = Venues(session, event)
    rows_there = session.exec(select(TravelTime).where(TravelTime.event_id == event.id)).all()
    present = {(row.low_id, row.high_id): row for row in rows_there}
    judgements = []
    for row in rows.rows:
        judgement = Judgement(row, " – ".join(sorted(row.texts.get(name, "") for name in ("from", "to"))))
        judgements.append(judgement)
        ends = [venues.named(row, column) for column in ("from", "to")]
        if ends[0] is None or ends[1] is None or not row.has("minutes"):
            continue
        if ends[0] is ends[1]:
            row.refuse(N_("A way leads from one place to another one."))
            continue
        low, high = sorted(row_id(venue) for venue in ends if venue is not None)
        new = {"event_id": event.id, "low_id": low, "high_id": high}
        values = {"minutes": row.values["minutes"]}
        judgement.drafts = [Draft(TravelTime, present.get((low, high)), values, only_new=new)]
    return once(judgements, rows)


def plan_transfers(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out where transfers of the programme end and how people travel, by the codes of the items.

    They end in a city of the mission, or at a venue outside of these: the airport at home.
    """
    legs, venues = Legs(session, event), Venues(session, event)
    items = session.exec(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)).all()
    present = {item.code: item for item in items}
    judgements = []
    for row in rows.rows:
        code = row.texts.get("item", "")
        judgement = Judgement(row, code)
        judgements.append(judgement)
        ends = _end(row, legs, venues)
        if code and code not in present:
            row.refuse_cell("item", N_("Column “%(column)s”: the programme has no item “%(value)s”."))
        elif ends:
            values = ends | ({"means": row.values["means"]} if "means" in row.values else {})
            judgement.drafts = [Draft(ProgrammeItem, present[code], values)]
    return once(judgements, rows)


def _end(row: Row, legs: Legs, venues: Venues) -> dict[str, int | None]:
    """Return the columns of where a transfer ends; empty where its line names no place that is known."""
    venue = None if legs.has(row, "to") else venues.spelled(row, "to")
    if venue is not None:
        return {"to_leg_id": None, "to_venue_id": row_id(venue)}
    leg = legs.find(row, "to")
    return {} if leg is None else {"to_leg_id": row_id(leg), "to_venue_id": None}
