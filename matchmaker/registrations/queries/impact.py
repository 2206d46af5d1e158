"""What a withdrawal, or other times of somebody, would touch of what is published: said before it is done."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from matchmaker.alerts.queries.talks import AcceptedTalk, talks_of
from matchmaker.alerts.rules import talk_uid
from matchmaker.base import clock
from matchmaker.models import EntryKind, Registration, ReleaseEntry, row_id
from matchmaker.people.rules.person import Moment
from matchmaker.releases.queries.published import stands_now
from matchmaker.releases.queries.spots import Spot, spot_of, title_of


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A meeting or a presentation that would not take place as published."""

    uid: str
    title: str
    """The other organisation, or the presentation's."""
    spot: Spot


@dataclass(frozen=True, slots=True)
class AgendaImpact:
    """What is touched, still to come."""

    meetings: tuple[TouchedLine, ...]
    presentations: tuple[TouchedLine, ...]
    planned: tuple[AcceptedTalk, ...]
    """Accepted presentations that are not published yet."""
    people: int
    """Of the other sides, who would be told."""

    @property
    def token(self) -> str:
        """Names what is touched: a form that was shown something else is stale."""
        uids = [line.uid for line in (*self.meetings, *self.presentations)]
        return ",".join([*uids, *(talk_uid(one.id) for one in self.planned)])


def withdrawal_impact(session: Session, registrations: Collection[Registration], language: str) -> AgendaImpact:
    """Return what would be lost of the agendas of some people of one event, if they withdrew."""
    found = _impact(session, registrations, language, lambda _entry: True)
    published = {line.uid for line in found.presentations}
    talks = talks_of(session, [row_id(one) for one in registrations])
    return replace(found, planned=tuple(one for one in talks if _is_ahead(one) and one.uid not in published))


def stay_impact(
    session: Session, registration: Registration, arrives: Moment | None, leaves: Moment | None, language: str
) -> AgendaImpact:
    """Return what of a person's agenda lies before an arrival or after a departure; None is no limit."""
    return _impact(session, [registration], language, lambda entry: outside(entry, arrives, leaves))


def outside(entry: ReleaseEntry, arrives: Moment | None, leaves: Moment | None) -> bool:
    """Tell whether a line begins before an arrival or ends after a departure, both of the venue's clocks."""
    early = arrives is not None and _wall(entry.day, entry.starts) < _wall(*arrives)
    return early or (leaves is not None and _wall(entry.day, entry.ends) > _wall(*leaves))


def _impact(
    session: Session,
    registrations: Collection[Registration],
    language: str,
    touched: Callable[[ReleaseEntry], bool],
) -> AgendaImpact:
    own = [row_id(registration) for registration in registrations]
    entries: list[ReleaseEntry] = []
    for event_id in {registration.event_id for registration in registrations}:
        entries += session.exec(
            select(ReleaseEntry)
            .where(
                stands_now(event_id),
                col(ReleaseEntry.registration_id).in_(own),
                col(ReleaseEntry.kind) != EntryKind.PROGRAMME,
                col(ReleaseEntry.ends_at) > clock.now(),
            )
            .order_by(col(ReleaseEntry.starts_at), col(ReleaseEntry.id))
        ).all()
    lost = [entry for entry in entries if touched(entry)]
    meetings = [entry for entry in lost if entry.kind is EntryKind.MEETING]
    others = {person["registration_id"] for entry in meetings for person in entry.details["other"]["people"]}
    return AgendaImpact(
        meetings=_lines(meetings, language),
        presentations=_lines((entry for entry in lost if entry.kind is EntryKind.PRESENTATION), language),
        planned=(),
        people=len(others - set(own)),
    )


def _is_ahead(talk: AcceptedTalk) -> bool:
    return talk.item is None or talk.item.ends_at > clock.now()


def _lines(entries: Iterable[ReleaseEntry], language: str) -> tuple[TouchedLine, ...]:
    """Return each line once, though several of the people may share it."""
    found = {entry.uid: TouchedLine(entry.uid, title_of(entry, language), spot_of(entry)) for entry in entries}
    return tuple(found.values())


def _wall(day: date, wall: time) -> datetime:
    """Return a wall time as something to compare; never leaves this file."""
    return datetime.combine(day, wall)
