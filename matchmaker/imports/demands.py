"""Whom companies look for in each city of a mission, read from a folder only."""

from sqlmodel import Session, col, select

from matchmaker.base.languages import language_of
from matchmaker.imports.folder_columns import DEMANDS
from matchmaker.imports.identity import Delegations
from matchmaker.imports.legs import Legs
from matchmaker.imports.plan import Draft, Judgement, Plan, once
from matchmaker.imports.rows import Rows
from matchmaker.models import Demand, Event, Leg, row_id


def plan_demands(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the demands, by company and city."""
    legs, delegations = Legs(session, event), Delegations(session, event)
    present = {
        (row.leg_id, row.delegation_id): row
        for row in session.exec(
            select(Demand).join(Leg, col(Leg.id) == col(Demand.leg_id)).where(Leg.event_id == event.id)
        ).all()
    }
    judgements = []
    for row in rows.rows:
        judgement = Judgement(row, row.named("company", "city"))
        judgements.append(judgement)
        leg, found = legs.find(row, "city"), delegations.in_cell(row, "company")
        if leg is not None and found is not None:
            pair = (row_id(leg), row_id(found))
            values = row.only([column for column in DEMANDS if column.name not in {"company", "city"}])
            if "offers" in values:
                values.setdefault("offers_language", language_of(leg.country))
            else:
                values.pop("offers_language", None)
            new = {"leg_id": pair[0], "delegation_id": pair[1]}
            judgement.drafts = [Draft(Demand, present.get(pair), values, only_new=new)]
    return once(judgements, rows)
