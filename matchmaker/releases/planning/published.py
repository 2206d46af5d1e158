"""What has been published so far, and whether a scenario still fits the rows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

import solver
from matchmaker.models import EntryState, Event, Meeting, Registration, Release, ReleaseEntry, Scenario, row_id
from matchmaker.releases.planning.succession import MEETING_UID, Copy, Line, Past, copy_of
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Key, Pairs
from matchmaker.scheduling.planning.problem import build_problem, pair_key, request_id
from matchmaker.scheduling.planning.results import read_schedule
from solver.validate import Rule, validate


def last_release(session: Session, event_id: int) -> Release | None:
    """Return the event's last release, None before the first."""
    return session.exec(
        select(Release).where(col(Release.event_id) == event_id).order_by(col(Release.number).desc()).limit(1)
    ).first()


def standing_entry(session: Session, registration_id: int, uid: str) -> ReleaseEntry | None:
    """Return a person's line of the last release; None if it is cancelled, gone, or was never there."""
    registration = session.get_one(Registration, registration_id)
    release = last_release(session, registration.event_id)
    if release is None:
        return None
    return session.exec(
        select(ReleaseEntry).where(
            col(ReleaseEntry.release_id) == release.id,
            col(ReleaseEntry.registration_id) == registration_id,
            col(ReleaseEntry.uid) == uid,
            col(ReleaseEntry.state) == EntryState.CONFIRMED,
        )
    ).first()


def standing_pairs(session: Session, event_id: int) -> frozenset[Key]:
    """Return the pairs whose meetings stand in the last release."""
    release = last_release(session, event_id)
    if release is None:
        return frozenset()
    return frozenset(
        session.exec(
            select(col(Meeting.low_id), col(Meeting.high_id))
            .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
            .where(col(ReleaseEntry.release_id) == release.id, col(ReleaseEntry.state) == EntryState.CONFIRMED)
        ).all()
    )


def load_past(session: Session, event: Event, release: Release | None) -> Past:
    """Return what was published up to `release`, the event's last one."""
    if release is None:
        return Past()
    last = session.exec(
        select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id).order_by(col(ReleaseEntry.id))
    )
    sequences: dict[Line, int] = {}
    created: dict[Copy, datetime] = {}
    traces = session.exec(
        select(
            col(ReleaseEntry.registration_id),
            col(ReleaseEntry.uid),
            func.max(col(ReleaseEntry.sequence)),
            func.min(col(ReleaseEntry.created_at)),
        )
        .join(Release, col(Release.id) == col(ReleaseEntry.release_id))
        .where(col(Release.event_id) == row_id(event))
        .group_by(col(ReleaseEntry.registration_id), col(ReleaseEntry.uid))
    )
    for registration_id, uid, sequence, first in traces:
        line = (uid, None if uid.startswith(MEETING_UID) else registration_id)
        sequences[line] = max(sequence, sequences.get(line, 0))
        created[registration_id, uid] = first
    return Past({copy_of(entry): entry for entry in last}, sequences, created)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A pair whose meeting cannot take place as a scenario says, and the rule that it breaks now."""

    pair: Key
    rule: Rule | None
    """None: the two may not meet any more (withdrawal, refusal, veto, decline, or nobody left who could go)."""
    ids: tuple[str, ...] = ()
    """The solver's ids that the judge names."""


def misfits(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> tuple[Misfit, ...]:
    """Return where a scenario contradicts the rows as they are now; none if it can be published."""
    schedule = read_schedule(session, scenario)
    parted = [Misfit(pair_key(request), None) for request in schedule.assignments]
    parted = [misfit for misfit in parted if misfit.pair not in found.eligible]
    gone = {request_id(misfit.pair) for misfit in parted}
    kept = {request: placed for request, placed in schedule.assignments.items() if request not in gone}
    judged = validate(build_problem(facts, found), solver.Schedule(kept))
    broken = [
        Misfit(pair_key(culprit), violation.code, violation.ids)
        for violation in judged.violations
        for culprit in _culprits(violation.ids, kept)
    ]
    return (*parted, *broken)


def _culprits(ids: tuple[str, ...], kept: dict[str, solver.Assignment]) -> list[str]:
    """Return the requests that a violation names, or those of the person or delegation that it names instead."""
    named = [name for name in ids if name in kept]
    if named:
        return named
    who = ids[0]
    return [
        request
        for request, placed in kept.items()
        if who in placed.agents or who in {f"d{side}" for side in pair_key(request)}
    ]
