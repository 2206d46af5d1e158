"""Entity matching: the organisation that a request is about, who of it is there, and whether one may join it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_
from sqlmodel import Session, col, func, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.lookalikes import closest, mixes_scripts, skeleton
from matchmaker.base.names import name_key
from matchmaker.communities.queries import organisations_of
from matchmaker.enrolment.rules.employers import works_there
from matchmaker.imports.identity import Organisations
from matchmaker.imports.plan import Draft
from matchmaker.models import (
    Delegation,
    Event,
    MemberContact,
    Organisation,
    Person,
    Registration,
    RegistrationRequest,
    TierPeriod,
    row_id,
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The organisation that a request would join, and its delegation at the event, if there is one."""

    organisation: Organisation
    delegation: Delegation | None
    people: int
    works_there: bool
    """A colleague has invited them, or their address is that of a contact or at the organisation's domain; also where
    it has neither people nor a place among the members."""


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """What is known of the organisation that a request names."""

    joins: Joined | None
    """None: a new one."""
    namesake: Organisation | None = None
    """Of a new one: another organisation of its name, with another VAT number or legal form."""
    lookalike: Organisation | None = None
    """Of a new one: another organisation with a name in other letters that looks the same."""
    mixes_scripts: bool = False
    """Whether a new one has a name in letters of two scripts: it may look like another organisation."""

    @property
    def needs_approval(self) -> bool:
        """Whether an organiser must have a look first: an unknown person, a delegation that has withdrawn, a name that
        is another organisation's or may look like it."""
        if self.joins is None:
            return self.namesake is not None or self.lookalike is not None or self.mixes_scripts
        withdrawn = self.joins.delegation is not None and self.joins.delegation.withdrawn
        return withdrawn or not self.joins.works_there


def matches(session: Session, event: Event, requests: Sequence[RegistrationRequest]) -> dict[int, OrganisationMatch]:
    """Return by the id of each request what is known of its organisation. Five queries, two more for new ones.

    An organisation is recognised as in an import: by its VAT number, then by its folded name. Of several with one name
    the one that takes part in the event is meant, then the one that was there first.
    """
    keys = {name_key(request.organisation) for request in requests}
    numbers = {request.vat for request in requests if request.vat}
    invited = {request.organisation_id for request in requests if request.organisation_id is not None}
    named = or_(
        col(Organisation.name_key).in_(keys), col(Organisation.vat).in_(numbers), col(Organisation.id).in_(invited)
    )
    rows = session.exec(organisations_of(event.community_id).where(named).order_by(col(Organisation.id))).all()
    ids = [row_id(row) for row in rows]
    delegations = {
        one.organisation_id: one
        for one in session.exec(
            select(Delegation).where(Delegation.event_id == event.id, col(Delegation.organisation_id).in_(ids))
        )
    }
    colleagues = dict(
        session.exec(
            select(Person.organisation_id, func.count())
            .where(col(Person.organisation_id).in_(ids))
            .group_by(col(Person.organisation_id))
        ).all()
    )
    members, contacts = _members(session, ids), _contacts(session, ids)
    meant = {row_id(request): _meant(rows, request, delegations) for request in requests}
    alike = _alike(session, event, {one.organisation for one in requests if meant[row_id(one)] is None})
    found = {}
    for request in requests:
        organisation = meant[row_id(request)]
        if organisation is None:
            other = alike.get(request.organisation)
            is_same = other is not None and other.name_key == name_key(request.organisation)
            namesake, lookalike = (other, None) if is_same else (None, other)
            found[row_id(request)] = OrganisationMatch(None, namesake, lookalike, mixes_scripts(request.organisation))
            continue
        people = colleagues.get(row_id(organisation), 0)
        unowned = not people and organisation.id not in members
        is_contact = (row_id(organisation), request.email_key) in contacts
        vouched = unowned or is_contact or request.organisation_id == organisation.id
        known = vouched or works_there(request.email_key, organisation.website)
        delegation = delegations.get(row_id(organisation))
        found[row_id(request)] = OrganisationMatch(Joined(organisation, delegation, people, known))
    return found


def _alike(session: Session, event: Event, names: Collection[str]) -> dict[str, Organisation]:
    """Return for names of new organisations the first one of the community whose name is, or looks, the same."""
    if not names:
        return {}
    own = organisations_of(event.community_id).with_only_columns(col(Organisation.id), col(Organisation.name))
    first = {skeleton(name): number for number, name in session.execute(own.order_by(col(Organisation.id).desc()))}
    found = {name: first[alike] for name in names if (alike := closest(name, first)) is not None}
    rows = {
        row_id(row): row for row in session.exec(select(Organisation).where(col(Organisation.id).in_(found.values())))
    }
    return {name: rows[number] for name, number in found.items()}


def _members(session: Session, ids: Sequence[int]) -> frozenset[int]:
    """Return which organisations the community keeps as members: their cards are not anybody's who comes by."""
    own = col(Organisation.id)
    kept = or_(
        col(Organisation.external_id).is_not(None),
        col(Organisation.is_public),
        exists().where(col(TierPeriod.organisation_id) == own),
        exists().where(col(MemberContact.organisation_id) == own),
    )
    return frozenset(row_id(one) for one in session.exec(select(Organisation).where(own.in_(ids), kept)))


def _contacts(session: Session, ids: Sequence[int]) -> frozenset[tuple[int, str]]:
    """Return the organisations and addresses (keys) of their contacts."""
    found = select(MemberContact.organisation_id, MemberContact.email_key)
    return frozenset(session.exec(found.where(col(MemberContact.organisation_id).in_(ids))))


def _meant(
    rows: Iterable[Organisation], request: RegistrationRequest, taking_part: dict[int, Delegation]
) -> Organisation | None:
    if request.organisation_id is not None:
        return next((row for row in rows if row.id == request.organisation_id), None)
    key = name_key(request.organisation)
    similar = [row for row in rows if row.name_key == key or (request.vat is not None and row.vat == request.vat)]
    similar.sort(key=lambda row: row_id(row) not in taking_part)
    try:
        draft = Organisations(Draft(Organisation, row) for row in similar).find(None, request.vat, request.organisation)
    except InvalidInput:
        return next((row for row in similar if request.vat in (None, row.vat)), None)
    return None if draft is None else draft.present


def registered_as(session: Session, event: Event, email: str) -> Registration | None:
    """Return the first registration at the event of somebody with an address (its key), of today or a former one.

    It may be withdrawn.
    """
    return session.exec(
        select(Registration)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(
            Registration.event_id == event.id,
            or_(
                col(Person.email_key) == email,
                col(Person.id).in_(select(Person.merged_into_id).where(Person.email_key == email)),
            ),
        )
        .order_by(col(Registration.withdrawn_at).is_not(None), col(Registration.id))
    ).first()


def sender_in(session: Session, request: RegistrationRequest, registration: Registration) -> Person | None:
    """Return who is registered if a request came from their address of today; None for a former one."""
    person = session.get_one(Person, registration.person_id)
    return person if person.email_key == request.email_key else None


def person_with(session: Session, organisation: Organisation, email: str) -> Person | None:
    """Return the person of an organisation with an address (its key), of today or a former one."""
    found = session.exec(
        select(Person).where(Person.organisation_id == organisation.id, Person.email_key == email)
    ).first()
    return found if found is None or found.merged_into_id is None else session.get_one(Person, found.merged_into_id)
