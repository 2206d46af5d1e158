"""The meetings of the last release that are over, with what both sides, the attaché and the organisers say of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.calendars.along import comes_along
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Event,
    Meeting,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Teller,
    required,
    row_id,
)
from matchmaker.releases.queries.published import last_release, stands_in
from matchmaker.releases.rules.held import MeetingState, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TellersWord:
    """What one teller says of a meeting."""

    teller: Teller
    delegation_id: int | None
    outcome: MeetingOutcome
    by: str
    """Their name; empty for a report "they are not here" of the day itself."""
    report: MeetingReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMeeting:
    """A meeting that is over, as it was published."""

    id: int
    uid: str
    sides: Mapping[int, str]
    """Names of the two organisations by the ids of their delegations."""
    day: date
    starts: time
    zone: str
    ends_at: datetime
    city: str
    """At a mission, the city of its leg."""
    said: tuple[TellersWord, ...]
    ratings: Mapping[int, int] = field(default_factory=dict)
    """By registration: for figures alone, and for who gave them."""

    @property
    def state(self) -> MeetingState:
        return state_of((one.teller, one.outcome) for one in self.said)

    def said_by(self, teller: Teller, delegation_id: int | None = None) -> TellersWord | None:
        """Return what one teller says of it."""
        return next((one for one in self.said if (one.teller, one.delegation_id) == (teller, delegation_id)), None)

    def other(self, delegation_id: int) -> str:
        """Return the name of the side across the table."""
        return next((name for number, name in self.sides.items() if number != delegation_id), "")


def planned_meetings(session: Session, event: Event) -> int:
    """Return how many meetings the last final release holds."""
    return len(_entries(session, event))


def past_meetings(session: Session, event: Event) -> tuple[PastMeeting, ...]:
    """Return the meetings that are over, by time; none before the first final release. As many queries for any number.

    Cancelled ones are not among them.
    """
    now = clock.now()
    entries = {number: entry for number, entry in _entries(session, event).items() if entry.ends_at <= now}
    if not entries:
        return ()
    meetings = session.exec(select(Meeting).where(Meeting.event_id == event.id)).all()
    pairs = {row_id(meeting): meeting.pair for meeting in meetings}
    said, ratings, missing = _said(session, event), _ratings(session, event), _missing(session, event)
    found = [
        PastMeeting(
            id=number,
            uid=entry.uid,
            sides=_names(entry),
            day=entry.day,
            starts=entry.starts,
            zone=entry.zone,
            ends_at=entry.ends_at,
            city=entry.details["venue"].get("leg", ""),
            said=_of_sides(entry, _completed(said.get(number, ()), missing.get(entry.uid, ()))),
            ratings=ratings.get(number, {}),
        )
        for number, entry in entries.items()
        if number in pairs
    ]
    return tuple(sorted(found, key=lambda one: (one.ends_at, one.id)))


def past_meetings_in(session: Session, event: Event, city: str) -> tuple[PastMeeting, ...]:
    """Return those of one city of a mission."""
    return tuple(one for one in past_meetings(session, event) if one.city == city)


def past_meeting_of(session: Session, event: Event, meeting_id: int) -> PastMeeting:
    """Return one of them; raises `NotFound` for any other id."""
    found = next((one for one in past_meetings(session, event) if one.id == meeting_id), None)
    if found is None:
        raise NotFound
    return found


def _entries(session: Session, event: Event) -> dict[int, ReleaseEntry]:
    """Return one line of each meeting of the last final release, by its id."""
    release = last_release(session, row_id(event))
    if release is None or release.kind is not ReleaseKind.FINAL:
        return {}
    lines = select(ReleaseEntry).where(stands_in(release), col(ReleaseEntry.meeting_id).is_not(None))
    found = session.exec(lines.order_by(col(ReleaseEntry.id).desc())).all()
    # the line of who comes along names both sides as one
    return {required(line.meeting_id): line for line in found if not comes_along(line.details)}


def _names(entry: ReleaseEntry) -> dict[int, str]:
    return {entry.details[side]["delegation_id"]: entry.details[side]["organisation"] for side in ("own", "other")}


def _of_sides(entry: ReleaseEntry, said: Sequence[TellersWord]) -> tuple[TellersWord, ...]:
    """Leave out what somebody has said who only came along, such as that the others are not here yet."""
    sides = _names(entry)
    return tuple(one for one in said if one.teller is not Teller.SIDE or one.delegation_id in sides)


def _said(session: Session, event: Event) -> dict[int, list[TellersWord]]:
    found: dict[int, list[TellersWord]] = {}
    rows = select(MeetingReport).where(MeetingReport.event_id == event.id).order_by(col(MeetingReport.id))
    for row in session.exec(rows):
        one = TellersWord(
            teller=row.teller, delegation_id=row.delegation_id, outcome=row.outcome, by=row.changed_by, report=row
        )
        found.setdefault(row.meeting_id, []).append(one)
    return found


def _ratings(session: Session, event: Event) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    statement = (
        select(MeetingRating)
        .join(Meeting, col(Meeting.id) == col(MeetingRating.meeting_id))
        .where(Meeting.event_id == event.id)
    )
    for row in session.exec(statement):
        found.setdefault(row.meeting_id, {})[row.registration_id] = row.rating
    return found


def _missing(session: Session, event: Event) -> dict[str, list[TellersWord]]:
    """Return who reported on the day that the others did not come, by the uid of the meeting."""
    found: dict[str, list[TellersWord]] = {}
    statement = (
        select(Alert.uid, Registration.delegation_id)
        .join(Registration, col(Registration.id) == col(Alert.registration_id))
        .where(
            Alert.event_id == event.id,
            Alert.kind == AlertKind.NO_SHOW,
            Alert.state != AlertState.TAKEN_BACK,
        )
    )
    for uid, delegation_id in session.exec(statement):
        one = TellersWord(
            teller=Teller.SIDE, delegation_id=delegation_id, outcome=MeetingOutcome.ABSENT, by="", report=None
        )
        found.setdefault(uid or "", []).append(one)
    return found


def _completed(said: Sequence[TellersWord], missing: Sequence[TellersWord]) -> tuple[TellersWord, ...]:
    """Return what was said, and a report of the day where its side has said nothing since."""
    told = {one.delegation_id for one in said}
    return (*said, *{one.delegation_id: one for one in missing if one.delegation_id not in told}.values())
