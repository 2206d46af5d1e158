"""The list of everybody who is registered for an event: search, filters that combine, order, pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func
from sqlalchemy import select as select_many
from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.base.paging import page_of
from matchmaker.models import (
    SENT_TO_MEETINGS,
    Category,
    Delegation,
    Event,
    LoginSession,
    Organisation,
    Person,
    Registration,
    Role,
    Slot,
    Wish,
    row_id,
)
from matchmaker.registrations.rules import RegistrationState, registration_state
from matchmaker.scheduling.queries.availability import count_free_of

PER_PAGE = 50


class Lack(StrEnum):
    """What an organiser looks for in the list: people from whom something has not come."""

    WISHES = "wishes"
    TIMES = "times"
    """They have not said when they can meet."""
    LOG_IN = "log-in"
    """They have never logged in."""


class ListOrder(StrEnum):
    """The columns by which the list can be sorted."""

    ORGANISATION = "organisation"
    NAME = "name"
    CATEGORY = "category"
    STATE = "state"
    WISHES = "wishes"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which registrations are wanted; what is empty filters nothing, all the rest must hold."""

    query: str = ""
    """Words of the name, the organisation or the address, in any order; accents and case do not matter."""
    category: str = ""
    """A code."""
    state: RegistrationState | None = None
    missing: frozenset[Lack] = frozenset()
    language: str = ""
    """Of screens and mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """One registration of the list."""

    registration_id: int
    delegation_id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    job_title: str
    language: str
    organisation: str
    category_id: int
    category_code: str
    role: Role
    state: RegistrationState
    meets: bool
    """Whether the person is sent to meetings."""
    times_said: bool
    logged_in: bool
    """Ever, as far as log-ins are kept."""
    wishes: int
    """Made by the delegation, as those it received are."""
    received: int

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def missing(self) -> frozenset[Lack]:
        """What has not come; of those who are sent to no meetings neither wishes nor times are awaited."""
        if self.state is RegistrationState.WITHDRAWN:
            return frozenset()
        found = {
            Lack.WISHES: self.meets and not self.wishes,
            Lack.TIMES: self.meets and not self.times_said,
            Lack.LOG_IN: not self.logged_in,
        }
        return frozenset(one for one, holds in found.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationList:
    """Everybody of an event, and those who match, in the order that was asked for."""

    rows: tuple[RegistrationRow, ...]
    all: int
    """How many are registered in all, those who have withdrawn included."""
    withdrawn: int
    categories: Mapping[str, str]
    """Names by code, in the order of the event."""
    languages: tuple[str, ...]
    """Of screens and mails, that somebody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of the list."""

    rows: tuple[RegistrationRow, ...]
    found: int
    all: int
    withdrawn: int
    number: int
    of: int
    """Pages."""
    slots: int
    free: Mapping[int, int]
    """In how many slots each person of the page can meet, by registration; of those who are sent to meetings."""
    categories: Mapping[str, str]
    languages: tuple[str, ...]


def read_page(session: Session, event: Event, found: RegistrationList, number: int = 1) -> ListPage:
    """Return one page of a list; a number beyond the last page is that of the last one."""
    page = page_of(len(found.rows), PER_PAGE, number)
    rows = found.rows[page.skipped :][:PER_PAGE]
    meeting = [row.registration_id for row in rows if row.meets]
    people = session.exec(select(Registration).where(col(Registration.id).in_(meeting))).all()
    return ListPage(
        rows=rows,
        found=len(found.rows),
        all=found.all,
        withdrawn=found.withdrawn,
        number=page.number,
        of=page.pages,
        slots=session.exec(select(func.count()).where(Slot.event_id == event.id)).one(),
        free=count_free_of(session, event, people),
        categories=found.categories,
        languages=found.languages,
    )


def read_list(
    session: Session,
    event: Event,
    language: str,
    wanted: ListFilter | None = None,
    *,
    order: ListOrder = ListOrder.ORGANISATION,
    descending: bool = False,
) -> RegistrationList:
    """Return the registrations that match, sorted; equal ones by organisation and name."""
    event_id = row_id(event)
    groups = session.exec(select(Category).where(Category.event_id == event_id).order_by(col(Category.position))).all()
    categories = {row_id(group): group for group in groups}
    made, received = _wishes(session, event_id)
    rows = [_row(row, categories, made, received) for row in session.execute(_people(), {"event_id": event_id})]
    rows.sort(key=lambda row: (row.sorted_as, fold(f"{row.row.last_name} {row.row.first_name}")))
    found = [entry.row for entry in rows if _matches(entry, wanted or ListFilter())]
    if order is not ListOrder.ORGANISATION or descending:
        places = {category_id: place for place, category_id in enumerate(categories)}
        key = _sorted_by(places)[order]
        found.sort(key=key, reverse=descending)
    return RegistrationList(
        rows=tuple(found),
        all=len(rows),
        withdrawn=sum(entry.row.state is RegistrationState.WITHDRAWN for entry in rows),
        categories={group.code: group.name(language) for group in groups},
        languages=tuple(sorted({entry.row.language for entry in rows})),
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    row: RegistrationRow
    sorted_as: str
    """The organisation's name folded."""


@cache
def _people() -> Select[*tuple[Any, ...]]:
    """Return the statement of everybody at `:event_id`, with columns alone: entities take several times as long."""
    return (
        select_many(
            col(Registration.id),
            col(Registration.delegation_id),
            col(Registration.role),
            col(Registration.agreed_at).is_not(None).label("agreed"),
            col(Registration.card_done_at).is_not(None).label("card_done"),
            col(Registration.availability_at).is_not(None).label("times_said"),
            (Registration.withdrawn | Delegation.withdrawn).label("withdrawn"),
            exists().where(col(LoginSession.person_id) == col(Registration.person_id)).label("logged_in"),
            col(Delegation.category_id),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.email),
            col(Person.phone),
            col(Person.job_title),
            col(Person.language),
            col(Organisation.name).label("organisation"),
            col(Organisation.name_key),
        )
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.event_id) == bindparam("event_id"))
    )


def _wishes(session: Session, event_id: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many wishes each delegation has made, and how many it has received."""
    made, received = (
        dict(session.exec(select(side, func.count()).where(Wish.event_id == event_id).group_by(side)).all())
        for side in (col(Wish.from_id), col(Wish.to_id))
    )
    return made, received


def _row(row: Any, categories: Mapping[int, Category], made: Mapping[int, int], received: Mapping[int, int]) -> _Entry:
    category = categories[row.category_id]
    return _Entry(
        RegistrationRow(
            registration_id=row.id,
            delegation_id=row.delegation_id,
            first_name=row.first_name,
            last_name=row.last_name,
            email=row.email,
            phone=row.phone,
            job_title=row.job_title,
            language=row.language,
            organisation=row.organisation,
            category_id=row.category_id,
            category_code=category.code,
            role=row.role,
            state=registration_state(withdrawn=row.withdrawn, agreed=row.agreed, card_done=row.card_done),
            meets=category.has_meetings and row.role in SENT_TO_MEETINGS,
            times_said=row.times_said,
            logged_in=row.logged_in,
            wishes=made.get(row.delegation_id, 0),
            received=received.get(row.delegation_id, 0),
        ),
        row.name_key,
    )


def _matches(entry: _Entry, wanted: ListFilter) -> bool:
    row = entry.row
    return (
        wanted.category in {"", row.category_code}
        and wanted.language in {"", row.language}
        and wanted.state in {None, row.state}
        and wanted.missing <= row.missing
        and _holds(f"{row.name} {row.organisation} {row.email}", fold(wanted.query).split())
    )


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text) if words else ""
    return all(word in folded for word in words)


def _sorted_by(places: Mapping[int, int]) -> Mapping[ListOrder, Callable[[RegistrationRow], Any]]:
    """Return the key of each order; sorting is stable, so that equal ones stay by organisation and name."""
    states = list(RegistrationState)
    return {
        ListOrder.ORGANISATION: lambda row: fold(row.organisation),
        ListOrder.NAME: lambda row: fold(f"{row.last_name} {row.first_name}"),
        ListOrder.CATEGORY: lambda row: places[row.category_id],
        ListOrder.STATE: lambda row: states.index(row.state),
        ListOrder.WISHES: lambda row: row.wishes,
        ListOrder.RECEIVED: lambda row: row.received,
    }
