"""Meetings that cannot stay by another cause than the one that is repaired: named, and not counted with it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from matchmaker.alerts.planning.proposals import FallenCause, LostPlacement
from matchmaker.alerts.queries.causes import CauseView
from matchmaker.base.i18n import N_, format_day, translate
from matchmaker.models import AlertKind, Event, Meeting, PairKey, ReleaseEntry, row_id
from matchmaker.releases.queries.published import stands_now
from matchmaker.scheduling.planning.availability import BusyKind
from matchmaker.scheduling.planning.away import Away

OF_PEOPLE = frozenset({None, BusyKind.ABSENT, BusyKind.NOT_YET, BusyKind.GONE})
"""Why somebody is away whom a changed structure does not concern."""
WITHOUT_NAMES: Mapping[FallenCause, str] = {
    FallenCause.REQUEST: N_("the two may not meet any more"),
    FallenCause.VETO: N_("the two may not meet any more"),
    FallenCause.PERSON: N_("somebody who was to go cannot go any more"),
    FallenCause.SLOT: N_("that time is no longer one for meetings"),
    FallenCause.AWAY: N_("somebody is not available then"),
    FallenCause.PIN: N_("it is fixed at another time"),
    FallenCause.PLACE: N_("no table is left for it at that time"),
    FallenCause.CLASH: N_("somebody would be in two places at once"),
    FallenCause.LIMIT: N_("somebody would have more meetings than their limit"),
    FallenCause.MAXIMUM: N_("one of the organisations would have more meetings than it may"),
    FallenCause.ORDER: N_("it would be before or after one that it must follow"),
}


@dataclass(frozen=True, slots=True)
class OtherCause:
    """Meetings that cannot stay, and why."""

    cause: FallenCause
    away: tuple[Away, ...]
    lost: tuple[LostPlacement, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted({one.was.day for one in self.lost}))

    def in_words(self, language: str, *, several_days: bool) -> str:
        """Return the cause, with the days of the meetings where the event has several, without a full stop."""
        said = "; ".join(one.in_words(language) for one in self.away) or translate(language, WITHOUT_NAMES[self.cause])
        if not several_days:
            return said
        return f"{said} ({', '.join(format_day(day, language, year=False) for day in self.days)})"


def by_cause(lost: Iterable[LostPlacement]) -> tuple[OtherCause, ...]:
    """Return meetings that cannot stay by their causes, most meetings first."""
    found: dict[tuple[FallenCause | None, tuple[Away, ...]], list[LostPlacement]] = {}
    for one in lost:
        found.setdefault((None if one.away else one.cause, one.away), []).append(one)
    causes = (OtherCause(several[0].cause, away, tuple(several)) for (_, away), several in found.items())
    return tuple(sorted(causes, key=lambda one: -len(one.lost)))


def other_causes(
    session: Session, event: Event, cause: CauseView, cannot_stay: Collection[LostPlacement]
) -> tuple[OtherCause, ...]:
    """Return what cannot stay beside the meetings that an alert, with all of its cause, is about, by cause."""
    if cause.main.row.kind is AlertKind.STRUCTURE:
        return by_cause(one for one in cannot_stay if any(away.kind in OF_PEOPLE for away in one.away))
    own = _own(session, event, cause)
    return by_cause(one for one in cannot_stay if one.pair not in own)


def _own(session: Session, event: Event, cause: CauseView) -> frozenset[PairKey]:
    uids = {line.uid for one in cause.alerts for line in one.meetings} | {one.row.uid for one in cause.alerts}
    rows = session.exec(
        select(col(Meeting.low_id), col(Meeting.high_id))
        .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
        .where(stands_now(row_id(event)), col(ReleaseEntry.uid).in_(uids))
        .distinct()
    )
    return frozenset((low, high) for low, high in rows)
