"""The history of an event for its organisers, and of a community for its administrators."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.history.rules import ACTS, Topic
from matchmaker.models import (
    Act,
    AuditEntry,
    Community,
    CommunityStaff,
    Delegation,
    Event,
    Organisation,
    Person,
    Registration,
    required,
    row_id,
)

PER_PAGE = 50
ACTORS = 30
"""Most that a reader chooses from; others are found by their names."""
NAMED = 20
"""Parts of one entry that are named with it at once."""


@dataclass(frozen=True, slots=True)
class HistoryScope:
    """Whose history it is, and the zone of its times."""

    entries: ColumnElement[bool]
    zone: str
    parts: bool = False
    """Whether entries that are parts of one stand there themselves, as they do in the history of a person."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries are wanted; what is empty filters nothing, all the rest must hold."""

    name: str = ""
    """A part of the name of who did it, or of whom it concerns."""
    actor: str = ""
    """Who did it, as the entry has it."""
    topic: Topic | None = None
    first: date | None = None
    """Days in the zone of the scope, both included."""
    last: date | None = None
    registration: int | None = None
    """Whom it concerns."""
    whole: int | None = None
    """The entry whose parts are wanted."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry, and the name of its event; of one that has parts, how many, and the first of them."""

    entry: AuditEntry
    event: str
    parts: tuple[AuditEntry, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The lines of one page, the newest first."""

    lines: list[HistoryLine]
    found: int
    """Entries that match, on all pages."""
    number: int
    of: int
    """Pages."""


def of_event(event: Event) -> HistoryScope:
    """Return the scope of what was done at one event."""
    return HistoryScope(col(AuditEntry.event_id) == row_id(event), event.zone)


def of_person(event: Event, registration_id: int) -> HistoryScope:
    """Return the scope of what concerns one person at an event, for whichever organisation they took part there."""
    at_event = col(AuditEntry.event_id) == row_id(event)
    return HistoryScope(and_(at_event, _about_person(registration_id)), event.zone, parts=True)


def of_community(session: Session, community: Community) -> HistoryScope:
    """Return the scope of a community: its own entries, those of its events, and those about accounts of its staff.

    Entries about accounts that no community knows belong to the installation: they are in the first one's history.
    """
    number = row_id(community)
    here = select(CommunityStaff.staff_id).where(CommunityStaff.community_id == number)
    nowhere = col(AuditEntry.community_id).is_(None)
    account = col(AuditEntry.staff_id)
    entries = or_(col(AuditEntry.community_id) == number, and_(nowhere, account.in_(here)))
    if number == session.exec(select(func.min(Community.id))).one():
        stray = or_(account.is_(None), account.not_in(select(CommunityStaff.staff_id)))
        entries = or_(entries, and_(nowhere, stray))
    latest = select(Event.zone).where(Event.community_id == number).order_by(col(Event.starts_on).desc())
    return HistoryScope(entries, session.exec(latest).first() or clock.DEFAULT_ZONE)


def read_history(session: Session, scope: HistoryScope, wanted: HistoryFilter, number: int = 1) -> HistoryPage:
    """Return one page of the entries that match; a number beyond the last page is that of the last one."""
    matching = _matching(scope, wanted)
    found = session.exec(select(func.count()).select_from(AuditEntry).where(matching)).one()
    page = page_of(found, PER_PAGE, number)
    return HistoryPage(_lines(session, matching, page.skipped, PER_PAGE), found, page.number, page.pages)


def busiest_actors(session: Session, scope: HistoryScope) -> tuple[str, ...]:
    """Return who has most entries, in the order of the alphabet: what a reader chooses from."""
    rows = (
        select(AuditEntry.actor)
        .where(scope.entries, AuditEntry.actor != "", _is_whole())
        .group_by(col(AuditEntry.actor))
    )
    found = session.exec(rows.order_by(func.count().desc(), col(AuditEntry.actor)).limit(ACTORS))
    return tuple(sorted(found, key=fold))


def last_author(
    session: Session,
    acts: Collection[Act],
    *,
    community: int,
    event_id: int | None,
    registration: int | None = None,
    subject: str = "",
) -> str:
    """Return who has last done one of `acts`, at an event or (without one) in a community; empty if nobody has.

    With `registration` or `subject` (a name), only what concerns that person or organisation counts.
    """
    rows = select(AuditEntry.actor).where(
        col(AuditEntry.verb).in_(acts), AuditEntry.community_id == community, AuditEntry.event_id == event_id
    )
    if registration is not None:
        rows = rows.where(AuditEntry.registration_id == registration)
    if subject:
        rows = rows.where(AuditEntry.subject == subject)
    return session.exec(rows.order_by(col(AuditEntry.id).desc())).first() or ""


def read_all_lines(session: Session, scope: HistoryScope, wanted: HistoryFilter) -> list[HistoryLine]:
    """Return every entry that matches, the newest first, with all its parts as lines of their own."""
    return _lines(session, _matching(replace(scope, parts=True), wanted))


def _matching(scope: HistoryScope, wanted: HistoryFilter) -> ColumnElement[bool]:
    conditions = [scope.entries]
    if wanted.whole is not None:
        conditions.append(col(AuditEntry.part_of_id) == wanted.whole)
    elif wanted.registration is None and not scope.parts:
        conditions.append(_is_whole())
    if name := fold(wanted.name):
        named = col(AuditEntry.names).contains(name, autoescape=True)
        part = aliased(AuditEntry)
        names_part = select(part.part_of_id).where(
            col(part.part_of_id).is_not(None), col(part.names).contains(name, autoescape=True)
        )
        conditions.append(or_(named, col(AuditEntry.id).in_(names_part)))
    if wanted.topic is not None:
        conditions.append(col(AuditEntry.verb).in_(ACTS[wanted.topic]))
    if wanted.actor:
        conditions.append(col(AuditEntry.actor) == wanted.actor)
    if wanted.registration is not None:
        conditions.append(_about_person(wanted.registration))
    if wanted.first is not None:
        conditions.append(col(AuditEntry.at) >= clock.instant(wanted.first, time.min, scope.zone))
    if wanted.last is not None:
        conditions.append(col(AuditEntry.at) < clock.instant(wanted.last + timedelta(days=1), time.min, scope.zone))
    return and_(*conditions)


def _is_whole() -> ColumnElement[bool]:
    return col(AuditEntry.part_of_id).is_(None)


def _about_person(registration_id: int) -> ColumnElement[bool]:
    """Return what concerns a person at the event of a registration, and the category of the organisation.

    Who moved to another organisation has two registrations there, of two people with one name and address. What is part
    of the move or the replacement of the person is said with it.
    """
    own, person = aliased(Registration), aliased(Person)
    this = own.id == registration_id
    event = select(own.event_id).where(this).scalar_subquery()
    human = [
        col(getattr(Person, name))
        == select(getattr(person, name)).join(own, col(own.person_id) == col(person.id)).where(this).scalar_subquery()
        for name in ("email_key", "first_name", "last_name")
    ]
    registrations = (
        select(Registration.id)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(or_(col(Registration.id) == registration_id, and_(col(Registration.event_id) == event, *human)))
    )
    company = (
        select(Organisation.name)
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .join(own, col(own.delegation_id) == col(Delegation.id))
        .where(own.id == registration_id)
        .scalar_subquery()
    )
    of_company = and_(
        col(AuditEntry.verb) == Act.SAVE_DELEGATION,
        col(AuditEntry.event_id) == event,
        col(AuditEntry.subject) == company,
    )
    whole = aliased(AuditEntry)
    said_with = select(whole.id).where(col(whole.registration_id).in_(registrations))
    return and_(
        or_(col(AuditEntry.registration_id).in_(registrations), of_company),
        or_(_is_whole(), col(AuditEntry.part_of_id).not_in(said_with)),
    )


def _lines(
    session: Session, matching: ColumnElement[bool], begin: int = 0, most: int | None = None
) -> list[HistoryLine]:
    rows = session.exec(
        select(AuditEntry, Event.name)
        .outerjoin(Event, col(Event.id) == col(AuditEntry.event_id))
        .where(matching)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .offset(begin)
        .limit(most)
    ).all()
    if most is None:
        return [HistoryLine(entry, event or "") for entry, event in rows]
    parts, numbers = _parts(session, [row_id(entry) for entry, _ in rows])
    return [
        HistoryLine(entry, event or "", tuple(parts[row_id(entry)]), numbers[row_id(entry)]) for entry, event in rows
    ]


def _parts(session: Session, wholes: Collection[int]) -> tuple[dict[int, list[AuditEntry]], dict[int, int]]:
    """Return the first parts of some entries, and how many each has."""
    of = col(AuditEntry.part_of_id)
    place = func.row_number().over(partition_by=of, order_by=col(AuditEntry.id)).label("place")
    ranked = select(AuditEntry.id, place, func.count().over(partition_by=of).label("number")).where(of.in_(wholes))
    first = ranked.subquery()
    rows = session.execute(
        sa_select(AuditEntry, first.c.number)
        .join(first, first.c.id == col(AuditEntry.id))
        .where(first.c.place <= NAMED)
        .order_by(col(AuditEntry.id))
    )
    parts: defaultdict[int, list[AuditEntry]] = defaultdict(list)
    numbers: defaultdict[int, int] = defaultdict(int)
    for entry, number in rows:
        whole = required(entry.part_of_id)
        parts[whole].append(entry)
        numbers[whole] = number
    return parts, numbers
