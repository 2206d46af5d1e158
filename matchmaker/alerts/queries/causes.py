"""Alerts as organisers decide about them: those of one cause together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from matchmaker.alerts.queries.alerts import AlertView, Who, alert_views, concerns
from matchmaker.alerts.queries.lines import AboutLine
from matchmaker.alerts.rules import OF_SEVERAL, Raised, by_cause
from matchmaker.models import Alert, AlertKind, AlertState, EntryKind, Event, Registration, Staff, row_id


@dataclass(frozen=True, slots=True)
class CauseView:
    """What one cause has raised: a withdrawal with all that follows from it, or one alert alone."""

    alerts: tuple[AlertView, ...]
    """The one that names the cause first."""

    @property
    def main(self) -> AlertView:
        return self.alerts[0]

    @property
    def also(self) -> str:
        """The ids of the other alerts, as a form sends them: what its reader has seen, and nothing newer."""
        return "-".join(str(one.id) for one in self.alerts[1:])

    @property
    def open(self) -> bool:
        return self.main.open

    @property
    def withdrawn(self) -> tuple[AlertView, ...]:
        """The withdrawals, one a person."""
        return tuple(one for one in self.alerts if one.row.kind is AlertKind.WITHDRAWN)

    @property
    def of_several(self) -> bool:
        """Whether it is the hours of somebody, where they receive or when they are away, and more than one meeting."""
        return self.main.row.kind in OF_SEVERAL and len(self.alerts) > 1

    @property
    def presentations(self) -> tuple[AlertView, ...]:
        """Each presentation that has lost its speaker once, whoever said so."""
        talks = {one.row.uid: one for one in self.alerts if one.row.kind is AlertKind.SPEAKER}
        return tuple(talks.values())

    @property
    def said_before(self) -> tuple[AlertView, ...]:
        """What people who withdraw had said before."""
        withdrawals = (AlertKind.WITHDRAWN, AlertKind.SPEAKER)
        return tuple(one for one in self.alerts[1:] if one.row.kind not in withdrawals) if self.withdrawn else ()

    @property
    def lines(self) -> tuple[AboutLine, ...]:
        """What stands in the last release and is in danger, by time, once each.

        Published presentations are left out where they stand among `presentations`.
        """
        found = {line.uid: line for one in self.alerts for line in one.meetings}
        kept = (line for line in found.values() if line.kind is EntryKind.MEETING or not self.presentations)
        return tuple(sorted(kept, key=lambda line: (line.spot.day, line.spot.starts, line.uid)))

    @property
    def meetings(self) -> int:
        return sum(line.kind is EntryKind.MEETING for line in self.lines)

    @property
    def readers(self) -> frozenset[int]:
        """Registrations of all whose agendas change with it: they learn of it by the next release."""
        return frozenset().union(*(line.readers for one in self.alerts for line in one.meetings))

    @property
    def cancels_at(self) -> datetime | None:
        """When the first of it is cancelled automatically."""
        return min((one.row.cancels_at for one in self.alerts if one.row.cancels_at), default=None)

    @property
    def who(self) -> Who | None:
        return self.main.who


def causes_of(views: Sequence[AlertView]) -> tuple[CauseView, ...]:
    """Return alerts by their causes, in the order of the first of each."""
    known = {view.id: view for view in views}
    return tuple(CauseView(tuple(known[one.id] for one in group)) for group in by_cause(map(_raised, views)))


def settled_causes(views: Sequence[AlertView]) -> tuple[CauseView, ...]:
    """Return alerts by their causes, in their order; what was settled at different moments stays apart."""
    moments = groupby(views, key=lambda view: (None if view.row.is_needless else view.row.settled_at, view.row.state))
    return tuple(cause for _, together in moments for cause in causes_of(list(together)))


def open_causes(session: Session, event_id: int, staff: Staff) -> int:
    """Return how many things of an event wait for a member of the staff."""
    return len(_open(session, event_id, staff))


def open_cause_of(session: Session, event: Event, alert: Alert, staff: Staff) -> CauseView:
    """Return an open alert with the others of its cause."""
    number = row_id(alert)
    ids = next(group for group in _open(session, row_id(event), staff) if number in group)
    (cause,) = causes_of(alert_views(session, session.exec(select(Alert).where(col(Alert.id).in_(ids))).all()))
    return cause


def _open(session: Session, event_id: int, staff: Staff) -> list[list[int]]:
    """Return the ids of the open alerts by their causes."""
    rows = session.execute(
        sa_select(
            col(Alert.id), col(Alert.kind), col(Alert.registration_id), col(Alert.uid), col(Registration.delegation_id)
        )
        .outerjoin(Registration, col(Registration.id) == col(Alert.registration_id))
        .where(concerns(event_id, staff), col(Alert.state) == AlertState.OPEN)
        .order_by(col(Alert.id))
    )
    return [[one.id for one in group] for group in by_cause(Raised(*row) for row in rows)]


def _raised(view: AlertView) -> Raised:
    row = view.row
    return Raised(view.id, row.kind, row.registration_id, row.uid, view.who.delegation_id if view.who else None)
