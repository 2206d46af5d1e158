"""Counterparts of a mission: one line per counterpart, city and company; an organisation that is new is added."""

from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold
from matchmaker.imports import cells, times
from matchmaker.imports.cells import BadCell, choice, text
from matchmaker.imports.columns import Columns, may, must
from matchmaker.imports.identity import Delegations, Known, Organisations
from matchmaker.imports.legs import Legs
from matchmaker.imports.newcomers import new_organisation
from matchmaker.imports.plan import Draft, Judgement, Plan
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.value_words import Accepted
from matchmaker.missions.queries.demands import read_demands
from matchmaker.models import (
    Counterpart,
    Event,
    Leg,
    Organisation,
    Person,
    Prospect,
    ProspectStage,
    Registration,
    row_id,
)

AGREED = frozenset({"agreed", "agreed to meet", "d accord", "akkoord", "zugesagt"})
"""How files and the board call what no list can say, folded."""
ANOTHER_CONTACT = N_(
    "“%(contact)s” differs from “%(other)s” on line %(line)d for the same counterpart in this city. A counterpart has "
    "one contact: write the same on both lines, or leave these cells of one empty."
)
_NOTED = choice(ProspectStage, {})


def _stage(cell: str) -> ProspectStage:
    if fold(cell) in AGREED:
        raise BadCell(
            N_(
                "Column “%(column)s”: whoever agrees to meet says so on their page, or is noted on the board. "
                "Write “%(instead)s” here."
            ),
            (ProspectStage.INTERESTED.value,),
            instead=Accepted((ProspectStage.INTERESTED.value,)),
        )
    stage: ProspectStage = _NOTED(cell)
    return stage


ENDS: Columns = (
    must("counterpart", text(200), "interlocuteur", "organisation", "gesprekspartner", "Gesprächspartner"),
    must("city", text(100), "ville", "étape", "stad", "Stadt"),
    must("company", text(200), "entreprise", "société", "bedrijf", "Unternehmen"),
)
CONTACT: Columns = (
    may("first_name", text(100), "prénom", "voornaam", "Vorname"),
    may("last_name", text(100), "nom", "familienaam", "achternaam", "Nachname"),
    may("email", cells.email, "e-mail", "mail", "courriel", "E-Mail"),
    may("phone", cells.phone, "téléphone", "tel", "telefoon", "Telefon"),
    may("job_title", text(120), "fonction", "functie", "Funktion"),
    may("language", cells.screen_language, "langue", "taal", "Sprache"),
)
STATE: Columns = (
    may("stage", _stage, "état", "stade", "fase", "Stand"),
    may("pitch", text(300), "pourquoi", "waarom", "warum"),
    may("pitch_language", cells.one_language, "langue du pourquoi", "taal van waarom", "Sprache von warum"),
    may("next_step", text(200), "prochain pas", "volgende stap", "nächster Schritt"),
    may("due_on", times.day, "échéance", "uiterlijk", "bis"),
)
COLUMNS: Columns = (*ENDS, *CONTACT, *STATE)
WISHED = frozenset({ProspectStage.WANTED, ProspectStage.CONTACTED, ProspectStage.INTERESTED})
"""Stages that nobody notes before the company has said that it wants to meet them."""

ASKED = WISHED - {ProspectStage.WANTED}
"""Stages at which the counterpart has been asked."""


def plan(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out what a list of counterparts means for `event`; reads only."""
    planner = _Planner(session, event)
    judgements = [planner.judge(row) for row in rows.rows]
    lines = [judgement.line() for judgement in judgements]
    layers = (planner.organisations, list(planner.counterparts.values()), list(planner.prospects.values()))
    return Plan(lines, layers, rows.notices)


class _Planner:
    def __init__(self, session: Session, event: Event) -> None:
        self.event, self.now = event, clock.now()
        self.legs, self.companies = Legs(session, event), Delegations(session, event)
        there = select(Organisation).where(
            Organisation.community_id == event.community_id, col(Organisation.merged_into_id).is_(None)
        )
        self.known = Organisations(Draft(Organisation, row) for row in session.exec(there).all())
        self.organisations: list[Known] = []
        present = session.exec(select(Counterpart).where(Counterpart.event_id == event.id)).all()
        self.present = {(row.leg_id, row.organisation_id): row for row in present}
        self.noted = {
            (row.counterpart_id, row.delegation_id): row
            for row in session.exec(
                select(Prospect).where(col(Prospect.counterpart_id).in_([row.id for row in present]))
            ).all()
        }
        self.registered = set(
            session.exec(
                select(Person.organisation_id, Person.email_key)
                .join(Registration, col(Registration.person_id) == col(Person.id))
                .where(Registration.event_id == event.id, ~Registration.withdrawn)
            ).all()
        )
        """People of the event, by organisation and address."""
        self.travelling = {(line.leg_id, line.delegation_id) for line in read_demands(session, event)}
        self.counterparts: dict[tuple[int, Known], Draft[Counterpart]] = {}
        self.prospects: dict[tuple[Draft[Counterpart], int], Draft[Prospect]] = {}
        self.said_on: dict[tuple[Draft[Counterpart], str], Row] = {}
        """Which line first said what of a contact."""
        self.first: dict[tuple[Draft[Counterpart], int], Row] = {}

    def judge(self, row: Row) -> Judgement:
        """Take in one line: find or make its organisation, the counterpart in the city, and the prospect."""
        judgement = Judgement(row, row.named("company", "counterpart", "city"))
        judgement.columns = {"link_epoch": ""}
        leg, organisation = self.legs.find(row, "city"), self._organisation(row)
        company = self.companies.in_cell(row, "company")
        if row.messages or leg is None or organisation is None or company is None:
            return judgement
        if organisation.id is not None and organisation.id == company.organisation_id:
            row.refuse(N_("A company does not meet itself."), ("counterpart", "company"))
            return judgement
        if (row_id(leg), row_id(company)) not in self.travelling:
            row.refuse(
                N_("%(company)s does not go to %(city)s."), ("company",), company=row.values["company"], city=leg.name
            )
            return judgement
        if organisation.present is None:
            organisation.values.setdefault("country", leg.country)
        counterpart = self._counterpart(row, leg, organisation)
        key = (counterpart, row_id(company))
        first = self.first.setdefault(key, row)
        if first is not row:
            row.refuse(
                N_("“%(name)s” is already on line %(line)d. Remove one of the two lines."),
                name=judgement.name,
                line=first.number,
            )
            return judgement
        self.prospects[key] = self._prospect(row, counterpart, row_id(company))
        judgement.drafts = [self.prospects[key], counterpart, organisation]
        return judgement

    def _organisation(self, row: Row) -> Known | None:
        name = row.values.get("counterpart")
        if name is None:
            return None
        try:
            found = self.known.named(name)
        except InvalidInput as error:
            row.refuse(error.message, ("counterpart",), **error.params)
            return None
        if found is None:
            found = new_organisation(self.event)
            found.values["name"] = name
            self.known.add(found)
            self.organisations.append(found)
        return found

    def _counterpart(self, row: Row, leg: Leg, organisation: Known) -> Draft[Counterpart]:
        key = (row_id(leg), organisation)
        draft = self.counterparts.get(key)
        if draft is None:
            present = self.present.get((row_id(leg), organisation.id)) if organisation.id else None
            new = {"event_id": self.event.id, "leg_id": leg.id, "updated_at": self.now}
            draft = Draft(Counterpart, present, only_new=new, links={"organisation_id": organisation})
            self.counterparts[key] = draft
        self._say(row, draft)
        self._move_page(row, draft)
        return draft

    def _say(self, row: Row, draft: Draft[Counterpart]) -> None:
        """Take in what a line says of the contact; refuses cells that differ from what a line above says."""
        others: dict[int, tuple[Row, list[str]]] = {}
        for column in CONTACT:
            if column.name not in row.values:
                continue
            value, first = row.values[column.name], self.said_on.setdefault((draft, column.name), row)
            if first is not row and str(value).casefold() != str(first.values[column.name]).casefold():
                others.setdefault(first.number, (first, []))[1].append(column.name)
            else:
                draft.values[column.target] = value
        for number, (first, columns) in others.items():
            contact, other = row.named(*columns, between=", "), first.named(*columns, between=", ")
            row.refuse(ANOTHER_CONTACT, columns, contact=contact, other=other, line=number)

    def _move_page(self, row: Row, draft: Draft[Counterpart]) -> None:
        """Give the page of another contact another address; one who is registered is changed on their page alone."""
        present, email = draft.present, draft.values.get("email")
        if present is None or not email or not present.email or email_key(email) == email_key(present.email):
            return
        if (present.organisation_id, email_key(present.email)) in self.registered:
            row.refuse_cell(
                "email",
                N_(
                    "Column “%(column)s”: “%(name)s” is registered with another address. "
                    "Change it on the page of the counterpart."
                ),
                name=row.values["counterpart"],
            )
        draft.values["link_epoch"] = present.link_epoch + 1

    def _prospect(self, row: Row, counterpart: Draft[Counterpart], company: int) -> Draft[Prospect]:
        present = self.noted.get((counterpart.id, company)) if counterpart.id else None
        values = row.only(STATE)
        new: dict[str, Any] = {"delegation_id": company, "changed_at": self.now}
        if "stage" in values:  # one that is there is moved on its page, where answers and meetings follow
            new["stage"] = values.pop("stage")
        if new.get("stage") in WISHED:
            new["wanted_at"] = self.now
        if new.get("stage") in ASKED:
            new["asked_at"] = self.now
        return Draft(Prospect, present, values, only_new=new, links={"counterpart_id": counterpart})
