"""The history of an event for its organisers, and of a community for its administrators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.history.rules import ACTS, Topic
from matchmaker.models import Act, AuditEntry, Community, CommunityStaff, Event, row_id

PER_PAGE = 50
ACTORS = 30
"""Most that a reader chooses from; others are found by their names."""


@dataclass(frozen=True, slots=True)
class HistoryScope:
    """Whose history it is, and the zone of its times."""

    entries: ColumnElement[bool]
    zone: str


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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry, and the name of its event."""

    entry: AuditEntry
    event: str


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
    """Return the scope of what concerns one person at an event."""
    concerns = and_(col(AuditEntry.event_id) == row_id(event), col(AuditEntry.registration_id) == registration_id)
    return HistoryScope(concerns, event.zone)


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
    rows = select(AuditEntry.actor).where(scope.entries, AuditEntry.actor != "").group_by(col(AuditEntry.actor))
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
    """Return every entry that matches, the newest first."""
    return _lines(session, _matching(scope, wanted))


def _matching(scope: HistoryScope, wanted: HistoryFilter) -> ColumnElement[bool]:
    conditions = [scope.entries]
    if name := fold(wanted.name):
        conditions.append(col(AuditEntry.names).contains(name, autoescape=True))
    if wanted.topic is not None:
        conditions.append(col(AuditEntry.verb).in_(ACTS[wanted.topic]))
    if wanted.actor:
        conditions.append(col(AuditEntry.actor) == wanted.actor)
    if wanted.registration is not None:
        conditions.append(col(AuditEntry.registration_id) == wanted.registration)
    if wanted.first is not None:
        conditions.append(col(AuditEntry.at) >= clock.instant(wanted.first, time.min, scope.zone))
    if wanted.last is not None:
        conditions.append(col(AuditEntry.at) < clock.instant(wanted.last + timedelta(days=1), time.min, scope.zone))
    return and_(*conditions)


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
    return [HistoryLine(entry, event or "") for entry, event in rows]
