"""Two people or two organisations side by side, and what a merge would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.duplicates.queries.shared import SharedEvent, SharedOutcome, company_rows, people_rows, shared_events
from matchmaker.duplicates.rules import PersonKey, person_likeness
from matchmaker.members.queries.member import periods_token
from matchmaker.members.queries.of_members import periods_of
from matchmaker.members.rules.membership import overlap
from matchmaker.models import (
    Community,
    Delegation,
    Event,
    LoginSession,
    MergeKind,
    Organisation,
    Person,
    Registration,
    TierPeriod,
    Wish,
    row_id,
)

PERSON_FIELDS = ("first_name", "last_name", "email", "phone", "linkedin", "job_title", "language", "languages")
ORGANISATION_FIELDS = (
    *("name", "external_id", "vat", "country", "postcode", "town", "website", "description"),
    *("offers", "seeks", "sectors", "offers_text", "seeks_text"),
)
FIELDS: Mapping[MergeKind, tuple[str, ...]] = {
    MergeKind.PERSON: PERSON_FIELDS,
    MergeKind.ORGANISATION: ORGANISATION_FIELDS,
}
"""What a reader chooses between, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One of two that may be one, with what belongs to it."""

    id: int
    name: str
    values: Mapping[str, Any]
    """By the names of the fields."""
    organisation: str
    """Of a person."""
    events: tuple[str, ...]
    """Names of those in which it takes part, the latest first."""
    people: int
    wishes: int
    """Made by an organisation at all its events."""
    periods: tuple[TierPeriod, ...]
    """Memberships of an organisation, in order of time."""
    log_ins: int
    domains: tuple[str, ...] = ()
    """Of the e-mail addresses of an organisation's people, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two side by side, the one that stays first, and what their merge does."""

    kind: MergeKind
    kept: ComparedRow
    merged: ComparedRow
    shared: tuple[SharedEvent, ...]
    same_address: tuple[tuple[int, int], ...]
    """Of organisations: people of both with one address, who become one as well (kept, merged)."""
    namesakes: tuple[str, ...]
    """Addresses that two people of other names share: they cannot be in one organisation."""

    @property
    def periods_left(self) -> tuple[TierPeriod, ...]:
        """Memberships of the one that goes which share a day with one of the other: they stay in the records."""
        return tuple(
            one
            for one in self.merged.periods
            if any(overlap(own, one.starts_on, one.ends_on) for own in self.kept.periods)
        )

    @property
    def sides(self) -> tuple[ComparedRow, ComparedRow]:
        return self.kept, self.merged

    @property
    def of_other_domains(self) -> bool:
        """Whether both organisations have people, and none of one has an address at a domain of the other."""
        one, other = (set(side.domains) for side in self.sides)
        return bool(one and other) and not one & other

    @property
    def blocked(self) -> tuple[SharedEvent, ...]:
        return tuple(one for one in self.shared if one.outcome is SharedOutcome.BLOCKED)

    @property
    def possible(self) -> bool:
        return not (self.blocked or self.namesakes)

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields in which both say something, and not the same."""
        one, other = self.kept.values, self.merged.values
        return tuple(name for name in FIELDS[self.kind] if one[name] and other[name] and one[name] != other[name])

    @property
    def token(self) -> str:
        """Token of everything that its reader was shown."""
        shared = [
            (one.event.id, one.outcome, one.wishes_kept, one.wishes_dropped, one.wishes_vetoed) for one in self.shared
        ]
        sides = [
            [side.id, *side.values.values(), side.events, side.people, side.wishes, side.log_ins > 0, side.domains]
            for side in self.sides
        ]
        periods = [periods_token(side.periods) for side in self.sides]
        return content_token(sides, periods, shared, self.same_address, self.namesakes)


def compare(
    session: Session, community: Community, kind: MergeKind, ids: Sequence[int], *, lock: bool = False
) -> SideBySide:
    """Return two people of one organisation, or two organisations of the community, side by side.

    The older one stays, unless only the other order is possible. `lock` keeps others from changing them until the end
    of the transaction. Raises `NotFound` for ids of another community, `Stale` if one was merged meanwhile, and
    `InvalidInput` for people of two organisations.
    """
    low, high = sorted(ids)
    rows = dict(_rows(session, community, kind, (low, high), lock=lock))
    if low == high or len(rows) != 2:
        raise NotFound
    if any(row.merged_into_id is not None for row in rows.values()):
        raise Stale(N_("Somebody has merged one of them meanwhile."))
    first = _compared(session, kind, rows[low], rows[high])
    if first.blocked and any(one.turned for one in first.blocked):
        turned = _compared(session, kind, rows[high], rows[low])
        return turned if not turned.blocked else first
    return first


def _rows(
    session: Session, community: Community, kind: MergeKind, ids: Sequence[int], *, lock: bool
) -> list[tuple[int, Any]]:
    table: type[Any] = Person if kind is MergeKind.PERSON else Organisation
    statement = select(table).where(col(table.id).in_(ids)).order_by(col(table.id))
    if kind is MergeKind.PERSON:
        statement = statement.join(Organisation, col(Organisation.id) == col(Person.organisation_id))
    statement = statement.where(Organisation.community_id == row_id(community))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return [(row_id(row), row) for row in session.exec(statement)]


def _compared(session: Session, kind: MergeKind, kept: Any, merged: Any) -> SideBySide:
    ids = (row_id(kept), row_id(merged))
    if kind is MergeKind.PERSON:
        if kept.organisation_id != merged.organisation_id:
            raise InvalidInput(N_("These people belong to two organisations. Merge the organisations first."))
        return SideBySide(
            kind=kind,
            kept=_person(session, kept),
            merged=_person(session, merged),
            shared=shared_events(session, people_rows(session, ids), *ids),
            same_address=(),
            namesakes=(),
        )
    twins, namesakes = _same_addresses(session, *ids)
    at_events = shared_events(session, company_rows(session, ids), *ids)
    own = [shared_events(session, people_rows(session, pair), *pair) for pair in twins]
    return SideBySide(
        kind=kind,
        kept=_organisation(session, kept),
        merged=_organisation(session, merged),
        shared=(*at_events, *(one for events in own for one in events if one.outcome is SharedOutcome.BLOCKED)),
        same_address=twins,
        namesakes=namesakes,
    )


def _same_addresses(session: Session, kept: int, merged: int) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return the people of both with one address: those who are one, and addresses that two people share."""
    people = session.exec(
        select(Person).where(col(Person.organisation_id).in_((kept, merged)), col(Person.merged_into_id).is_(None))
    ).all()
    here = {person.email_key: person for person in people if person.organisation_id == kept}
    pairs = [(here[one.email_key], one) for one in people if one.organisation_id == merged and one.email_key in here]
    keys = [tuple(PersonKey(row_id(one), kept, one.first_name, one.last_name) for one in pair) for pair in pairs]
    same = [person_likeness(one, other) is not None for one, other in keys]
    twins = tuple((one.id, other.id) for (one, other), is_one in zip(keys, same, strict=True) if is_one)
    return twins, tuple(sorted(one.email for (one, _), is_one in zip(pairs, same, strict=True) if not is_one))


def _person(session: Session, person: Person) -> ComparedRow:
    number = row_id(person)
    events = session.exec(
        select(Event.name)
        .join(Registration, col(Registration.event_id) == col(Event.id))
        .where(Registration.person_id == number)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    return ComparedRow(
        id=number,
        name=person.name,
        values={name: getattr(person, name) for name in PERSON_FIELDS},
        organisation=session.get_one(Organisation, person.organisation_id).name,
        events=tuple(events),
        people=0,
        wishes=0,
        periods=(),
        log_ins=_count(session, LoginSession, col(LoginSession.person_id) == number),
    )


def _organisation(session: Session, organisation: Organisation) -> ComparedRow:
    number = row_id(organisation)
    events = session.exec(
        select(Event.name)
        .join(Delegation, col(Delegation.event_id) == col(Event.id))
        .where(Delegation.organisation_id == number)
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    delegations = select(Delegation.id).where(Delegation.organisation_id == number)
    addresses = select(Person.email_key).where(
        Person.organisation_id == number, col(Person.merged_into_id).is_(None), Person.email_key != ""
    )
    return ComparedRow(
        id=number,
        name=organisation.name,
        values={name: getattr(organisation, name) for name in ORGANISATION_FIELDS},
        organisation="",
        events=tuple(events),
        people=_count(session, Person, col(Person.organisation_id) == number, col(Person.merged_into_id).is_(None)),
        wishes=_count(session, Wish, col(Wish.from_id).in_(delegations)),
        periods=tuple(periods_of(session, [number]).get(number, ())),
        log_ins=0,
        domains=tuple(sorted({key.rpartition("@")[2] for key in session.exec(addresses)})),
    )


def _count(session: Session, table: type[SQLModel], *conditions: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*conditions)).one()
