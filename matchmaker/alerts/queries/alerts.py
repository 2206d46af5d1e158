"""Alerts with everything that a page or a mail says of them, and which meetings they put in danger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.alerts.queries.lines import AboutLine, lines_in_danger, lines_of, spots_when_asked
from matchmaker.alerts.queries.structure import StructureView, structure_views
from matchmaker.alerts.queries.talks import AcceptedTalk, talks_by_uid
from matchmaker.alerts.rules import presentation_id_of
from matchmaker.base.reading import read
from matchmaker.communities.queries import looks_after_strays
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Delegation,
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
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.releases.queries.spots import Spot
from matchmaker.scheduling.planning.declines import ENDANGERING

Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Who:
    """A person taking part."""

    registration_id: int
    name: str
    organisation: str
    delegation_id: int
    delegation_gone: bool
    """The whole organisation has withdrawn."""


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
    talk: AcceptedTalk | None
    """The presentation that has lost its speaker."""
    meetings: tuple[AboutLine, ...]
    """What stands in the last release and is in danger: all of the one who withdraws, the first ones of the day of one
    who comes late for it.
    """
    zone: str
    """Where times that it names are read."""
    structure: StructureView | None = None
    """Of one about a changed structure."""
    asked_at: Spot | None = None
    """Of one that asks for another time: when and where the meeting was published then."""

    @property
    def id(self) -> int:
        return row_id(self.row)

    @property
    def open(self) -> bool:
        return self.row.state is AlertState.OPEN

    @property
    def moved_since(self) -> Spot | None:
        """When and where the meeting was that they asked to move, where it is at another time by now."""
        was, line = self.asked_at, self.line
        if was is None or line is None or not line.stands:
            return None
        return None if (was.day, was.starts) == (line.spot.day, line.spot.starts) else was

    @property
    def presentation_id(self) -> int | None:
        """Of the presentation that it is about; None for any other alert."""
        uid = self.row.uid if self.row.kind is AlertKind.SPEAKER else None
        return presentation_id_of(uid) if uid else None


def alert_views(session: Session, rows: Sequence[Alert]) -> tuple[AlertView, ...]:
    """Return alerts with what is said of them, in the same order."""
    people = people_by_id(session, {row.registration_id for row in rows if row.registration_id})
    lines = lines_of(session, {(row.registration_id, row.uid) for row in rows if row.registration_id and row.uid})
    mails = _by_id(session, InboundMail, {row.mail_id for row in rows if row.mail_id})
    bounced = _by_id(session, Message, {row.message_id for row in rows if row.message_id})
    staff = _by_id(session, Staff, {row.settled_by_id for row in rows if row.settled_by_id})
    alone = [row for row in rows if not row.settled_by_id and row.kind is not AlertKind.STRUCTURE]
    releases = _releases(session, {row.scenario_id for row in alone if row.scenario_id})
    talks = talks_by_uid(session, {row.uid for row in rows if row.kind is AlertKind.SPEAKER and row.uid})
    endangered, structure = lines_in_danger(session, rows), structure_views(session, rows)
    asked = spots_when_asked(session, [row for row in rows if row.state is AlertState.OPEN])
    views = []
    for row in rows:
        mail = mails.get(row.mail_id)
        meetings = endangered.get(row_id(row), ())
        views.append(
            AlertView(
                row=row,
                who=people.get(row.registration_id),
                line=lines.get((row.registration_id, row.uid)),
                mail=mail,
                bounced=bounced.get(row.message_id),
                settled_by=staff[row.settled_by_id].name if row.settled_by_id else "",
                release=releases.get(row.scenario_id),
                talk=talks.get(row.uid),
                meetings=meetings,
                zone=_zone(session, row, meetings),
                structure=structure.get(row_id(row)),
                asked_at=asked.get(row_id(row)),
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


def open_structure_alert(session: Session, event: Event) -> Alert | None:
    """Return the open alert that a change of the structure contradicts published meetings; None if there is none."""
    wanted = select(Alert).where(
        Alert.event_id == event.id, Alert.kind == AlertKind.STRUCTURE, Alert.state == AlertState.OPEN
    )
    return session.exec(wanted).first()


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
    rows = read(session, _said_by(), {"registration_id": registration.id})
    release = last_release(session, registration.event_id) if rows else None
    pending = [row for row in rows if not _is_published(row, release)]
    views = alert_views(session, pending)
    return tuple(view for view in views if view.release is None and (view.line is None or view.line.stands))


def _is_published(alert: Alert, release: Release | None) -> bool:
    """Tell whether what has handled an alert is published, as far as anything of it was to be."""
    if alert.settled_at is None or release is None:
        return False
    return release.published_at > alert.settled_at or release.scenario_id == alert.scenario_id


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
        select(Registration, Person, Organisation, Delegation)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .join(Delegation, col(Delegation.id) == col(Registration.delegation_id))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Registration.id).in_(set(ids)))
    )
    return {
        row_id(registration): Who(
            registration_id=row_id(registration),
            name=person.name,
            organisation=organisation.name,
            delegation_id=row_id(delegation),
            delegation_gone=delegation.withdrawn,
        )
        for registration, person, organisation, delegation in rows
    }


def _zone(session: Session, alert: Alert, meetings: Sequence[AboutLine]) -> str:
    if meetings:
        return meetings[0].spot.zone
    event = session.get(Event, alert.event_id) if alert.event_id else None
    return event.zone if event else "UTC"
