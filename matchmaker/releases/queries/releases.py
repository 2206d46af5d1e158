"""What has been published, how many have looked at it, and what each person knows of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from matchmaker.mail.letters.schedule import ProvisionalMail, ScheduleMail
from matchmaker.mail.queries.messages import without_bytes
from matchmaker.models import (
    GivenName,
    Message,
    MessageState,
    Registration,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    Staff,
    enrolled,
    required,
    row_id,
    unloaded,
)
from matchmaker.releases.rules.succession import CopyKey, Past, copy_of

_LEFT = frozenset({MessageState.SENT, MessageState.SENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """One release with its readers: `people` have an agenda in it, `seen` of them have looked at it or a later one."""

    id: int
    number: int
    kind: ReleaseKind
    published_at: datetime
    published_by: str
    """Empty when no member of the staff did it (the demo, the command line)."""
    note: str
    scenario_id: int
    scenario_name: GivenName
    people: int
    seen: int


def read_releases(session: Session, event_id: int) -> tuple[ReleaseView, ...]:
    """Return the releases of an event, newest first."""
    rows = session.exec(
        select(Release, Scenario, Staff.name)
        .join(Scenario, col(Scenario.id) == col(Release.scenario_id))
        .outerjoin(Staff, col(Staff.id) == col(Release.published_by_id))
        .where(Release.event_id == event_id)
        .order_by(col(Release.number).desc())
        .options(unloaded(Scenario.problem), unloaded(Scenario.unmet_wishes))
    ).all()
    looked = case((col(Registration.seen_release) >= col(Release.number), col(Registration.id)))
    counts = {
        release_id: (people, seen)
        for release_id, people, seen in session.exec(
            select(Release.id, func.count(col(Registration.id).distinct()), func.count(looked.distinct()))
            .join(ReleaseEntry, col(ReleaseEntry.release_id) == col(Release.id))
            .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
            .where(Release.event_id == event_id, enrolled())
            .group_by(col(Release.id))
        ).all()
    }
    return tuple(
        ReleaseView(
            id=row_id(release),
            number=release.number,
            kind=release.kind,
            published_at=release.published_at,
            published_by=staff_name or "",
            note=release.note,
            scenario_id=release.scenario_id,
            scenario_name=scenario.given_name,
            people=counts.get(release.id, (0, 0))[0],
            seen=counts.get(release.id, (0, 0))[1],
        )
        for release, scenario, staff_name in rows
    )


def told_before(session: Session, event_id: int) -> set[int]:
    """Return the registrations that have ever been told of a release of the event."""
    kinds = (ProvisionalMail.kind, ScheduleMail.kind)
    told = session.exec(
        select(col(Message.registration_id)).where(col(Message.event_id) == event_id, col(Message.kind).in_(kinds))
    )
    return {registration_id for registration_id in told if registration_id is not None}


def known_pasts(session: Session, release: Release, registration_ids: Collection[int], past: Past) -> dict[int, Past]:
    """Return what each person knows of the event's schedule before `release`: as a rule `past`, the release before.

    Whose last schedule mail has not left (and never will, as a newer one follows) knows an earlier one.
    """
    mails = _schedule_mails(session, release.event_id, registration_ids)
    late = {registration_id for registration_id, own in mails.items() if own[-1].state not in _LEFT}
    told = told_by_schedule(session, release.event_id, late)
    pasts = dict.fromkeys(registration_ids, past)
    for registration_id in late:
        pasts[registration_id] = Past({copy: entry for copy, entry in told.items() if copy[0] == registration_id})
    return pasts


def told_by_schedule(session: Session, event_id: int, registration_ids: Collection[int]) -> dict[CopyKey, ReleaseEntry]:
    """Return the lines as the last schedule mail that has left told them to each person."""
    if not registration_ids:
        return {}
    told: dict[CopyKey, ReleaseEntry] = {}
    for registration_id, own in _schedule_mails(session, event_id, registration_ids).items():
        left = [message for message in own if message.state in _LEFT]
        known = int(required(left[-1].dedupe_key).split(":")[1]) if left else None
        rows = session.exec(
            select(ReleaseEntry).where(
                col(ReleaseEntry.release_id) == known, col(ReleaseEntry.registration_id) == registration_id
            )
        )
        told |= {copy_of(row): row for row in rows}
    return told


def _schedule_mails(session: Session, event_id: int, registration_ids: Collection[int]) -> dict[int, list[Message]]:
    """Return the mails with whole final schedules by their readers, in order of time; nobody without one."""
    messages = session.exec(
        select(Message)
        .where(
            col(Message.event_id) == event_id,
            col(Message.kind) == ScheduleMail.kind,
            col(Message.registration_id).in_(registration_ids),
            col(Message.dedupe_key).like("release:%"),
        )
        .order_by(col(Message.id))
        .options(without_bytes())
    )
    mails: dict[int, list[Message]] = {}
    for message in messages:
        mails.setdefault(required(message.registration_id), []).append(message)
    return mails
