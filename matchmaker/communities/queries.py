"""Scope of a community (tenant isolation): statements that load its rows alone, and who looks after it.

Multi-tenancy: every query for organisations or people without an event or an id begins with one of these statements.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from matchmaker.base.config import Config, get_config
from matchmaker.communities.rules import COMMUNITY_PERMISSIONS, IN_THE_FIRST, Permission
from matchmaker.models import Community, CommunityRole, CommunityStaff, Event, Organisation, Person


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail is from."""

    name: str
    email: str


def organisations_of(community_id: int) -> SelectOfScalar[Organisation]:
    """Return the statement that loads the organisations of a community, but for those merged into another."""
    return select(Organisation).where(
        Organisation.community_id == community_id, col(Organisation.merged_into_id).is_(None)
    )


def people_of(community_id: int) -> SelectOfScalar[Person]:
    """Return the statement that loads the people of a community: of its organisations, none merged into another."""
    return (
        select(Person)
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(Organisation.community_id == community_id, col(Person.merged_into_id).is_(None))
    )


def former_addresses(community_id: int) -> Select[Person, str]:
    """Return the statement of the people of a community whom others were merged into, each with the others' address."""
    former = aliased(Person)
    return (
        select(Person, former.email_key)
        .join(former, col(former.merged_into_id) == col(Person.id))
        .join(Organisation, col(Organisation.id) == col(Person.organisation_id))
        .where(Organisation.community_id == community_id, col(Person.merged_into_id).is_(None))
    )


def community_of(session: Session, event: Event) -> Community:
    """Return the community that an event belongs to."""
    return session.get_one(Community, event.community_id)


def sender_of(session: Session, event_id: int | None) -> Sender:
    """Return whom the mails of an event are from: its community, else (and for no event) the configuration's sender."""
    config = get_config()
    if event_id is None:
        return Sender(config.mail_from_name, config.mail_from)
    return sender_of_community(community_of(session, session.get_one(Event, event_id)), config)


def sender_of_community(community: Community, config: Config | None = None) -> Sender:
    """Return whom the mails of a community are from: itself, else the configuration's sender."""
    config = config or get_config()
    return Sender(community.sender_name or config.mail_from_name, community.sender_email or config.mail_from)


def sender_domain() -> str:
    """Return the domain that the installation sends from."""
    return get_config().mail_from.rpartition("@")[2]


def community_open_to(
    session: Session, slug: str, staff_id: int, permission: Permission
) -> tuple[Community, frozenset[Permission]] | None:
    """Return the community and all permissions in it of a member of the staff; None without this one."""
    found = next((found for found in my_communities(session, staff_id) if found[0].slug == slug), None)
    return found if found is not None and permission in found[1] else None


def may_open_community(session: Session, community: Community, staff_id: int, permission: Permission) -> bool:
    """Tell whether a member of the staff has a permission in a community."""
    return community_open_to(session, community.slug, staff_id, permission) is not None


def my_communities(session: Session, staff_id: int) -> tuple[tuple[Community, frozenset[Permission]], ...]:
    """Return the communities with pages for the member of the staff, by name, and what is permitted in each."""
    rows = session.exec(
        select(Community, CommunityStaff, _first())
        .join(CommunityStaff, col(CommunityStaff.community_id) == col(Community.id))
        .where(CommunityStaff.staff_id == staff_id)
        .order_by(col(Community.name), col(Community.id))
    ).all()
    granted = (
        (community, COMMUNITY_PERMISSIONS[mine.role] - (frozenset() if community.id == first else IN_THE_FIRST))
        for community, mine, first in rows
    )
    return tuple((community, permissions) for community, permissions in granted if permissions)


def looks_after_strays(staff_id: int, event_id: int) -> ColumnElement[bool]:
    """Return whether a staff member sees, at an event, the mails that belong to no event.

    They belong to the installation: to administrators of its first community, at the events of that community.
    """
    return exists().where(
        col(CommunityStaff.staff_id) == staff_id,
        col(CommunityStaff.role) == CommunityRole.ADMINISTRATOR,
        col(CommunityStaff.community_id) == _first(),
        col(Event.community_id) == col(CommunityStaff.community_id),
        col(Event.id) == event_id,
    )


def _first() -> ScalarSelect[int]:
    """The id of the first community, whose administrators are those of the installation."""
    return select(func.min(Community.id)).scalar_subquery()
