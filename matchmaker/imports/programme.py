"""The programme: one line per item; a presentation brings its proposal, already accepted, and people may be chosen."""

from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.names import email_key
from matchmaker.imports.columns import PROGRAMME
from matchmaker.imports.identity import Delegations
from matchmaker.imports.plan import Draft, Judgement, Plan
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.stays import check_day
from matchmaker.imports.venues import Venues
from matchmaker.models import (
    Attendance,
    Audience,
    Decision,
    Delegation,
    Event,
    Person,
    Presentation,
    ProgrammeItem,
    ProgrammeKind,
    Registration,
)

COLUMNS = PROGRAMME
NOT_AFTER = N_("Column “%(column)s”: “%(value)s” is not after the start. Correct one of the two.")
PAST_MIDNIGHT = N_(
    "Column “%(column)s”: “%(value)s” is on the next day. Write 23:59, and for what follows a line of the next day."
)
EARLY, LATE = time(6), time(18)
"""An item that begins in the evening and ends in the small hours goes past midnight; any other is a mistake."""
FIELDS: tuple[str, ...] = ("kind", "audience", "room", "day", "starts", "ends", "buffer_before", "buffer_after")
TITLES = tuple(f"title_{language}" for language in LANGUAGES)
DERIVED = ("zone", "starts_at", "ends_at", "title", "decision")
"""Fields that follow from the venue, the times and the titles."""


def plan(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out what a programme means for `event`; reads only.

    People in `attendees` are added to those who take part already; nobody is taken off by an import.
    """
    planner = _Planner(session, event)
    judgements = [planner.judge(row) for row in rows.rows]
    return Plan(
        [judgement.line() for judgement in judgements],
        (planner.items, [*planner.presentations, *planner.attendances]),
        rows.notices,
    )


class _Planner:
    def __init__(self, session: Session, event: Event) -> None:
        self.event = event
        self.venues = Venues(session, event)
        self.delegations = Delegations(session, event)
        self.people: dict[str, list[Registration]] = {}
        for registration, person in session.exec(
            select(Registration, Person)
            .join(Person, col(Person.id) == col(Registration.person_id))
            .where(Registration.event_id == event.id)
        ).all():
            self.people.setdefault(person.email_key, []).append(registration)
        self.emails = {row.id: email for email, rows in self.people.items() for row in rows}
        self.present = {
            item.code: item
            for item in session.exec(select(ProgrammeItem).where(ProgrammeItem.event_id == event.id)).all()
        }
        self.present_presentations = {
            row.item_id: row
            for row in session.exec(select(Presentation).where(Presentation.event_id == event.id)).all()
        }
        self.present_attendances: dict[tuple[int | None, int | None], Attendance] = {
            (row.item_id, row.registration_id): row
            for row in session.exec(
                select(Attendance)
                .join(ProgrammeItem, col(ProgrammeItem.id) == col(Attendance.item_id))
                .where(ProgrammeItem.event_id == event.id)
            ).all()
        }
        self.seen_on: dict[str, Row] = {}
        self.items: list[Draft[ProgrammeItem]] = []
        self.presentations: list[Draft[Presentation]] = []
        self.attendances: list[Draft[Attendance]] = []

    def judge(self, row: Row) -> Judgement:
        """Take in one line: the item, the presentation that it is, and who takes part."""
        titles = {
            language: row.values[f"title_{language}"] for language in LANGUAGES if f"title_{language}" in row.values
        }
        code = row.texts.get("code", "")
        judgement = Judgement(row, next(iter(titles.values()), code))
        first = self.seen_on.setdefault(code, row)
        if first is not row and row.has("code"):
            row.refuse_cell(
                "code",
                N_("The code “%(value)s” is already on line %(line)d. Give each item a code of its own."),
                line=first.number,
            )
        item = self._item(row, code, titles)
        presentation = self._presentation(row, item)
        attendances = self._attendances(row, item)
        if row.messages:
            return judgement
        self.items.append(item)
        self.presentations += presentation
        self.attendances += attendances
        judgement.drafts = [item, *presentation, *attendances]
        names = {"venue_id": "venue", "titles": "title_fr", "delegation_id": "organisation", "speaker_id": "speaker"}
        judgement.columns = row.headers | {field: row.headers.get(name, name) for field, name in names.items()}
        judgement.columns |= dict.fromkeys(DERIVED, "")
        judgement.words |= {"venue_id": self.venues.names, "delegation_id": self.delegations.names}
        judgement.words["speaker_id"] = self.emails
        judgement.private = frozenset({"speaker_id"})
        return judgement

    def _item(self, row: Row, code: str, titles: dict[str, str]) -> Draft[ProgrammeItem]:
        present = self.present.get(code)
        draft = Draft(ProgrammeItem, present, {name: row.values[name] for name in FIELDS if name in row.values})
        draft.only_new = {"event_id": self.event.id, "code": code}
        merged = (present.titles if present else {}) | titles
        if not merged and not row.refused(*TITLES):
            row.refuse(N_("This item has no title. Fill in at least one of the title columns."), TITLES)
        draft.values["titles"] = merged
        venue = self.venues.find(row, present.venue_id if present else None)
        zone = self.event.zone if venue is None else venue.zone
        kind = row.values.get("kind", present.kind if present else None)
        draft.values |= {"venue_id": venue.id if venue else None, "zone": zone}
        draft.values |= span(row, self.event, zone, overnight=kind is ProgrammeKind.TRANSFER)
        if "audience" not in draft.values:
            chosen = row.values.get("kind") is ProgrammeKind.PRESENTATION or "attendees" in row.values
            draft.only_new["audience"] = Audience.CHOSEN if chosen else Audience.EVERYONE
        return draft

    def _presentation(self, row: Row, item: Draft[ProgrammeItem]) -> list[Draft[Presentation]]:
        if not row.has("kind") or row.refused("organisation"):
            return []
        if row.values["kind"] is not ProgrammeKind.PRESENTATION or "organisation" not in row.values:
            for column in ("organisation", "speaker"):
                if column in row.values:
                    row.refuse_cell(
                        column,
                        N_(
                            "Column “%(column)s”: “%(value)s” belongs to a presentation of an organisation. "
                            "Write the kind “presentation” and the organisation, or empty this cell."
                        ),
                    )
            return []
        delegation = self.delegations.in_cell(row, "organisation")
        if delegation is None:
            return []
        present = self.present_presentations.get(item.id) if item.id else None
        titles: dict[str, str] = item.get("titles")
        spoken = row.values.get("language") or (present.language if present else next(iter(titles), "fr"))
        values: dict[str, Any] = {
            "delegation_id": delegation.id,
            "language": spoken,
            "title": titles.get(spoken) or next(iter(titles.values()), ""),
            "decision": Decision.ACCEPTED,
        }
        values |= {name: row.values[name] for name in ("abstract", "quiet_minutes") if name in row.values}
        if "speaker" in row.values:
            values["speaker_id"] = self._speaker(row, delegation)
        draft = Draft(Presentation, present, values, only_new={"event_id": self.event.id})
        if present is None:
            draft.links["item_id"] = item
        return [draft]

    def _speaker(self, row: Row, delegation: Delegation) -> int | None:
        for registration in self.people.get(email_key(row.values["speaker"]), ()):
            if registration.delegation_id == delegation.id:
                return registration.id
        row.refuse_cell(
            "speaker",
            N_("Column “%(column)s”: nobody of this organisation takes part with the address “%(value)s”."),
        )
        return None

    def _attendances(self, row: Row, item: Draft[ProgrammeItem]) -> list[Draft[Attendance]]:
        drafts: dict[int | None, Draft[Attendance]] = {}
        for address in row.values.get("attendees", ()):
            found = self.people.get(email_key(address), [])
            if not found:
                row.refuse_cell(
                    "attendees",
                    N_("Column “%(column)s”: nobody takes part with the address “%(email)s”."),
                    email=address,
                )
            for registration in found:
                present = self.present_attendances.get((item.id, registration.id))
                draft = Draft(Attendance, present, only_new={"registration_id": registration.id})
                if present is None:
                    draft.links["item_id"] = item
                drafts[registration.id] = draft
        return list(drafts.values())


def texts(row: Row, stem: str) -> dict[str, str]:
    """Return the cells of a text's columns (`title_fr`, `title_en` ...) by language."""
    return {language: row.values[f"{stem}_{language}"] for language in LANGUAGES if f"{stem}_{language}" in row.values}


def span(row: Row, event: Event, zone: str, *, overnight: bool = False) -> dict[str, datetime]:
    """Return the instants of a line's `day`, `starts` and `ends`, or refuse what cannot be within the event.

    `overnight` lets it end on the next day, before the hour at which it begins.
    """
    if row.has("day"):
        check_day(row, "day", row.values["day"], event)
    if not all(name in row.values for name in ("day", "starts", "ends")):
        return {}
    day: date = row.values["day"]
    starts: time = row.values["starts"]
    ends: time = row.values["ends"]
    starts_at, ends_at = clock.span(day, starts, ends, zone)
    if (starts >= ends and not overnight) or starts_at >= ends_at:
        row.refuse_cell("ends", PAST_MIDNIGHT if ends <= EARLY and starts >= LATE else NOT_AFTER)
    return {"starts_at": starts_at, "ends_at": ends_at}
