"""The page of a counterpart: which companies would like to meet it and why, and its meetings as published.

It says nothing of other counterparts, of what organisers note, nor of companies that have not asked yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.missions.queries.demands import demands_in
from matchmaker.models import (
    AttachePage,
    Counterpart,
    Delegation,
    Demand,
    Event,
    Leg,
    Meeting,
    Organisation,
    Person,
    Place,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Slot,
    Venue,
    is_enrolled,
    pair_of,
    row_id,
    sendable,
)
from matchmaker.prospects.queries.attaches import attache_of
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.pipeline import Approached, ProspectLine
from matchmaker.prospects.rules import PipelineStage
from matchmaker.releases.queries.published import last_release, standing_appointments

EVENING = time(17)
AGREED = frozenset(
    {
        PipelineStage.AGREED,
        PipelineStage.PLACED,
        PipelineStage.CONFIRMED,
        PipelineStage.OVER,
        PipelineStage.HELD,
        PipelineStage.NOT_HELD,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Who comes for a company."""

    name: str
    job_title: str
    language: str
    """In which they read the pages, and have written their card."""
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A company that would like to meet the counterpart, with its card."""

    line: ProspectLine
    organisation: Organisation
    delegates: tuple[Delegate, ...]
    demand: Demand | None
    """What it says of the city: its offer in the local language is read, nothing else."""

    @property
    def agreed(self) -> bool:
        return self.line.stage in AGREED

    @property
    def declined(self) -> bool:
        return self.line.stage is PipelineStage.DECLINED

    @property
    def rather_calls(self) -> bool:
        """Whether the counterpart would rather have a call with it."""
        return self.line.rather_calls


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting of the counterpart in the last release, and the registration for which it stands."""

    entry: ReleaseEntry
    registration: Registration
    withdrawn: bool
    """Whoever it stands for takes part no longer: it stands until the organisers have published what becomes of it."""
    names: str
    """Who of its people goes."""

    @property
    def over(self) -> bool:
        return self.entry.ends_at <= clock.now()

    @property
    def near(self) -> bool:
        """Whether being late can be said of it: from the evening before on."""
        eve = clock.instant(self.entry.day - timedelta(days=1), EVENING, self.entry.zone)
        return clock.now() >= eve


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """Everything that the page of a counterpart shows."""

    approached: Approached
    asking: tuple[Asking, ...]
    meetings: tuple[OwnMeeting, ...]
    confirmed: bool
    """The last release is final."""
    attache: AttachePage | None
    left: bool
    """The delegation has left the city: nothing is planned there any more."""
    hotel: Venue | None
    """Where the delegation stays, and has its tables."""
    minutes: int
    """How long a meeting is: at the office of the counterpart as it is cut there."""

    @property
    def open(self) -> tuple[Asking, ...]:
        """The companies that have no answer yet."""
        return tuple(one for one in self.asking if not one.agreed and not one.declined)

    def asking_of(self, meeting: OwnMeeting) -> Asking | None:
        """Return the company of a meeting, where it asks the counterpart."""
        other = meeting.entry.details["other"]["delegation_id"]
        return next((one for one in self.asking if one.line.prospect.delegation_id == other), None)

    @property
    def given_up(self) -> frozenset[str]:
        """The meetings to come (uids) that it has declined since they were published."""
        ahead = (one for one in self.meetings if not one.over)
        return frozenset(one.entry.uid for one in ahead if (asking := self.asking_of(one)) and asking.declined)

    @property
    def standing(self) -> tuple[OwnMeeting, ...]:
        """The meetings of people who still take part."""
        return tuple(one for one in self.meetings if not one.withdrawn)

    @property
    def own_names(self) -> Mapping[str, str]:
        """Who goes to each meeting (by uid), where others than the contact do."""
        return own_names(self.meetings, self.approached.counterpart.contact)

    @property
    def waits_for_times(self) -> bool:
        """Whether it agreed to meet somebody, and nothing is published yet."""
        return not self.meetings and any(one.agreed for one in self.asking)


def read_own_page(session: Session, event: Event, counterpart_id: int) -> OwnPage:
    """Return the page of a counterpart; as many queries for any number of companies."""
    approached = approached_of(session, event, counterpart_id)
    asked = [line for line in approached.lines if _is_shown(line)]
    release = last_release(session, row_id(event))
    leg = session.get_one(Leg, approached.counterpart.leg_id)
    return OwnPage(
        approached=approached,
        asking=_asking(session, asked, approached.counterpart.leg_id),
        meetings=own_meetings(session, event, approached),
        confirmed=release is not None and release.kind is ReleaseKind.FINAL,
        attache=attache_of(session, event, approached.counterpart.leg_id),
        left=clock.local(clock.now(), leg.zone).date() > leg.ends_on,
        hotel=hotel_in(session, event, row_id(leg)),
        minutes=meeting_minutes(session, event, approached.counterpart),
    )


def hotel_in(session: Session, event: Event, leg_id: int) -> Venue | None:
    """Return where the delegation stays in a city; None where nobody has said it."""
    statement = select(Venue).where(Venue.event_id == event.id, Venue.leg_id == leg_id, col(Venue.hub))
    return session.exec(statement.order_by(col(Venue.id))).first()


def meeting_minutes(session: Session, event: Event, counterpart: Counterpart) -> int:
    """Return how long a meeting of a counterpart is: as the slots of its own office say, else as those of the event."""
    slot = session.exec(
        select(Slot)
        .join(Venue, col(Venue.id) == col(Slot.venue_id))
        .join(Place, col(Place.venue_id) == col(Venue.id))
        .join(Delegation, col(Delegation.id) == col(Place.owner_id))
        .where(
            Delegation.event_id == event.id,
            Delegation.organisation_id == counterpart.organisation_id,
            Venue.leg_id == counterpart.leg_id,
        )
        .order_by(col(Slot.starts_at))
    ).first()
    return event.slot_minutes if slot is None else (slot.ends_at - slot.starts_at) // timedelta(minutes=1)


def _is_shown(line: ProspectLine) -> bool:
    """Tell whether a counterpart has been asked for a company that still asks, and nobody else has declined since.

    A veto hides what was not agreed, as a wish does that the company has taken off its list: neither shows as such.
    """
    if line.elsewhere and line.published is None:  # a published meeting is told as long as it stands
        return False
    if line.stage in AGREED:
        return line.prospect.asked_at is not None
    if line.stage is PipelineStage.DECLINED and line.prospect.refused_at is None:
        return False
    waiting = line.stage in {PipelineStage.FOUND, PipelineStage.PROPOSED, PipelineStage.WANTED}
    return line.prospect.asked_at is not None and not waiting and line.wanted and not line.vetoed


def own_meetings(session: Session, event: Event, approached: Approached) -> tuple[OwnMeeting, ...]:
    """Return the meetings of a counterpart in its city as published, by time, with the companies that approach it.

    A query for each of its people, mostly one. What the organisation does elsewhere at the event is not told, nor whom
    else it meets.
    """
    leg = session.get_one(Leg, approached.counterpart.leg_id)
    pairs = [pair_of(line.prospect.delegation_id, line.other_id) for line in approached.lines if line.other_id]
    if not pairs:
        return ()
    with_them = set(
        session.exec(select(Meeting.id).where(tuple_(col(Meeting.low_id), col(Meeting.high_id)).in_(pairs))).all()
    )
    people = session.exec(
        select(Registration, Delegation, Person)
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Registration.event_id == event.id, Delegation.organisation_id == approached.counterpart.organisation_id)
        .order_by(col(Registration.id))
    ).all()
    found: dict[str, OwnMeeting] = {}
    for registration, delegation, person in sorted(people, key=lambda row: not is_enrolled(*row[:2])):
        for entry in standing_appointments(session, registration):
            if entry.meeting_id not in with_them or not leg.starts_on <= entry.day <= leg.ends_on:
                continue
            first = found.get(entry.uid)
            if first is None:
                withdrawn = not is_enrolled(registration, delegation)
                made = OwnMeeting(entry=entry, registration=registration, withdrawn=withdrawn, names=person.name)
            else:  # two of its people go together
                made = replace(first, names=f"{first.names}, {person.name}")
            found[entry.uid] = made
    return tuple(sorted(found.values(), key=lambda one: one.entry.starts_at))


def own_names(meetings: Iterable[OwnMeeting], contact: str) -> Mapping[str, str]:
    """Return who goes to each meeting (by uid) of a counterpart; nothing where its contact goes to all of them."""
    found = {one.entry.uid: one.names for one in meetings}
    return {} if set(found.values()) <= {contact} else found


def own_meeting_of(session: Session, event: Event, approached: Approached, uid: str) -> OwnMeeting:
    """Return one of them; raises `NotFound` for any other line."""
    found = next((one for one in own_meetings(session, event, approached) if one.entry.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def _asking(session: Session, lines: Sequence[ProspectLine], leg_id: int) -> tuple[Asking, ...]:
    """Return companies with their cards, delegates and what they say of the city; three queries."""
    numbers = [line.prospect.delegation_id for line in lines]
    organisations = dict(
        session.exec(
            select(Delegation.id, Organisation)
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .where(col(Delegation.id).in_(numbers))
        ).all()
    )
    people = session.exec(
        select(Registration.delegation_id, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.delegation_id).in_(numbers), sendable())
        .order_by(col(Registration.id))
    ).all()
    demands = demands_in(session, leg_id)
    delegates: dict[int, list[Delegate]] = {}
    for number, person in people:
        one = Delegate(
            name=person.name, job_title=person.job_title, language=person.language, languages=tuple(person.languages)
        )
        delegates.setdefault(number, []).append(one)
    return tuple(
        Asking(
            line=line,
            organisation=organisations[line.prospect.delegation_id],
            delegates=tuple(delegates.get(line.prospect.delegation_id, ())),
            demand=demands.get(line.prospect.delegation_id),
        )
        for line in lines
    )
