"""Publishing: a scenario becomes an unchangeable release, and the people concerned are told."""

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    COMMAND_LINE,
    Act,
    Event,
    Meeting,
    Release,
    ReleaseEntry,
    ReleaseKind,
    Scenario,
    Staff,
    record,
    row_id,
)
from matchmaker.publishing.commands.schedule_mails import tell
from matchmaker.releases.planning.misfits import misfits
from matchmaker.releases.queries.lines import proposed_lines
from matchmaker.releases.queries.published import last_release, load_past, standing_pairs
from matchmaker.releases.queries.unmet import unmet_wishes
from matchmaker.releases.rules.succession import succeed
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs


def publish_scenario(
    session: Session,
    event: Event,
    scenario: Scenario,
    *,
    kind: ReleaseKind,
    staff_id: int | None,
    expected_release: int,
    expected_version: int | None = None,
    note: str = "",
    actor: str = COMMAND_LINE,
) -> Release:
    """Publish `scenario` as the event's next release and queue one mail per person whose agenda changes.

    `expected_release` is the number of the last release that the organiser saw (0 for none), `expected_version` the
    version of a draft, which colleagues may go on editing; `actor` goes into the history where no member of the staff
    published. Raises `Stale` if one of them is not the last one any more, `InvalidInput` if the scenario is of another
    event, impossible, or contradicts the rows as they are now (the sentence names the meetings).
    """
    if scenario.event_id != event.id:
        raise InvalidInput(N_("This schedule belongs to another event."))
    if scenario.infeasible:
        raise InvalidInput(N_("This schedule is impossible: it contradicts the fixed meetings."))
    lock_event(session, row_id(event))
    last = last_release(session, row_id(event))
    number = last.number if last else 0
    if number != expected_release:
        raise Stale(
            N_("Release %(number)s has come out meanwhile. Look at the new difference before publishing."),
            number=number,
        )
    if kind is ReleaseKind.PROVISIONAL and last is not None and last.kind is ReleaseKind.FINAL:
        raise InvalidInput(
            N_("Release %(number)d is final: what follows it is final too, so that all whose agenda changes are told."),
            number=number,
        )
    if expected_version is not None and scenario.version != expected_version:
        raise Stale(N_("A colleague has changed the draft meanwhile. Look at the new difference before publishing."))
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    _refuse_misfits(session, facts, found, scenario)
    past, now = load_past(session, event, last), clock.now()
    entries = succeed(
        proposed_lines(session, facts, found, scenario),
        past,
        now=now,
        restated=last is not None and last.kind is not kind,
    )
    release = Release(
        event_id=row_id(event),
        number=number + 1,
        kind=kind,
        scenario_id=row_id(scenario),
        note=note,
        published_at=now,
        published_by_id=staff_id,
    )
    session.add(release)
    session.flush()
    for entry in entries:
        entry.release_id = row_id(release)
    session.add_all(entries)
    session.add_all(unmet_wishes(session, facts, found, release, past))
    _keep_sequences(session, event, entries)
    told = tell(session, facts, release, entries, past, was_final=last is not None and last.kind is ReleaseKind.FINAL)
    _record(session, release, entries, told, actor)
    session.flush()
    return release


def _refuse_misfits(session: Session, facts: Facts, found: Pairs, scenario: Scenario) -> None:
    wrong = sorted({misfit.pair for misfit in misfits(session, facts, found, scenario)})
    if wrong:
        raise InvalidInput(
            N_(
                "Since this schedule was made, something has changed for these meetings: %(meetings)s. "
                "Solve again, then publish."
            ),
            meetings="; ".join(f"{facts.name(low)} – {facts.name(high)}" for low, high in wrong),
        )


def _keep_sequences(session: Session, event: Event, entries: list[ReleaseEntry]) -> None:
    """Write each meeting's sequence beside its identity."""
    sequences: dict[int | None, int] = {}
    for entry in entries:
        sequences[entry.meeting_id] = max(entry.sequence, sequences.get(entry.meeting_id, 0))
    for meeting in session.exec(select(Meeting).where(col(Meeting.event_id) == event.id)):
        meeting.sequence = max(meeting.sequence, sequences.get(meeting.id, 0))


def _record(session: Session, release: Release, entries: list[ReleaseEntry], told: int, actor: str) -> None:
    staff = session.get(Staff, release.published_by_id) if release.published_by_id is not None else None
    standing = {entry.uid for entry in entries if entry.stands and entry.meeting_id is not None}
    record(
        session,
        staff.name if staff else actor,
        Act.PUBLISH,
        event_id=release.event_id,
        release=release.number,
        kind=release.kind.value,
        scenario=release.scenario_id,
        meetings=len(standing),
        told=told,
    )
