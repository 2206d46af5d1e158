"""A search for repairs, for its page: what has changed, what that touches, and what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.desk.planning.found import Found, read_found
from matchmaker.desk.rules import EventChange, changes_from_json
from matchmaker.models import Event, RepairSearch, RunState, Staff

ABANDONED = timedelta(minutes=3)
"""A search that has not ended by then, since a worker took it up, belongs to a worker that died."""
LONG_WAIT = timedelta(seconds=10)
"""A search that nobody has taken up by then waits for a run: the worker does one thing at a time."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """One search; `found` is what it knows so far."""

    row: RepairSearch
    changes: tuple[EventChange, ...]
    found: Found | None

    @property
    def active(self) -> bool:
        """Whether it waits or is under way."""
        return is_active(self.row)

    @property
    def waits(self) -> bool:
        """Whether something else keeps the worker busy."""
        return self.row.state is RunState.QUEUED and clock.now() - self.row.created_at > LONG_WAIT

    @property
    def failed(self) -> bool:
        """Whether it ended without an answer."""
        return self.row.state is RunState.FAILED or (self.row.state.active and not self.active)


def is_active(search: RepairSearch) -> bool:
    """Tell whether a search waits, however long, or is under way."""
    if search.state is RunState.RUNNING:
        return clock.now() - (search.begun_at or search.created_at) < ABANDONED
    return search.state is RunState.QUEUED


def unfinished_searches(session: Session, event: Event, staff: Staff) -> Sequence[RepairSearch]:
    """Return the searches in the event by one of the staff that have not ended, abandoned ones too, oldest first."""
    return session.exec(
        select(RepairSearch)
        .where(
            RepairSearch.event_id == event.id,
            RepairSearch.created_by_id == staff.id,
            col(RepairSearch.state).in_([state for state in RunState if state.active]),
        )
        .order_by(col(RepairSearch.id))
    ).all()


def search_of(session: Session, event: Event, search_id: int) -> RepairSearch:
    """Return a search of `event`; raises `NotFound` for any other id."""
    found = session.get(RepairSearch, search_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def read_search(session: Session, event: Event, search_id: int) -> SearchView:
    """Return a search for its page; raises `NotFound` as `search_of` does."""
    row = search_of(session, event, search_id)
    return SearchView(row, changes_from_json(row.changes), read_found(row.found) if row.found else None)
