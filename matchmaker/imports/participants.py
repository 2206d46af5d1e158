"""Participants: one line per person, with the organisation's columns repeated."""

from typing import Any

from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold, spelled_worse
from matchmaker.communities.queries import organisations_of
from matchmaker.imports.categories import categories_by_word
from matchmaker.imports.closest import closest
from matchmaker.imports.columns import ORGANISATION, PARTICIPANTS, PERSON
from matchmaker.imports.companies import Sayings
from matchmaker.imports.identity import Known, Organisations, same_number
from matchmaker.imports.newcomers import (
    complete_organisation,
    complete_registration,
    draft_person,
    new_delegation,
    new_organisation,
)
from matchmaker.imports.partners import Partners
from matchmaker.imports.people import Human, People
from matchmaker.imports.plan import HIDDEN, Draft, Judgement, Plan
from matchmaker.imports.preview import RowChange, RowMessage
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.shown import called, listed
from matchmaker.imports.spellings import (
    ANOTHER_COMPANY,
    COMPANIES,
    SAME_COMPANY,
    SPELLED_ALIKE,
    TAKEN_FOR,
    Spellings,
)
from matchmaker.imports.stays import stay_of
from matchmaker.models import Category, Delegation, Event, Organisation, Person, Registration
from matchmaker.setup.queries.tiers import tier_categories

COLUMNS = PARTICIPANTS
LEFT_OUT = RowMessage(N_("This line is left out: the person is on a line above."))
SAID_BEFORE = N_("This line is left out: it says what line %(line)d says.")
KEYS = ("organisation_id", "vat", "organisation")
"""Columns by which an organisation is recognised."""
NAMED = ("first_name", "last_name", "email")
PRIVATE = frozenset({"phone"})
"""A person may be known from another event, whose organisers alone see it."""


def plan(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out what a list of participants means for `event`; reads only."""
    planner = _Planner(session, event, rows)
    judgements = [planner.judge(row) for row in rows.rows]
    return Plan(
        [judgement.line() for judgement in judgements],
        (planner.named_on, [*planner.delegations.values(), *planner.people.values()], planner.registrations),
        rows.notices,
        corrected=planner.corrected,
        handed_over=planner.handed_over,
        left=planner.left,
    )


BY_MEMBERSHIP = N_("Takes part in the category of its membership on the day: %(category)s.")


class _Planner:
    def __init__(self, session: Session, event: Event, rows: Rows) -> None:
        self.event = event
        self.categories = categories_by_word(session, event)
        self.by_membership = tier_categories(session, event)
        """Categories by the tier of the day, by organisation."""
        self.partners = Partners(session, event)
        self.category_names = {category.id: called(category) for category in self.categories.values()}
        present = [Draft(Organisation, row) for row in session.exec(organisations_of(event.community_id)).all()]
        self.known = Organisations(present)
        self.spellings = Spellings()
        by_id = {draft.id: draft for draft in present}
        self.named_on: dict[Known, Row] = {}
        """Which line first names each organisation of the file."""
        self.joined: dict[int, RowMessage] = {}
        """By line: that an organisation was recognised by a name that is spelled another way."""
        self.sayings = Sayings()
        self.delegations: dict[Known, Draft[Delegation]] = {
            by_id[row.organisation_id]: Draft(Delegation, row)
            for row in session.exec(select(Delegation).where(Delegation.event_id == event.id)).all()
        }
        self.humans = People(session, event, by_id, rows.rows)
        self.people: dict[tuple[Known, str], Draft[Person]] = {}
        self.seen_on: dict[tuple[Known, str], Row] = {}
        self.drafts_of: dict[int, list[Draft[Any]]] = {}
        """By line."""
        self.lines: dict[str, Row] = {}
        """The first line that says all of this."""
        self.corrected: list[tuple[Draft[Registration], str]] = []
        self.handed_over: list[tuple[Registration, Person]] = []
        self.left: list[Registration] = []
        self.registrations: list[Draft[Registration]] = []

    def judge(self, row: Row) -> Judgement:
        """Take in one line: find or make its organisation, delegation, person and registration."""
        names = [str(row.values.get(name, "")) for name in ("first_name", "last_name", "organisation")]
        judgement = Judgement(row, ", ".join(filter(None, (" ".join(filter(None, names[:2])), names[2]))))
        judgement.columns = {column.target: row.headers.get(column.name, column.name) for column in COLUMNS}
        judgement.words |= {"category_id": self.category_names, "brought_by_id": self.partners.names}
        judgement.private = PRIVATE
        judgement.columns |= {
            "category_id": row.headers["category"],
            "arrives": row.headers.get("arrival", ""),
            "arrives_day": row.headers.get("arrival", ""),
            "leaves": row.headers.get("departure", ""),
            "leaves_day": row.headers.get("departure", ""),
            "agreed_at": row.headers.get("agreed", ""),
        }
        before = self.lines.setdefault(repr(row.values), row)
        if before is not row and self.drafts_of.get(before.number):
            judgement.drafts, judgement.left_out = self.drafts_of[before.number], True
            judgement.notices.append(RowMessage(SAID_BEFORE, {"line": before.number}))
            return judgement
        category = self._category(row)
        organisation = self._organisation(row)
        if organisation is not None and category is not None:
            category = self._by_membership(judgement, organisation, category)
        first = organisation is not None and self.named_on.setdefault(organisation, row) is row
        delegation = self._delegation(row, organisation, category) if organisation and category else None
        named = organisation is not None and row.has(*NAMED)
        if organisation is not None and named:
            row.values["email"] = self.humans.address_of_today(organisation, row.values["email"])
        human = self.humans.find(row, organisation, row.only(PERSON)) if organisation and named else None
        if human is not None and human.earlier is not None:
            return self._left_out(judgement, human.earlier)
        registration = stay_of(row, self._present(human), self.event)
        person = self._person(row, organisation, human) if organisation and human else None
        if row.messages or organisation is None or delegation is None or human is None or person is None:
            return judgement
        agreed = row.values.get("agreed", False)
        complete_registration(self.event, registration, person, delegation, organisation, agreed=agreed)
        self.registrations.append(registration)
        if human.corrected:
            self.corrected.append((registration, row.values["email"]))
            judgement.entailed.append(RowChange(row.headers["email"], HIDDEN, row.values["email"]))
        if human.handed_over is not None and human.present is not None:
            self.handed_over.append((human.handed_over, human.present))
            judgement.entailed.append(RowChange(row.headers["email"], HIDDEN, row.values["email"]))
        if human.left is not None:
            self.left.append(human.left)
        if (joined := self.joined.get(row.number)) is not None:
            judgement.notices.append(joined)
        judgement.notices += self.sayings.kept.get(row.number, ())
        judgement.drafts = [registration, person, *((organisation, delegation) if first else ())]
        self.drafts_of[row.number] = judgement.drafts
        if any(draft.get("withdrawn_at") for draft in (registration, delegation)):
            judgement.notices.append(RowMessage(N_("Has withdrawn from this event, and stays so.")))
        return judgement

    def _left_out(self, judgement: Judgement, earlier: Row) -> Judgement:
        judgement.drafts = self.drafts_of.get(earlier.number, [])
        if judgement.drafts:
            judgement.left_out = True
            judgement.notices.append(LEFT_OUT)
        else:
            judgement.row.refuse(LEFT_OUT.message)
        return judgement

    def _category(self, row: Row) -> Category | None:
        said = row.values.get("category")
        found = self.categories.get(fold(said)) if said else None
        if said and found is None:
            known = sorted({called(category) for category in self.categories.values()})
            row.refuse_cell(
                "category",
                N_(
                    "Column “%(column)s”: the category “%(value)s” is unknown at this event. "
                    "Write one of: %(accepted)s."
                ),
                closest(said, known),
                accepted=listed(known),
            )
        return found

    def _organisation(self, row: Row) -> Known | None:
        """Return the organisation of a line; None if the cells that tell it cannot be used."""
        if not row.has("organisation") or row.refused(*KEYS):
            return None
        values = row.only(ORGANISATION)
        try:
            draft = self.known.find(values.get("external_id"), values.get("vat"), values["name"])
        except InvalidInput as error:
            row.refuse(error.message, KEYS, **error.params)
            return None
        if draft is not None and fold(draft.get("name")) != fold(values["name"]) and not same_number(draft, values):
            names = {"name": values["name"], "known": draft.get("name")}
            earlier = self._with_another_domain(row, draft)
            if earlier is None:
                self.joined[row.number] = RowMessage(TAKEN_FOR, names)
            elif (answer := row.ask(SPELLED_ALIKE, COMPANIES, **names, line=earlier.number)) is None:
                return None
            elif answer == ANOTHER_COMPANY:
                draft = None
        elif draft is None and (alike := self.known.alike(values)) is not None:
            answer = self.spellings.ask(row, values["name"], alike, self.named_on.get(alike))
            if answer is None:
                return None
            if answer == SAME_COMPANY:
                draft = alike
                del values["name"]
        if draft is None:
            draft = new_organisation(self.event)
        draft.finish = complete_organisation
        self.sayings.take(row, draft, values)
        self.known.add(draft)
        return draft

    def _with_another_domain(self, row: Row, organisation: Known) -> Row | None:
        """Return the line that first names an organisation, if its person has an address at another domain."""
        first = self.named_on.get(organisation)
        addresses = [one.values.get("email", "") for one in (row, first) if one is not None]
        domains = {email_key(address).rpartition("@")[2] for address in addresses}
        return first if len(addresses) == len(domains) == 2 else None

    def _by_membership(self, judgement: Judgement, organisation: Known, category: Category) -> Category:
        """Return the category that the membership leads to, unless an organiser has chosen that of the delegation."""
        number = self.by_membership.get(organisation.id)
        draft = self.delegations.get(organisation)
        if number in {None, category.id} or (draft is not None and draft.get("category_by_hand")):
            return category
        found = next(each for each in self.categories.values() if each.id == number)
        judgement.notices.append(RowMessage(BY_MEMBERSHIP, {"category": called(found)}))
        return found

    def _delegation(self, row: Row, organisation: Known, category: Category) -> Draft[Delegation]:
        draft = self.delegations.get(organisation)
        if draft is None:
            draft = self.delegations[organisation] = new_delegation(self.event, organisation)
        elif draft.values.get("category_id", category.id) != category.id:
            row.refuse_cell(
                "category",
                N_(
                    "Column “%(column)s”: “%(value)s” differs from “%(other)s” on line %(line)d "
                    "for the same organisation. If it is another company, write its name in full."
                ),
                also=("organisation",),
                other=self.category_names[draft.values["category_id"]],
                line=self.sayings.said_on[organisation, "category"].number,
            )
            return draft
        draft.values["category_id"] = category.id
        self.sayings.said_on.setdefault((organisation, "category"), row)
        if (partner := self.partners.find(row)) is not None:
            draft.values["brought_by_id"] = partner
        return draft

    def _person(self, row: Row, organisation: Known, human: Human) -> Draft[Person]:
        values = row.only(PERSON)
        key = (organisation, email_key(values["email"]))
        earlier = self.people.get(key)
        if earlier is not None:
            same = all(fold(earlier.values[name]) == fold(values[name]) for name in ("first_name", "last_name"))
            row.refuse_cell(
                "email",
                N_("This person is already on line %(line)d. Remove one of the two lines.")
                if same
                else N_(
                    "Column “%(column)s”: line %(line)d has “%(value)s” too, for another person of the organisation. "
                    "Within one organisation everyone needs an address of their own."
                ),
                line=self.seen_on[key].number,
            )
            return earlier
        if human.corrected:
            del values["email"]  # what follows from another address is for the command that corrects it
        self._keep_spelling(row, human.present, values)
        draft = draft_person(self.event, organisation, human.present, values, key[1])
        self.people[key] = draft
        self.seen_on[key] = row
        return draft

    def _keep_spelling(self, row: Row, present: Person | None, values: dict[str, Any]) -> None:
        """Write the name of a person as it is known, where the line has a worse spelling of it."""
        for name in ("first_name", "last_name"):
            known = getattr(present, name, "")
            if fold(known) == fold(values[name]) and spelled_worse(values[name], known):
                self.sayings.keep(row, values[name], known)
                values[name] = known

    def _present(self, human: Human | None) -> Registration | None:
        """Return the registration that the event has of a human."""
        if human is None or human.present is None:
            return None
        return human.handed_over or self.humans.registrations.get(human.present.id or 0)
