"""Events in which both of two rows take part: whether their two rows there become one.

Where a schedule was calculated, agendas, reasons and calendars name registrations and delegations by their numbers.
There two rows never become one: one of them stays what it was, which is possible once it has withdrawn or the event is
over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.rules import wishes_open
from matchmaker.models import Delegation, Event, Phase, Registration, Scenario, Veto, Wish, required, row_id


class SharedOutcome(StrEnum):
    """What becomes of the two rows of an event."""

    JOINED = "joined"
    """They become one."""
    LEFT = "left"
    """That of the one merged stays as it was."""
    BLOCKED = "blocked"
    """Nothing: both are in a schedule of an event to come."""


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """An event in which both take part."""

    event: Event
    outcome: SharedOutcome
    row_id: int
    """Of the registration or the delegation of the one merged."""
    turned: bool = False
    """It is the other one that has withdrawn: merged the other way round, nothing is blocked."""
    wishes_kept: int = 0
    wishes_dropped: int = 0
    """Of delegations: wishes, made and received; those are dropped that are there twice, or of one for the other."""
    wishes_vetoed: int = 0
    """Of those that are kept otherwise: wishes of one beside a veto of the other, or of somebody for the one of the two
    against the other of which they have a veto."""


Row = Registration | Delegation


def shared_events(session: Session, rows: Iterable[Row], kept: int, merged: int) -> tuple[SharedEvent, ...]:
    """Return the events that have a row of both, by date; `rows` are all of both."""
    by_event: dict[int, dict[int, Row]] = {}
    for row in rows:
        owner = row.person_id if isinstance(row, Registration) else row.organisation_id
        by_event.setdefault(row.event_id, {})[owner] = row
    both = {event_id: found for event_id, found in by_event.items() if len(found) == 2}
    planned = set(session.exec(select(Scenario.event_id).where(col(Scenario.event_id).in_(both)).distinct()))
    gone = _withdrawn_delegations(session, [row for found in both.values() for row in found.values()])
    events = session.exec(select(Event).where(col(Event.id).in_(both)).order_by(col(Event.starts_on), col(Event.id)))
    return tuple(
        _shared(session, event, [rows[kept], rows[merged]], planned=event.id in planned, gone=gone)
        for event in events
        for rows in (both[row_id(event)],)
    )


def people_rows(session: Session, people: Sequence[int]) -> list[Registration]:
    """Return the registrations of some people."""
    return list(session.exec(select(Registration).where(col(Registration.person_id).in_(people))))


def company_rows(session: Session, organisations: Sequence[int]) -> list[Delegation]:
    """Return the delegations of some organisations."""
    return list(session.exec(select(Delegation).where(col(Delegation.organisation_id).in_(organisations))))


def is_over(event: Event) -> bool:
    """Tell whether nothing of an event is to come."""
    return event.phase is Phase.ARCHIVED or clock.local(clock.now(), event.zone).date() > event.ends_on


def _shared(session: Session, event: Event, both: Sequence[Row], *, planned: bool, gone: set[int]) -> SharedEvent:
    kept, merged = both
    if not planned:
        twice = _doubled(session, event, kept, merged) if isinstance(merged, Delegation) else (0, 0, 0)
        return SharedEvent(event, SharedOutcome.JOINED, row_id(merged), False, *twice)
    if is_over(event) or _has_left(merged, gone):
        return SharedEvent(event, SharedOutcome.LEFT, row_id(merged))
    return SharedEvent(event, SharedOutcome.BLOCKED, row_id(merged), turned=_has_left(kept, gone))


def _has_left(row: Row, gone: set[int]) -> bool:
    return row.withdrawn_at is not None or (isinstance(row, Registration) and row.delegation_id in gone)


def _withdrawn_delegations(session: Session, rows: Sequence[Row]) -> set[int]:
    numbers = {row.delegation_id for row in rows if isinstance(row, Registration)}
    found = session.exec(select(Delegation.id).where(col(Delegation.id).in_(numbers), Delegation.withdrawn))
    return {required(number) for number in found}


def _doubled(session: Session, event: Event, kept: Row, merged: Row) -> tuple[int, int, int]:
    """Return how many wishes of two delegations stay, are dropped, and are taken off because of a veto."""
    ids = (row_id(kept), row_id(merged))
    concerned = or_(col(Wish.from_id).in_(ids), col(Wish.to_id).in_(ids))
    wishes = session.exec(select(Wish.from_id, Wish.to_id).where(concerned)).all()
    joined = {tuple(0 if side in ids else side for side in wish) for wish in wishes} - {(0, 0)}
    against = or_(col(Veto.from_id).in_(ids), col(Veto.against_id).in_(ids))
    vetoes = session.exec(select(Veto.from_id, Veto.against_id).where(against)).all()
    vetoed = joined & {tuple(0 if side in ids else side for side in veto) for veto in vetoes}
    if not wishes_open(event, clock.now()):
        vetoed = set()
    return len(joined) - len(vetoed), len(wishes) - len(joined), len(vetoed)
