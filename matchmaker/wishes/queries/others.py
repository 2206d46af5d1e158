"""The other delegations of an event that one can meet, as a statement that the directory and suggestions add to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from matchmaker.models import Category, Delegation, Organisation, Veto, Wish
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation
from matchmaker.wishes.queries.exclusions import excluded
from matchmaker.wishes.queries.matching import represented
from matchmaker.wishes.rules.suggestions import Profile


@dataclass(frozen=True, slots=True)
class OurSide:
    """The delegation that looks at the others."""

    delegation: Delegation
    profile: Profile

    @property
    def asked(self) -> dict[str, int | None]:
        """The parameters of `others`."""
        ours = self.delegation
        return {"event_id": ours.event_id, "delegation_id": ours.id, "category_id": ours.category_id}


OURS, THEIRS, VETO = aliased(Wish), aliased(Wish), aliased(Veto)
"""Our wish for a company, its wish for us, and our veto: none, or one of each."""


def our_side(session: Session, delegation_id: int, team: tuple[Contact, ...] | None = None) -> OurSide:
    """Return our side; `team` are our own people who can be met, where they are known already."""
    ours = session.get_one(Delegation, delegation_id)
    if team is None:
        team = contacts_by_delegation(session, [delegation_id]).get(delegation_id, ())
    return OurSide(ours, profile_of(session.get_one(Organisation, ours.organisation_id), team))


def profile_of(organisation: Organisation, people: Iterable[Contact]) -> Profile:
    """Return what of an organisation and its people a suggestion looks at."""
    spoken = [language for person in people for language in person.languages]
    return Profile.of(organisation.offers, organisation.seeks, spoken)


@cache
def others() -> Select[Any]:
    """Return the statement of the companies that can be met, with what stands between us and each.

    We are `:delegation_id` of the event `:event_id`, in the category `:category_id`. Categories that may wish for
    each other in neither direction do not see each other, but where something was said before.
    """
    other = col(Delegation.id)
    ours: BindParameter[int] = bindparam("delegation_id")
    return (
        select()
        .select_from(Delegation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .join(OURS, and_(col(OURS.from_id) == ours, col(OURS.to_id) == other), isouter=True)
        .join(THEIRS, and_(col(THEIRS.from_id) == other, col(THEIRS.to_id) == ours), isouter=True)
        .join(VETO, and_(col(VETO.from_id) == ours, col(VETO.against_id) == other), isouter=True)
        .where(
            col(Delegation.event_id) == bindparam("event_id"),
            other != ours,
            ~Delegation.withdrawn,
            col(Category.has_meetings).is_(True),
            represented(),
            or_(
                may_ask(),
                ~excluded(col(Delegation.category_id), _our_category()),
                *(col(said.id).is_not(None) for said in (OURS, THEIRS, VETO)),
            ),
        )
    )


def may_ask() -> ColumnElement[bool]:
    """Return the condition that the rules of the event let us wish for them."""
    return ~excluded(_our_category(), col(Delegation.category_id))


def _our_category() -> BindParameter[int]:
    return bindparam("category_id")


def in_order(statement: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    """Return the statement in this order and then by name."""
    return statement.order_by(*order, col(Organisation.name_key), col(Delegation.id))


def not_said() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that we have neither wished for them nor asked never to meet them."""
    return col(OURS.id).is_(None), col(VETO.id).is_(None)
