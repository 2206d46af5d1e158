"""Categories, venues and places of an event, read from a folder only."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.imports.folder_columns import CATEGORIES, PLACES, VENUES
from matchmaker.imports.identity import Delegations
from matchmaker.imports.legs import Legs
from matchmaker.imports.plan import Draft, Judgement, Plan, once
from matchmaker.imports.programme import texts
from matchmaker.imports.rows import Rows
from matchmaker.imports.venues import Venues
from matchmaker.models import Category, Event, Place, PlaceClosure, Slot, Venue


def plan_categories(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the categories, by their codes, in the order of the file."""
    present = {row.code: row for row in session.exec(select(Category).where(Category.event_id == event.id)).all()}
    fields = [column for column in CATEGORIES if column.name != "code" and not column.name.startswith("name_")]
    judgements = []
    for position, row in enumerate(rows.rows):
        code = row.texts.get("code", "")
        known = present.get(code)
        names = (known.names if known else {}) | texts(row, "name")
        draft = Draft(Category, known, row.only(fields) | {"names": names, "position": position})
        draft.only_new = {"event_id": event.id, "code": code}
        judgements.append(Judgement(row, code, [draft]))
    return once(judgements, rows)


def plan_venues(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the venues, by their names; one without a zone has that of the event."""
    present = {row.name: row for row in session.exec(select(Venue).where(Venue.event_id == event.id)).all()}
    legs, fields = Legs(session, event), [column for column in VENUES if column.name != "leg"]
    judgements = []
    for row in rows.rows:
        name = row.texts.get("name", "")
        draft = Draft(Venue, present.get(name), row.only(fields), only_new={"event_id": event.id})
        if (leg := legs.find(row, "leg")) is not None:
            draft.values["leg_id"] = leg.id
        if "zone" not in draft.values:
            draft.only_new["zone"] = event.zone
        judgements.append(Judgement(row, name, [draft]))
    return once(judgements, rows)


def plan_places(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out the places, by their codes, with the delegation that has one to itself and the slots it is closed in."""
    venues, delegations = Venues(session, event), Delegations(session, event)
    present = {row.code: row for row in session.exec(select(Place).where(Place.event_id == event.id)).all()}
    closures: dict[tuple[int | None, int | None], PlaceClosure] = {
        (row.place_id, row.slot_id): row
        for row in session.exec(
            select(PlaceClosure)
            .join(Place, col(Place.id) == col(PlaceClosure.place_id))
            .where(Place.event_id == event.id)
        ).all()
    }
    slots = session.exec(select(Slot).where(Slot.event_id == event.id)).all()
    judgements = []
    for position, row in enumerate(rows.rows):
        code = row.texts.get("code", "")
        known = present.get(code)
        judgement = Judgement(row, code)
        judgements.append(judgement)
        venue = venues.find(row, known.venue_id if known else None)
        if venue is None:
            continue
        values = row.only([column for column in PLACES if column.name in ("kind", "label", "capacity")])
        values |= {"venue_id": venue.id, "position": position}
        if (owner := delegations.in_cell(row, "owner")) is not None:
            values["owner_id"] = owner.id
        place = Draft(Place, known, values, only_new={"event_id": event.id, "code": code})
        judgement.drafts = [place]
        judgement.words = {"owner_id": delegations.names, "venue_id": venues.names}
        for wall in row.values.get("closed", ()):
            closed = [slot for slot in slots if slot.venue_id == venue.id and slot.starts == wall.at]
            closed = [slot for slot in closed if wall.day in (None, slot.day)]
            if not closed:
                row.refuse_cell(
                    "closed", N_("Column “%(column)s”: no slot begins at %(time)s."), time=f"{wall.at:%H:%M}"
                )
            for slot in closed:
                closure = closures.get((known.id if known else None, slot.id))
                link = {} if closure else {"place_id": place}
                judgement.drafts.append(Draft(PlaceClosure, closure, only_new={"slot_id": slot.id}, links=link))
    return once(judgements, rows)
