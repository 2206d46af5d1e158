"""Vetoes and absences, read from a folder only: both are private, and no organiser's file holds them."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.imports.identity import Delegations
from matchmaker.imports.plan import Draft, Judgement, Plan
from matchmaker.imports.rows import Rows
from matchmaker.models import Absence, Event, Person, Registration, Veto, row_id


def plan_vetoes(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out who does not want to meet whom; a veto that is there stays the same."""
    delegations = Delegations(session, event)
    present: dict[tuple[int | None, int | None], Veto] = {
        (veto.from_id, veto.against_id): veto
        for veto in session.exec(select(Veto).where(Veto.event_id == event.id)).all()
    }
    drafts: dict[tuple[int | None, int | None], Draft[Veto]] = {}
    judgements = []
    for row in rows.rows:
        judgement = Judgement(row, f"{row.texts['from']} → {row.texts['against']}" if row.texts else "")
        judgements.append(judgement)
        ends = [delegations.in_cell(row, column) for column in ("from", "against")]
        if ends[0] is None or ends[1] is None:
            continue
        pair = (ends[0].id, ends[1].id)
        if pair[0] == pair[1]:
            row.refuse(N_("A veto cannot be against oneself. Correct an organisation, or remove the line."))
            continue
        values = {"event_id": event.id, "from_id": pair[0], "against_id": pair[1]}
        judgement.drafts = [drafts.setdefault(pair, Draft(Veto, present.get(pair), only_new=values))]
    lines = [judgement.line() for judgement in judgements]
    vetoes = [(draft.get("from_id"), draft.get("against_id")) for draft in drafts.values()]
    return Plan(lines, (drafts.values(),), rows.notices, vetoes=vetoes)


def plan_absences(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out when people cannot meet, by address and begin; an address that two people share means both."""
    people: dict[str, list[Registration]] = {}
    for registration, person in session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.event_id == event.id)
    ).all():
        people.setdefault(person.email_key, []).append(registration)
    present = {
        (absence.registration_id, absence.day, absence.starts): absence
        for absence in session.exec(
            select(Absence)
            .join(Registration, col(Registration.id) == col(Absence.registration_id))
            .where(Registration.event_id == event.id)
        ).all()
    }
    judgements = []
    for row in rows.rows:
        judgement = Judgement(row, row.texts.get("email", ""))
        judgements.append(judgement)
        found = people.get(email_key(row.values.get("email", "")), [])
        if not found and row.has("email"):
            row.refuse_cell("email", N_("Column “%(column)s”: nobody takes part with the address “%(value)s”."))
        if not row.has("day", "starts", "ends"):
            continue
        day, starts, ends = (row.values[name] for name in ("day", "starts", "ends"))
        if starts >= ends:
            row.refuse_cell(
                "ends", N_("Column “%(column)s”: “%(value)s” is not after the start. Correct one of the two.")
            )
        for registration in found:
            known = present.get((row_id(registration), day, starts))
            values = {"ends": ends} | ({"note": row.values["note"]} if "note" in row.values else {})
            new = {"registration_id": registration.id, "day": day, "starts": starts}
            judgement.drafts.append(Draft(Absence, known, values, only_new=new))
    drafts = [draft for judgement in judgements for draft in judgement.drafts]
    return Plan([judgement.line() for judgement in judgements], (drafts,), rows.notices)
