"""Views of the list of people: saved under a name, renamed, and removed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale, TooMany
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.models import Event, SavedView, Staff, row_id

LONGEST_NAME = 60
MOST = 30
"""Of one person at one event."""


def save_view(
    session: Session, event: Event, name: str, asked: Mapping[str, Any], *, shared: bool, staff: Staff
) -> SavedView:
    """Keep filters, columns and order under a name; one's own view of that name gets them instead of its old ones.

    Raises `InvalidInput` without a name or for a long one, `TooMany` for more than `MOST`, and `Stale` where the same
    was saved at the same moment.
    """
    name = _named(name)
    own = session.exec(
        select(SavedView).where(SavedView.event_id == event.id, SavedView.staff_id == row_id(staff))
    ).all()
    view = next((one for one in own if one.name == name), None)
    if view is None and len(own) >= MOST:
        raise TooMany(N_("You have %(most)d views here. Remove one first."), most=MOST)
    view = view or SavedView(event_id=row_id(event), staff_id=row_id(staff), name=name)
    view.asked, view.shared = dict(asked), shared
    session.add(view)
    try:
        session.flush()
    except IntegrityError as error:
        raise Stale(N_("This view was saved a moment ago already.")) from error
    return view


def rename_view(session: Session, event: Event, view_id: int, name: str, *, shared: bool, staff: Staff) -> None:
    """Give a view of one's own another name, and say whether the other organisers see it.

    Raises `NotFound` for any other view, and `InvalidInput` for a name that does not fit or that another one has.
    """
    view, name = _own_view(session, event, view_id, staff), _named(name)
    view.name, view.shared = name, shared
    session.add(view)
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidInput(N_("You have a view “%(name)s” already."), name=name) from error


def remove_view(session: Session, event: Event, view_id: int, *, staff: Staff) -> None:
    """Remove a view of one's own; raises `NotFound` for any other."""
    session.delete(_own_view(session, event, view_id, staff))
    session.flush()


def _own_view(session: Session, event: Event, view_id: int, staff: Staff) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None or view.event_id != event.id or view.staff_id != staff.id:
        raise NotFound
    return view


def _named(name: str) -> str:
    name = one_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidInput(N_("Give the view a name of %(most)d characters at most."), most=LONGEST_NAME)
    return name
