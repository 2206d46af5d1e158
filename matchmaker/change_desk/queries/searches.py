"""A search for repairs, for its page: what has changed, what that touches, and what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.change_desk.planning.found import Found, read_found
from matchmaker.change_desk.rules import EventChange, changes_from_json
from matchmaker.models import ACTIVE_STATES, Event, RepairSearch, Staff


@dataclass(frozen=True, slots=True)
class SearchView:
    """One search; `found` is what it knows so far."""

    row: RepairSearch
    changes: tuple[EventChange, ...]
    found: Found | None


def unfinished_searches(session: Session, event: Event, staff: Staff) -> Sequence[RepairSearch]:
    """Return the searches in the event by one of the staff that have not ended, abandoned ones too, oldest first."""
    return session.exec(
        select(RepairSearch)
        .where(
            RepairSearch.event_id == event.id,
            RepairSearch.created_by_id == staff.id,
            col(RepairSearch.state).in_(ACTIVE_STATES),
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
