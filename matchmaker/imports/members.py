"""A list of members: each line an organisation, with its membership, its tags and a contact if it says so."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold
from matchmaker.communities.queries import organisations_of
from matchmaker.imports import cells, times
from matchmaker.imports.cells import text
from matchmaker.imports.columns import ORGANISATION, Columns, may
from matchmaker.imports.companies import Sayings
from matchmaker.imports.identity import Known, Organisations
from matchmaker.imports.newcomers import complete_organisation
from matchmaker.imports.participants import KEYS
from matchmaker.imports.plan import Draft, Judgement, Plan
from matchmaker.imports.preview import RowChange
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.shown import shown
from matchmaker.imports.spellings import SAME_COMPANY, Spellings
from matchmaker.members.rules.membership import overlap
from matchmaker.models import Community, MemberContact, MemberTag, Organisation, TierPeriod, row_id

COLUMNS: Columns = (
    *ORGANISATION,
    may(
        "tier",
        text(40),
        *("niveau", "type de membre", "catégorie", "formule", "type d’adhésion", "level", "membership"),
        *("niveau lidmaatschap", "type lidmaatschap", "Stufe", "Mitgliedschaft", "Art der Mitgliedschaft"),
    ),
    may(
        "member_since",
        times.day,
        *("membre depuis", "depuis le", "depuis", "début", "adhésion du", "date d’adhésion", "date d’affiliation"),
        *("since", "start", "lid sinds", "sinds", "Mitglied seit", "seit", "Beitritt"),
    ),
    may(
        "member_until",
        times.day,
        *("membre jusqu’au", "jusqu’au", "fin", "adhésion au", "fin d’adhésion", "fin d’affiliation", "échéance"),
        *("until", "end", "lid tot", "tot", "Mitglied bis", "bis"),
    ),
    may("tags", text(600), "étiquettes", "mots-clés", "labels", "Schlagwörter"),
    may("contact_name", text(200), "contact", "nom du contact", "personne de contact", "contactpersoon", "Kontakt"),
    may(
        "contact_email",
        cells.email,
        *("e-mail", "email", "mail", "courriel", "adresse e-mail", "adresse mail", "contact email"),
        *("e-mailadres", "E-Mail-Adresse"),
    ),
    may(
        "contact_phone",
        cells.phone,
        *("téléphone", "tél", "gsm", "phone", "telefoon", "telefoonnummer", "Telefon", "Telefonnummer"),
    ),
    may("contact_function", text(120), "fonction", "function", "functie", "Funktion"),
)


def plan(session: Session, community: Community, rows: Rows) -> Plan:
    """Return what the lines of a list of members would write; reads only."""
    planner = _Planner(session, community)
    judgements = [planner.judge(row) for row in rows.rows]
    lines = [judgement.line() for judgement in judgements]
    return Plan(lines, (list(planner.organisations), planner.others), rows.notices)


class _Planner:
    def __init__(self, session: Session, community: Community) -> None:
        self.community = community
        self.tiers = {fold(tier): tier for tier in community.tiers}
        present = session.exec(organisations_of(row_id(community))).all()
        drafts = {row_id(row): Draft(Organisation, row) for row in present}
        self.known = Organisations(drafts.values())
        self.spellings, self.sayings = Spellings(), Sayings()
        self.organisations: dict[Known, Row] = {}
        """Those of the file, with the line that first names each."""
        self.others: list[Draft[Any]] = []
        """Periods, tags and contacts."""
        ids = list(drafts)
        self.periods: dict[Known, list[Draft[TierPeriod]]] = {}
        self.said: set[tuple[Known, str, str]] = set()
        """Tags and addresses that an organisation has."""
        for period in session.exec(select(TierPeriod).where(col(TierPeriod.organisation_id).in_(ids))):
            self.periods.setdefault(drafts[period.organisation_id], []).append(Draft(TierPeriod, period))
        for tag in session.exec(select(MemberTag).where(col(MemberTag.organisation_id).in_(ids))):
            self.said.add((drafts[tag.organisation_id], "tag", fold(tag.tag)))
        for contact in session.exec(select(MemberContact).where(col(MemberContact.organisation_id).in_(ids))):
            self.said.add((drafts[contact.organisation_id], "contact", contact.email_key))

    def judge(self, row: Row) -> Judgement:
        """Take in one line."""
        judgement = Judgement(row, str(row.values.get("organisation", "")))
        judgement.columns = {
            field: row.headers.get(name, name)
            for table in (Organisation, TierPeriod)
            for field, name in {**_FIELDS[table], "name": "organisation"}.items()
        }
        organisation = self._organisation(row)
        if organisation is None or row.messages:
            return judgement
        own = [*self._period(row, organisation), *self._tags(row, organisation), *self._contact(row, organisation)]
        if row.messages:
            return judgement
        self.others += [draft for draft in own if draft not in self.others]
        judgement.notices += self.sayings.kept.get(row.number, ())
        judgement.drafts = [organisation, *own]
        judgement.entailed = [change for draft in judgement.drafts for change in _added(row, draft)]
        return judgement

    def _organisation(self, row: Row) -> Known | None:
        if not row.has("organisation") or row.refused(*KEYS):
            return None
        values = row.only(ORGANISATION)
        try:
            draft = self.known.find(values.get("external_id"), values.get("vat"), values["name"])
        except InvalidInput as error:
            row.refuse(error.message, KEYS, **error.params)
            return None
        if draft is None and (alike := self.known.alike(values)) is not None:
            answer = self.spellings.ask(row, values["name"], alike, self.organisations.get(alike))
            if answer is None:
                return None
            if answer == SAME_COMPANY:
                draft = alike
                del values["name"]
        if draft is None:
            draft = Draft(Organisation, None, only_new={"community_id": self.community.id})
        self.organisations.setdefault(draft, row)
        draft.finish = complete_organisation
        self.sayings.take(row, draft, values)
        self.known.add(draft)
        return draft

    def _period(self, row: Row, organisation: Known) -> list[Draft[Any]]:
        """Return the membership of the line: the one that begins on the same day, or a new one."""
        if "tier" not in row.values and "member_since" not in row.values:
            return []
        tier = self.tiers.get(fold(str(row.values.get("tier", self.community.tiers[0]))))
        if tier is None:
            row.refuse_cell(
                "tier",
                N_("Column “%(column)s”: the community has no level “%(value)s”. Write one of: %(accepted)s."),
                self.community.tiers[:3],
                accepted=", ".join(self.community.tiers),
            )
            return []
        starts_on, ends_on = row.values.get("member_since"), row.values.get("member_until")
        if starts_on is None:
            row.refuse(N_("From when is it a member? Fill in the first day of the membership."), ("member_since",))
            return []
        if ends_on is not None and ends_on < starts_on:
            row.refuse_cell("member_until", N_("Column “%(column)s”: “%(value)s” lies before the first day."))
            return []
        own = self.periods.setdefault(organisation, [])
        draft = next((one for one in own if one.get("starts_on") == starts_on), None)
        spans = [
            TierPeriod(organisation_id=0, tier="", starts_on=one.get("starts_on"), ends_on=one.get("ends_on"))
            for one in own
            if one is not draft
        ]
        if any(overlap(span, starts_on, ends_on) for span in spans):
            row.refuse(
                N_("These days belong to another membership of this company already. Change that one first."),
                ("member_since",),
            )
            return []
        if draft is None:
            draft = Draft(TierPeriod, None, links={"organisation_id": organisation})
            own.append(draft)
        draft.values |= {"tier": tier, "starts_on": starts_on, "ends_on": ends_on}
        return [draft]

    def _tags(self, row: Row, organisation: Known) -> list[Draft[Any]]:
        """Return the tags of the line that the organisation has not yet; those that it has stay."""
        found: list[Draft[Any]] = []
        for part in str(row.values.get("tags", "")).replace("|", ",").replace(";", ",").split(","):
            tag = " ".join(part.split())[:60]
            if tag and (organisation, "tag", fold(tag)) not in self.said:
                self.said.add((organisation, "tag", fold(tag)))
                found.append(Draft(MemberTag, None, {"tag": tag}, links={"organisation_id": organisation}))
        return found

    def _contact(self, row: Row, organisation: Known) -> list[Draft[Any]]:
        """Return the contact of the line, unless the organisation has one with this address."""
        email = row.values.get("contact_email")
        if email is None or (organisation, "contact", email_key(email)) in self.said:
            return []
        self.said.add((organisation, "contact", email_key(email)))
        values = {
            "email": email,
            "email_key": email_key(email),
            "name": row.values.get("contact_name", ""),
            "phone": row.values.get("contact_phone", ""),
            "function": row.values.get("contact_function", ""),
        }
        return [Draft(MemberContact, None, values, links={"organisation_id": organisation})]


def _added(row: Row, draft: Draft[Any]) -> Iterator[RowChange]:
    """Yield what a new row of a line will hold, under the headers of the file."""
    if draft.present is not None:
        return
    for field, name in _FIELDS[draft.table].items():
        if value := draft.values.get(field):
            yield RowChange(row.headers.get(name, name), "", shown(value, field))


_FIELDS: dict[type, dict[str, str]] = {
    Organisation: {column.target: column.name for column in ORGANISATION if column.name != "organisation"},
    TierPeriod: {"tier": "tier", "starts_on": "member_since", "ends_on": "member_until"},
    MemberTag: {"tag": "tags"},
    MemberContact: {
        "name": "contact_name",
        "email": "contact_email",
        "phone": "contact_phone",
        "function": "contact_function",
    },
}
"""Which of our columns gives each field of a table."""
