"""Look for repairs of changes, stop, and choose one, which becomes the draft with the changes. Nothing is sent."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from matchmaker.alerts.commands.alerts import settle_by_repair
from matchmaker.alerts.commands.drafts import save_source
from matchmaker.alerts.planning.repairs import NOTHING_YET, read_damage
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.change_desk.commands.noting import note_changes
from matchmaker.change_desk.planning.found import read_found, source_of
from matchmaker.change_desk.queries.searches import search_of, unfinished_searches
from matchmaker.change_desk.rules import (
    MOST_CHANGES,
    OF_ORGANISATION,
    OF_PERSON,
    EventChange,
    changes_from_json,
    changes_to_json,
)
from matchmaker.drafts.commands.taking import note_repair
from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.models import (
    Act,
    Alert,
    AlertKind,
    AlertState,
    Event,
    Registration,
    RepairSearch,
    Scenario,
    Staff,
    record,
    row_id,
)
from matchmaker.releases.queries.drafts import starting_point
from matchmaker.scheduling.commands.background import put_back_silent, request_stop

KEPT = timedelta(days=7)
OF_ABSENCE = frozenset({AlertKind.WITHDRAWN, AlertKind.LATE, AlertKind.CANCELLED})
CHANGED = N_("Something has changed since these repairs were found. Here they are looked for again.")


def start_search(
    session: Session, event: Event, changes: Sequence[EventChange], *, staff: Staff, from_draft: bool = False
) -> RepairSearch:
    """Queue a search for repairs of some changes, of which nothing is noted. The caller commits, then enqueues it.

    Its repairs go on from what is published, or from the draft. Who asks has one search at a time in an event: one that
    asks the same and has not ended is returned, queued again if its worker died; any other is stopped. Raises
    `InvalidInput` for no change or too many, and before there is a schedule, and `Closed` for an archived event.
    """
    require_not_archived(event)
    event = lock_event(session, row_id(event))
    changes = tuple(dict.fromkeys(changes))
    if not 1 <= len(changes) <= MOST_CHANGES:
        raise InvalidInput(N_("Between 1 and %(most)d changes are looked at together."), most=MOST_CHANGES)
    if starting_point(session, event) is None:
        raise InvalidInput(NOTHING_YET)
    asked = changes_to_json(changes)
    put_back_silent(session, RepairSearch, col(RepairSearch.event_id) == event.id)
    for earlier in unfinished_searches(session, event, staff):
        if (earlier.changes, earlier.from_draft) == (asked, from_draft) and earlier.active:
            return earlier
        request_stop(session, earlier)
    search = RepairSearch(event_id=row_id(event), changes=asked, created_by_id=row_id(staff), from_draft=from_draft)
    session.add(search)
    session.flush()
    return search


def stop_search(session: Session, event: Event, search_id: int) -> None:
    """Ask a search to stop; what it has found stays. Raises `NotFound` for one of another event."""
    request_stop(session, search_of(session, event, search_id))


def take_repair(session: Session, event: Event, search_id: int, kind: str, *, staff: Staff) -> Scenario:
    """Note the changes of a search and make its repair of a kind the draft, in one transaction; return the draft.

    What the changes raise for the organisers is handled by it, but for presentations, which need a decision. Raises
    `NotFound` for a search of another event or a repair that it has not, `Stale` if it was taken already or the event
    or its schedule is not as it was, and what `note_changes` raises.
    """
    event = lock_event(session, row_id(event))
    search = search_of(session, event, search_id)
    if search.scenario_id is not None:
        raise Stale(N_("A repair of this was taken already."))
    kept = read_found(search.found).proposal(kind) if search.found else None
    if kept is None:
        raise NotFound
    changes = changes_from_json(search.changes)
    earlier = session.exec(select(func.max(Alert.id)).where(Alert.event_id == event.id)).one() or 0
    happened = note_changes(session, event, changes, staff=staff)
    damage = read_damage(session, event, happened, from_draft=search.from_draft, keep_draft=True)
    if damage.fingerprint != search.fingerprint:
        raise Stale(CHANGED)
    scenario = save_source(session, event, source_of(damage, kept), kept.view, staff_id=row_id(staff))
    note_repair(session, scenario, damage.start, staff=staff)
    for alert_id in _raised(session, event, changes, earlier):
        settle_by_repair(session, event, alert_id, scenario, staff)
    search.scenario_id, search.stop_requested = row_id(scenario), True
    session.add(search)
    people = [one.subject for one in changes if one.kind in OF_PERSON]
    record(
        session,
        staff.name,
        Act.TAKE_REPAIR,
        event_id=row_id(event),
        registration=people[0] if len(people) == 1 else None,
        subject=", ".join(one.about for one in changes if one.kind not in OF_PERSON),
        number=len(changes),
        scenario=row_id(scenario),
    )
    session.flush()
    return scenario


def _raised(session: Session, event: Event, changes: Sequence[EventChange], earlier: int) -> list[int]:
    """Return the open alerts that changes have raised, or that said the same before; not those of presentations."""
    people = [one.subject for one in changes if one.kind in OF_PERSON]
    sides = [one.subject for one in changes if one.kind in OF_ORGANISATION]
    concerned = select(Registration.id).where(
        Registration.event_id == event.id,
        col(Registration.id).in_(people)
        | (col(Registration.delegation_id).in_(sides) & col(Registration.withdrawn_at).is_not(None)),
    )
    same = col(Alert.kind).in_(OF_ABSENCE) & col(Alert.registration_id).in_(concerned)
    wanted = select(Alert).where(
        Alert.event_id == event.id,
        Alert.state == AlertState.OPEN,
        (col(Alert.id) > earlier) | same | (col(Alert.kind) == AlertKind.STRUCTURE),
    )
    found = session.exec(wanted.order_by(col(Alert.id))).all()
    return [row_id(alert) for alert in found if not alert.is_of_presentation]


def forget_searches(session: Session) -> None:
    """Delete searches of which nobody needs to know any more: they name people."""
    session.execute(delete(RepairSearch).where(col(RepairSearch.created_at) < clock.now() - KEPT))
