"""Everything about one person at an event, on one page: what an organiser needs during a telephone call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from sqlmodel import Session, col, select

from matchmaker.alerts.queries.alerts import AlertView, alert_views, in_danger
from matchmaker.base.errors import NotFound
from matchmaker.invitations.rules import calendar_choice
from matchmaker.models import (
    Alert,
    AlertState,
    CalendarChoice,
    Category,
    Delegation,
    Event,
    Limits,
    Organisation,
    Person,
    Presentation,
    Registration,
    Release,
    effective_limits,
    required,
    row_id,
)
from matchmaker.registrations.queries.day import DayStrip, StripKind, read_days
from matchmaker.registrations.queries.mails import PersonMail, read_mails
from matchmaker.registrations.queries.talks import Talk, read_talks
from matchmaker.registrations.queries.wishes import DelegationWishes, read_delegation_wishes
from matchmaker.registrations.rules import RegistrationState, registration_state
from matchmaker.releases.queries.published import last_release


@dataclass(frozen=True, slots=True)
class Registered:
    """One person of an event, with the rows that say who they are there."""

    registration: Registration
    person: Person
    delegation: Delegation
    organisation: Organisation
    category: Category

    @property
    def id(self) -> int:
        return row_id(self.registration)

    @property
    def state(self) -> RegistrationState:
        return registration_state(
            withdrawn=self.registration.withdrawn or self.delegation.withdrawn,
            agreed=self.registration.agreed_at is not None,
            card_done=self.registration.card_done_at is not None,
        )

    @property
    def withdrawn(self) -> bool:
        return self.state is RegistrationState.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """What the page of one person shows."""

    who: Registered
    limits: Limits
    colleagues: tuple[Registered, ...]
    """Others of the delegation, by name; those who have withdrawn too."""
    days: tuple[DayStrip, ...]
    wishes: DelegationWishes
    talks: tuple[Talk, ...]
    """In which the person speaks."""
    alerts: tuple[AlertView, ...]
    """What the person has said or caused that is still open."""
    danger: frozenset[int]
    """Ids of the meetings that will not take place as published."""
    mails: tuple[PersonMail, ...]
    calendar: CalendarChoice
    release: Release | None

    @property
    def meetings(self) -> int:
        return sum(day.count(StripKind.MEETING) for day in self.days)

    @property
    def free(self) -> int:
        return sum(day.count(StripKind.FREE) for day in self.days)

    @property
    def absences(self) -> tuple[tuple[date, time, time], ...]:
        """When the person wants no meetings between arrival and departure: day, first and last wall time."""
        return tuple(
            (day.day, cells[0].starts, cells[-1].ends)
            for day in self.days
            for kind, run in groupby(day.cells, key=lambda cell: cell.kind)
            if kind is StripKind.ABSENT and (cells := tuple(run))
        )


def registered(session: Session, event: Event, registration_id: int) -> Registered:
    """Return a person of `event`; raises `NotFound` for any other id."""
    row = session.exec(
        select(Registration, Person, Delegation, Organisation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Registration.id == registration_id, Registration.event_id == event.id)
    ).first()
    if row is None:
        raise NotFound
    return Registered(*row, session.get_one(Category, row[2].category_id))


def person_id_of(session: Session, event: Event, registration_id: int) -> int | None:
    """Return who a registration of `event` is of; None for any other id."""
    return session.exec(
        select(Registration.person_id).where(Registration.id == registration_id, Registration.event_id == event.id)
    ).first()


def withdrawn_among(session: Session, event: Event, ids: Collection[int | None]) -> frozenset[int]:
    """Return those of some registrations of `event` that have withdrawn and not come back."""
    rows = select(Registration.id).where(
        col(Registration.id).in_(ids), Registration.event_id == event.id, Registration.withdrawn
    )
    return frozenset(required(number) for number in session.exec(rows))


def people_of(session: Session, delegation: Delegation) -> tuple[Registered, ...]:
    """Return the people of a delegation by name, those who have withdrawn last."""
    organisation = session.get_one(Organisation, delegation.organisation_id)
    category = session.get_one(Category, delegation.category_id)
    rows = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.delegation_id) == delegation.id)
        .order_by(col(Registration.withdrawn_at).is_not(None), col(Person.last_name), col(Person.first_name))
    )
    return tuple(Registered(one, person, delegation, organisation, category) for one, person in rows)


def read_person(
    session: Session, event: Event, registration_id: int, language: str, *, to_organisers: bool = False
) -> PersonPage:
    """Return the page of a person of `event`; raises `NotFound` for any other id.

    What is decided and not told yet shows `to_organisers` alone.
    """
    who = registered(session, event, registration_id)
    alerts = session.exec(
        select(Alert)
        .where(Alert.registration_id == registration_id, Alert.state == AlertState.OPEN)
        .order_by(col(Alert.id).desc())
    ).all()
    return PersonPage(
        who=who,
        limits=effective_limits(who.delegation, who.category),
        colleagues=tuple(one for one in people_of(session, who.delegation) if one.id != registration_id),
        days=read_days(session, who.registration, language, to_organisers=to_organisers),
        wishes=read_delegation_wishes(session, event, row_id(who.delegation), language),
        talks=read_talks(session, col(Presentation.speaker_id) == registration_id),
        alerts=alert_views(session, alerts),
        danger=in_danger(session, row_id(event)),
        mails=read_mails(session, registration_id),
        calendar=calendar_choice(event, who.registration),
        release=last_release(session, row_id(event)),
    )
