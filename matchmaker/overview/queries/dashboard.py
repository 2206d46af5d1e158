"""How far an event has come: the funnel, the silent people, the deadlines, and the one thing to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import case, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from matchmaker.models import (
    ACTIVE_STATES,
    Answer,
    Category,
    Delegation,
    Event,
    Message,
    Organisation,
    Person,
    Registration,
    Scenario,
    ScenarioKind,
    SolveRun,
    Veto,
    Wish,
    enrolled,
    row_id,
)
from matchmaker.overview.queries.next_step import Next, differs_from_parent, next_step
from matchmaker.overview.queries.travelling import travelling
from matchmaker.releases.queries.releases import ReleaseView, read_releases


@dataclass(frozen=True, slots=True)
class EventStep:
    """One step of the funnel: `done` of `of`."""

    done: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """From the invitation to the answers; the first three steps count people, then delegations, then wishes."""

    invited: EventStep
    """Those to whom a mail has left, or who came without one."""
    agreed: EventStep
    cards: EventStep
    wishes: EventStep
    answers: EventStep
    """Wishes whose other side has answered, wishes for the same meeting itself, or does not want it."""


class Silence(StrEnum):
    """What we are still waiting for from a person."""

    NOT_AGREED = "not_agreed"
    NO_WISHES = "no_wishes"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentPerson:
    """A person from whom something is missing; `unanswered` wishes wait for an answer of their delegation."""

    registration_id: int
    name: str
    organisation: str
    email: str
    missing: frozenset[Silence]
    unanswered: int
    receives: bool = False
    """Of a mission: they receive those who travel, and perhaps never open a page of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """The whole page; instants are aware, deadlines may be None."""

    funnel: Funnel
    """At a mission, of those who travel."""
    receiving: int
    """People whom those who travel go to see; 0 at a forum."""
    silent: tuple[SilentPerson, ...]
    wishes_close_at: datetime | None
    answers_close_at: datetime | None
    next: Next
    run_id: int | None
    """The run that is queued or running, if any."""
    scenario_id: int | None
    """The newest scenario of the solver, or the draft that was changed after it."""
    release: ReleaseView | None


def read_dashboard(session: Session, event: Event) -> Dashboard:
    """Return how far `event` has come, now."""
    event_id = row_id(event)
    people = _people(session, event_id)
    wishing = _wishing(session, event_id)
    unanswered, answered = count_answers(session, event_id)
    travel = travelling(session, event)
    guests = [row for row in people if not _receives(row, travel)]
    funnel = _funnel(
        guests, _written_to(session, event_id), wishing, answered=answered, waiting=sum(unanswered.values())
    )
    release = next(iter(read_releases(session, event_id)), None)
    run_id = session.exec(
        select(SolveRun.id)
        .where(SolveRun.event_id == event_id, col(SolveRun.state).in_(ACTIVE_STATES))
        .order_by(col(SolveRun.id).desc())
    ).first()
    newest = session.exec(
        select(col(Scenario.id), col(Scenario.kind))
        .where(
            Scenario.event_id == event_id,
            Scenario.kind != ScenarioKind.BASELINE,
            ~Scenario.infeasible,
            col(Scenario.discarded_at).is_(None),
            or_(col(Scenario.kind) != ScenarioKind.DRAFT, differs_from_parent()),
        )
        .order_by(col(Scenario.id).desc())
    ).first()
    silent = (
        _silent(row, row.registration.delegation_id in wishing, unanswered, receives=_receives(row, travel))
        for row in people
    )
    return Dashboard(
        funnel=funnel,
        receiving=len(people) - len(guests),
        silent=tuple(person for person in silent if person.missing),
        wishes_close_at=event.wishes_close_at,
        answers_close_at=event.answers_close_at,
        next=next_step(
            session,
            event,
            people=funnel.invited.of,
            agreed=funnel.agreed.done,
            answers=funnel.answers.of,
            run_id=run_id,
            newest=newest,
            release=release,
        ),
        run_id=run_id,
        scenario_id=newest[0] if newest else None,
        release=release,
    )


class _Enrolled(NamedTuple):
    registration: Registration
    person: Person
    organisation: Organisation
    category: Category


def _people(session: Session, event_id: int) -> list[_Enrolled]:
    """Return those who have not withdrawn, by organisation and name."""
    rows = session.exec(
        select(Registration, Person, Organisation, Category)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Registration.event_id == event_id, enrolled())
        .order_by(col(Organisation.name_key), col(Person.last_name), col(Person.first_name))
    )
    return [_Enrolled(*row) for row in rows]


def _written_to(session: Session, event_id: int) -> set[int]:
    """Return the registrations to which a mail of this event has left."""
    sent = select(Message.registration_id).where(Message.event_id == event_id, col(Message.sent_at).is_not(None))
    return {one for one in session.exec(sent.distinct()) if one is not None}


def _funnel(people: list[_Enrolled], written_to: set[int], wishing: set[int], *, answered: int, waiting: int) -> Funnel:
    of_meetings = {row.registration.delegation_id for row in people if row.category.has_meetings}
    return Funnel(
        invited=EventStep(
            sum(row.registration.agreed_at is not None or row.registration.id in written_to for row in people),
            len(people),
        ),
        agreed=EventStep(sum(row.registration.agreed_at is not None for row in people), len(people)),
        cards=EventStep(sum(row.registration.card_done_at is not None for row in people), len(people)),
        wishes=EventStep(len(wishing & of_meetings), len(of_meetings)),
        answers=EventStep(answered, answered + waiting),
    )


def _receives(row: _Enrolled, travel: frozenset[int]) -> bool:
    """Tell whether those who travel with a mission go to see somebody."""
    return bool(travel) and row.category.has_meetings and row.registration.delegation_id not in travel


def _silent(row: _Enrolled, wishes: bool, unanswered: Mapping[int, int], *, receives: bool) -> SilentPerson:
    """Return what is missing from a person; perhaps nothing."""
    registration = row.registration
    meets = row.category.has_meetings and registration.meets
    waiting = unanswered.get(registration.delegation_id, 0) if meets else 0
    missing = {
        Silence.NOT_AGREED: registration.agreed_at is None,
        Silence.NO_WISHES: meets and not wishes and not receives,
        Silence.UNANSWERED: waiting > 0,
    }
    return SilentPerson(
        registration_id=row_id(registration),
        name=row.person.name,
        organisation=row.organisation.name,
        email=row.person.email,
        missing=frozenset(silence for silence, holds in missing.items() if holds),
        unanswered=waiting,
        receives=receives,
    )


def _wishing(session: Session, event_id: int) -> set[int]:
    """Return the delegations that have at least one wish."""
    return set(session.exec(select(Wish.from_id).where(Wish.event_id == event_id).distinct()).all())


def count_answers(session: Session, event_id: int) -> tuple[dict[int, int], int]:
    """Return the number of open wishes by the delegation that should answer, and of those answered in all."""
    back = aliased(Wish)
    sender, receiver = aliased(Delegation), aliased(Delegation)
    is_answered = or_(
        col(Wish.answer) != Answer.NONE,
        exists().where(col(back.from_id) == col(Wish.to_id), col(back.to_id) == col(Wish.from_id)),
        exists().where(col(Veto.from_id) == col(Wish.to_id), col(Veto.against_id) == col(Wish.from_id)),
    )
    rows = session.exec(
        select(Wish.to_id, func.count(), func.sum(case((is_answered, 1), else_=0)))
        .join(sender, col(sender.id) == col(Wish.from_id))
        .join(receiver, col(receiver.id) == col(Wish.to_id))
        .where(
            Wish.event_id == event_id,
            ~sender.withdrawn,
            ~receiver.withdrawn,
        )
        .group_by(col(Wish.to_id))
    ).all()
    unanswered = {delegation_id: wishes - done for delegation_id, wishes, done in rows if wishes > done}
    return unanswered, sum(done for _, _, done in rows)
