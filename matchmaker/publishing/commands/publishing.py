"""Publishing: a scenario becomes an unchangeable release, and the people concerned are told."""

from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.calendars.entry import Entry
from matchmaker.events.commands import lock_event
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.schedule import EntryChange, ProvisionalMail, ScheduleMail
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
from matchmaker.notices.commands.withdrawals import drop_receipt
from matchmaker.releases.planning.misfits import misfits
from matchmaker.releases.queries.lines import proposed_lines
from matchmaker.releases.queries.published import last_release, load_past, standing_pairs
from matchmaker.releases.queries.releases import known_pasts, told_before
from matchmaker.releases.queries.unmet import unmet_wishes
from matchmaker.releases.queries.withdrawn import Withdrawn, read_withdrawn
from matchmaker.releases.rules.succession import Past, changed_copies, copy_of, succeed
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
    note: str = "",
    actor: str = COMMAND_LINE,
) -> Release:
    """Publish `scenario` as the event's next release and queue one mail per person whose agenda changes.

    `expected_release` is the number of the last release that the organiser saw (0 for none); `actor` goes into the
    history where no member of the staff published. Raises `Stale` if it is not the last one any more, `InvalidInput`
    if the scenario is of another event, impossible, or contradicts the rows as they are now (the sentence names the
    meetings).
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
    told = _tell(session, facts, release, entries, past, was_final=last is not None and last.kind is ReleaseKind.FINAL)
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


def _tell(
    session: Session, facts: Facts, release: Release, entries: list[ReleaseEntry], past: Past, *, was_final: bool
) -> int:
    """Queue the mails of a release and return how many people are told.

    A final one goes to those whose agenda changes, and reconciles the invitations. A provisional one announces itself
    once to each person; later changes are not told.
    """
    changed: dict[int, set[str]] = {}
    for entry in changed_copies(entries, past):
        changed.setdefault(entry.registration_id, set()).add(entry.uid)
    invited: dict[int, set[str]] = {}
    if release.kind is ReleaseKind.PROVISIONAL:
        concerned = changed.keys() - told_before(session, release.event_id)
    else:
        for registration_id, uid in invitations.reconcile(session, facts.event, entries, facts.registrations.values()):
            invited.setdefault(registration_id, set()).add(uid)
        concerned = {
            registration_id
            for registration_id, uids in changed.items()
            if not (was_final and len(uids) == 1 and uids == invited.get(registration_id))
        }
    agendas: dict[int, list[ReleaseEntry]] = {registration_id: [] for registration_id in sorted(concerned)}
    for entry in entries:
        if entry.registration_id in agendas:
            agendas[entry.registration_id].append(entry)
    pasts = known_pasts(session, release, concerned, past) if was_final else {}
    gone = read_withdrawn(session, release.event_id)
    for registration_id, own in agendas.items():
        outbox.queue(
            session,
            _mail(facts, release, own, pasts.get(registration_id, Past()), gone),
            dedupe_key=f"release:{release.id}:{registration_id}",
            event_id=release.event_id,
            registration_id=registration_id,
            topic=f"schedule:{registration_id}",
        )
        if registration_id in gone.people:
            drop_receipt(session, registration_id)
    return len(concerned | invited.keys())


def _mail(
    facts: Facts, release: Release, own: list[ReleaseEntry], past: Past, gone: Withdrawn
) -> ProvisionalMail | ScheduleMail:
    registration_id = own[0].registration_id
    person = facts.persons[registration_id]
    event = facts.event
    reader = Reader.of(person)
    host = Host.of(event)
    url = participant_page(event.slug, ParticipantPage.AGENDA)
    standing = tuple(Entry.of(entry) for entry in sorted(own, key=_by_time) if entry.stands)
    if release.kind is ReleaseKind.PROVISIONAL:
        return ProvisionalMail(reader, host, url, standing)
    changes = tuple(_change(entry, past, gone) for entry in changed_copies(own, past)) if past.entries else ()
    registration = facts.registrations[registration_id]
    chosen = registration.calendar_chosen_at is not None or facts.event.mail_invitations
    calendar = calendar_choice(event, registration) if chosen else None
    return ScheduleMail(reader, host, url, standing, changes, calendar, registration_id in gone.people)


def _by_time(entry: ReleaseEntry) -> tuple[datetime, str]:
    return entry.starts_at, entry.uid


def _change(entry: ReleaseEntry, past: Past, gone: Withdrawn) -> EntryChange:
    old = past.entries.get(copy_of(entry))
    if not entry.stands:
        return EntryChange("cancelled", Entry.of(entry), withdrawn=gone.who_left(entry, None))
    if old is None or not old.stands:
        return EntryChange("new", Entry.of(entry))
    return EntryChange("changed", Entry.of(entry), Entry.of(old), gone.who_left(old, entry))


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
