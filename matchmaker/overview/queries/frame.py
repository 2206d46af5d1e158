"""What every page of a participant asks: whose the session is, who they are at the event, and the signs on its tabs."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlmodel import Session, col

from matchmaker.base.cache import MARK, note_mark
from matchmaker.base.config import Config
from matchmaker.models import Category, Community, Delegation, Event, Organisation, Person, Phase, Registration, Release
from matchmaker.people.queries.access import Participation
from matchmaker.people.queries.accounts import Login, key_hashes, login_of_row, sessions_with_keys
from matchmaker.wishes.queries.interest import unanswered


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page of a participant."""

    login: Login
    participation: Participation | None
    """None for who takes no part in the event, and for the staff."""
    unanswered: int
    """Wishes that wait for an answer of the delegation (`count_unanswered`)."""
    last_release: int
    """Number of the event's last release; 0 before the first."""


def read_frame(session: Session, keys: Collection[str], slug: str, config: Config) -> Frame | None:
    """Return `find_login` with `read_participation` of that person in the event `slug`: one statement for both.

    It reads the mark of changes on the way (`matchmaker/base/cache.py`).
    """
    found = session.execute(_frame(), {"hashes": key_hashes(keys), "slug": slug}).all()
    if len(found) != 1:
        return None
    row, person, staff, event, registration, *places, waiting, last, mark = found[0]
    note_mark(session, mark)
    login = login_of_row(row, person, staff, config)
    if login is None:
        return None
    taken = registration is not None
    return Frame(login, Participation(event, registration, person, *places) if taken else None, waiting, last or 0)


@cache
def _frame() -> Select[*tuple[Any, ...]]:
    last = select(func.max(Release.number)).where(col(Release.event_id) == col(Registration.event_id))
    return (
        sessions_with_keys()
        .outerjoin(Event, and_(col(Event.slug) == bindparam("slug"), col(Event.phase) != Phase.DRAFT))
        .outerjoin(
            Registration,
            and_(col(Registration.event_id) == col(Event.id), col(Registration.person_id) == col(Person.id)),
        )
        .outerjoin(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .outerjoin(Category, col(Category.id) == col(Delegation.category_id))
        .outerjoin(Community, col(Community.id) == col(Event.community_id))
        .add_columns(Event, Registration, Delegation, Organisation, Category, Community)
        .add_columns(unanswered(col(Registration.delegation_id)), last.scalar_subquery(), MARK.scalar_subquery())
    )
