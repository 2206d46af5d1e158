"""Alerts with everything that a page or a mail says of them, and which meetings they put in danger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.base import clock
from matchmaker.communities.queries import looks_after_strays
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
    EntryKind,
    Event,
    InboundMail,
    Message,
    Numbered,
    Organisation,
    Person,
    Registration,
    Release,
    ReleaseEntry,
    Staff,
    row_id,
    sendable,
)
from matchmaker.releases.queries.published import last_release, standing_appointments, stands_in
from matchmaker.releases.queries.spots import Spot, spot_of, titles_of
from matchmaker.scheduling.planning.declines import ENDANGERING

Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Who:
    """A person taking part."""

    registration_id: int
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class AboutLine:
    """The line of the agenda that something is about, as last published to one of its people."""

    uid: str
    kind: EntryKind
    titles: dict[str, str]
    spot: Spot
    other: tuple[str, ...]
    """Names of the people on the other side."""
    stands: bool
    """It is still in the last release."""

    def title(self, language: str) -> str:
        return self.titles.get(language) or next(iter(self.titles.values()), "")


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert with everything that is said of it."""

    row: Alert
    who: Who | None
    line: AboutLine | None
    mail: InboundMail | None
    bounced: Message | None
    """The mail of ours that did not arrive."""
    settled_by: str
    """Empty for one that is open, was taken back, or settled itself."""
    release: int | None
    """Number of the release that settled it by itself."""
    meetings: tuple[AboutLine, ...]
    """What stands in the last release and is in danger: all of the one who withdraws, the first ones of the day of one
    who comes late for it.
    """
    zone: str
    """Where times that it names are read."""

    @property
    def id(self) -> int:
        return row_id(self.row)

    @property
    def open(self) -> bool:
        return self.row.state is AlertState.OPEN


def alert_views(session: Session, rows: Sequence[Alert]) -> tuple[AlertView, ...]:
    """Return alerts with what is said of them, in the same order."""
    people = people_by_id(session, {row.registration_id for row in rows if row.registration_id})
    lines = _lines(session, {(row.registration_id, row.uid) for row in rows if row.registration_id and row.uid})
    mails = _by_id(session, InboundMail, {row.mail_id for row in rows if row.mail_id})
    bounced = _by_id(session, Message, {row.message_id for row in rows if row.message_id})
    staff = _by_id(session, Staff, {row.settled_by_id for row in rows if row.settled_by_id})
    alone = [row for row in rows if not row.settled_by_id and row.kind is not AlertKind.STRUCTURE]
    releases = _releases(session, {row.scenario_id for row in alone if row.scenario_id})
    views = []
    for row in rows:
        mail = mails.get(row.mail_id)
        meetings = _meetings(session, row)
        views.append(
            AlertView(
                row=row,
                who=people.get(row.registration_id),
                line=lines.get((row.registration_id, row.uid)),
                mail=mail,
                bounced=bounced.get(row.message_id),
                settled_by=staff[row.settled_by_id].name if row.settled_by_id else "",
                release=releases.get(row.scenario_id),
                meetings=meetings,
                zone=_zone(session, row, meetings),
            )
        )
    return tuple(views)


def concerns(event_id: int, staff: Staff | None) -> ColumnElement[bool]:
    """Return which alerts a member of the staff sees at an event: its own; some administrators also those of no event.

    Those are mails that nothing ties to any event (see `looks_after_strays`).
    """
    own = col(Alert.event_id) == event_id
    if staff is None:
        return own
    return or_(own, and_(col(Alert.event_id).is_(None), looks_after_strays(row_id(staff), event_id)))


def open_alerts(session: Session, event_id: int, staff: Staff) -> int:
    """Return how many alerts of an event wait for a member of the staff."""
    waiting = select(func.count()).select_from(Alert)
    return session.exec(waiting.where(concerns(event_id, staff), col(Alert.state) == AlertState.OPEN)).one()


def in_danger(session: Session, event_id: int) -> frozenset[int]:
    """Return the ids of the meetings of the last release that a sure, open alert says will not take place so."""
    release = last_release(session, event_id)
    if release is None:
        return frozenset()
    named = select(ReleaseEntry.meeting_id).where(stands_in(release))
    alerts = session.exec(
        select(Alert).where(
            col(Alert.event_id) == event_id,
            col(Alert.state) == AlertState.OPEN,
            col(Alert.sure),
            col(Alert.kind).in_(ENDANGERING),
        )
    ).all()
    absent = {alert.registration_id for alert in alerts if alert.kind is AlertKind.WITHDRAWN}
    meetings = {alert.meeting_id for alert in alerts if alert.meeting_id is not None}
    found = session.exec(
        named.where(or_(col(ReleaseEntry.meeting_id).in_(meetings), col(ReleaseEntry.registration_id).in_(absent)))
    )
    return frozenset(meeting_id for meeting_id in found if meeting_id is not None)


def has_colleagues(session: Session, registration_id: int) -> bool:
    """Tell whether somebody else of the delegation can be sent to meetings."""
    own = session.get_one(Registration, registration_id)
    found = session.exec(
        select(Registration.id).where(
            col(Registration.delegation_id) == own.delegation_id,
            col(Registration.id) != own.id,
            sendable(),
        )
    ).first()
    return found is not None


def own_alerts(session: Session, registration: Registration) -> tuple[AlertView, ...]:
    """Return what a person has said is wrong and has not taken back, oldest first, until it is published or refused.

    What the organisers have handled counts until their next release.
    """
    rows = session.exec(_said_by(), params={"registration_id": registration.id}).all()
    release = last_release(session, registration.event_id) if rows else None
    pending = [
        row for row in rows if row.settled_at is None or release is None or release.published_at <= row.settled_at
    ]
    views = alert_views(session, pending)
    return tuple(view for view in views if view.release is None and (view.line is None or view.line.stands))


@cache
def _said_by() -> SelectOfScalar[Alert]:
    """Return the statement of what `:registration_id` has said is wrong, until it is refused or taken back."""
    return (
        select(Alert)
        .where(
            col(Alert.registration_id) == bindparam("registration_id"),
            col(Alert.kind).not_in({AlertKind.BOUNCED, AlertKind.MESSAGE, AlertKind.SPEAKER}),
            col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
            col(Alert.sure),
        )
        .order_by(col(Alert.id))
    )


def _by_id(session: Session, model: type[Row], ids: set[int]) -> dict[int | None, Row]:
    if not ids:
        return {}
    return {row_id(row): row for row in session.exec(select(model).where(col(model.id).in_(ids)))}


def _releases(session: Session, scenarios: set[int]) -> dict[int | None, int]:
    if not scenarios:
        return {}
    found = select(col(Release.scenario_id), col(Release.number)).where(col(Release.scenario_id).in_(scenarios))
    return dict(session.exec(found.order_by(col(Release.number).desc())).all())


def people_by_id(session: Session, ids: Iterable[int]) -> dict[int | None, Who]:
    """Return the people behind registrations."""
    if not ids:
        return {}
    rows = session.exec(
        select(Registration, Person, Organisation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(set(ids)))
    )
    return {
        row_id(registration): Who(row_id(registration), person.name, organisation.name)
        for registration, person, organisation in rows
    }


def _lines(session: Session, copies: set[tuple[int, str]]) -> dict[tuple[int | None, str | None], AboutLine]:
    """Return each copy of a line as it was published last, in whichever release that was."""
    if not copies:
        return {}
    rows = session.exec(
        select(ReleaseEntry)
        .where(
            col(ReleaseEntry.registration_id).in_({registration_id for registration_id, _ in copies}),
            col(ReleaseEntry.uid).in_({uid for _, uid in copies}),
        )
        .order_by(col(ReleaseEntry.release_id))
    )
    newest = {(row.registration_id, row.uid): row for row in rows}
    releases: dict[int, int | None] = {}
    found: dict[tuple[int | None, str | None], AboutLine] = {}
    for copy in copies & newest.keys():
        entry = newest[copy]
        if copy[0] not in releases:
            registration = session.get_one(Registration, copy[0])
            last = last_release(session, registration.event_id)
            releases[copy[0]] = last.id if last else None
        found[copy] = about_line(entry, stands=entry.release_id == releases[copy[0]])
    return found


def about_line(entry: ReleaseEntry, *, stands: bool) -> AboutLine:
    """Return what is said of a published line; `stands` if it is of the last release."""
    people = entry.details["other"]["people"] if entry.kind is EntryKind.MEETING else ()
    return AboutLine(
        uid=entry.uid,
        kind=entry.kind,
        titles=titles_of(entry),
        spot=spot_of(entry),
        other=tuple(person["name"] for person in people),
        stands=stands and entry.stands,
    )


def _zone(session: Session, alert: Alert, meetings: Sequence[AboutLine]) -> str:
    if meetings:
        return meetings[0].spot.zone
    event = session.get(Event, alert.event_id) if alert.event_id else None
    return event.zone if event else "UTC"


def _meetings(session: Session, alert: Alert) -> tuple[AboutLine, ...]:
    late = alert.kind is AlertKind.LATE and alert.moment is not None
    if alert.kind is not AlertKind.WITHDRAWN and not late:
        return ()
    registration = session.get(Registration, alert.registration_id) if alert.registration_id else None
    if registration is None:
        return ()
    return tuple(
        about_line(entry, stands=True)
        for entry in standing_appointments(session, registration)
        if alert.moment is None
        or (entry.starts_at < alert.moment and entry.day == clock.local(alert.moment, entry.zone).date())
    )
