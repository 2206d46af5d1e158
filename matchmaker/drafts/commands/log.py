"""Write an edit of the draft into its rows and its log; take it back, and do it again."""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.drafts.queries.gone import what_became
from matchmaker.drafts.rules.spots import SpotChange, change_from_json, change_to_json
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    DraftAct,
    DraftEdit,
    EditState,
    Event,
    LimitWaiver,
    Meeting,
    NameKind,
    ParticularRule,
    Place,
    Placement,
    PlacementPerson,
    Registration,
    Scenario,
    Slot,
    Staff,
    record,
    row_id,
)
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.scheduling.rules.particular import sides
from matchmaker.scheduling.words import name_in

LONGEST_ABOUT, LONGEST_NOTE = 200, 300
NEWER = N_("A colleague has changed the draft meanwhile. Nothing was done: here is the newer state.")
MUST_MEET = N_("By a rule of yours, these two must meet. Remove that rule first.")


def locked_draft(session: Session, event: Event, shown: str) -> Scenario:
    """Lock the event and return its draft; raises `Stale` if it is not the one `shown` (`draft_token`) any more."""
    event = lock_event(session, row_id(event))
    draft = current_draft(session, event)
    if draft is None:
        sentence, params = what_became(session, event, shown)
        raise Stale(sentence, **params)
    if shown != draft_token(draft):
        raise Stale(NEWER)
    return draft


def write(
    session: Session,
    event: Event,
    draft: Scenario,
    act: DraftAct,
    changes: Sequence[SpotChange],
    *,
    about: str | NameKind,
    staff: Staff,
    note: str = "",
) -> DraftEdit:
    """Do an edit and note it; what was undone before it cannot be done again any more."""
    numbers = session.exec(
        select(DraftEdit.number).where(DraftEdit.scenario_id == draft.id).order_by(col(DraftEdit.number).desc())
    )
    session.execute(
        update(DraftEdit)
        .where(col(DraftEdit.scenario_id) == draft.id, col(DraftEdit.state) == EditState.UNDONE)
        .values(state=EditState.DROPPED)
    )
    for change in changes:
        _put(session, event, draft, change)
    draft.version += 1
    draft.status = "feasible"  # what was proved of the scenario behind it holds no longer
    if act not in {DraftAct.LOCK, DraftAct.UNLOCK}:
        _forget_nearness(draft)
    edit = DraftEdit(
        scenario_id=row_id(draft),
        number=(numbers.first() or 0) + 1,
        act=act,
        version=draft.version,
        about="" if isinstance(about, NameKind) else about[:LONGEST_ABOUT],
        about_kind=about if isinstance(about, NameKind) else None,
        changes=[change_to_json(change) for change in changes],
        note=one_line(note)[:LONGEST_NOTE],
        actor=staff.name[:120],
    )
    session.add(edit)
    record(session, staff.name, Act.EDIT_DRAFT, event_id=row_id(event), edit=act.value, about=_about(event, edit))
    for change in changes:
        for person, rule in change.after.waived if change.after else ():
            record(session, staff.name, Act.WAIVE_LIMIT, event_id=row_id(event), registration=person, limit=rule.value)
    session.flush()
    return edit


def _forget_nearness(draft: Scenario) -> None:
    """Whom the schedule disturbs was counted of the scenario behind the draft; an edited one is compared anew."""
    draft.numbers = {name: value for name, value in draft.numbers.items() if name != "near"}


def undo(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Take the last edit back.

    Raises `Stale` if the draft is not the one `shown` any more, and `InvalidInput` if there is nothing to undo, or
    rows that the edit is about are gone.
    """
    draft = locked_draft(session, event, shown)
    edit = _edit(session, draft, EditState.DONE, last=True)
    if edit is None:
        raise InvalidInput(N_("There is nothing to undo."))
    changes = [change_from_json(kept).inverse for kept in reversed(edit.changes)]
    return _turn(session, event, draft, edit, changes, act=Act.UNDO_DRAFT, staff=staff)


def redo(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Do the edit again that was undone last.

    Raises `Stale` if the draft is not the one `shown` any more, and `InvalidInput` if there is nothing to redo,
    rows that the edit is about are gone, or it keeps two apart who must meet by a rule that came since.
    """
    draft = locked_draft(session, event, shown)
    edit = _edit(session, draft, EditState.UNDONE, last=False)
    if edit is None:
        raise InvalidInput(N_("There is nothing to do again."))
    apart = session.exec(select(ParticularRule).where(ParticularRule.edit_id == edit.id))
    if any(sides(rule) in read_rules(session, row_id(event)).required for rule in apart):
        raise InvalidInput(MUST_MEET)
    changes = [change_from_json(kept) for kept in edit.changes]
    return _turn(session, event, draft, edit, changes, act=Act.REDO_DRAFT, staff=staff)


def _edit(session: Session, draft: Scenario, state: EditState, *, last: bool) -> DraftEdit | None:
    order = col(DraftEdit.number).desc() if last else col(DraftEdit.number)
    return session.exec(
        select(DraftEdit).where(DraftEdit.scenario_id == draft.id, DraftEdit.state == state).order_by(order)
    ).first()


def _turn(
    session: Session,
    event: Event,
    draft: Scenario,
    edit: DraftEdit,
    changes: Sequence[SpotChange],
    *,
    act: Act,
    staff: Staff,
) -> DraftEdit:
    for change in changes:
        _check(session, event, change)
        _put(session, event, draft, change)
    draft.version += 1
    if edit.act not in {DraftAct.LOCK, DraftAct.UNLOCK}:
        _forget_nearness(draft)
    edit.state = EditState.UNDONE if act is Act.UNDO_DRAFT else EditState.DONE
    edit.version, edit.at, edit.turned_by = draft.version, clock.now(), staff.name[:120]
    record(session, staff.name, act, event_id=row_id(event), edit=edit.act.value, about=_about(event, edit))
    session.flush()
    return edit


def _about(event: Event, edit: DraftEdit) -> str:
    return name_in(event.language, edit.given_about)


def _check(session: Session, event: Event, change: SpotChange) -> None:
    """Raise `InvalidInput` if a row to which a change leads is gone: the log knows them by their ids alone.

    In logs from before migration 0052 such an id may be that of another row, of another event or delegation.
    """
    spot = change.after
    if spot is None:
        return
    slot, place = session.get(Slot, spot.slot_id), session.get(Place, spot.place_id)
    if slot is None or place is None or {slot.event_id, place.event_id} != {event.id}:
        raise InvalidInput(N_("The slot or the place of this edit is not there any more."))
    meeting = session.get(Meeting, change.meeting_id)
    named = {*spot.people, *(person for person, _ in spot.waived)}
    people = select(Registration).where(Registration.event_id == event.id, col(Registration.id).in_(named))
    sides = {row_id(person): person.delegation_id for person in session.exec(people)}
    pair = None if meeting is None or meeting.event_id != event.id else meeting.pair
    if pair != tuple(map(sides.get, spot.people[:2])) or sides.keys() != named:
        raise InvalidInput(N_("The meeting or a person of this edit is not there any more."))


def _put(session: Session, event: Event, draft: Scenario, change: SpotChange) -> None:
    """Write the rows of one meeting in the draft anew."""
    session.execute(
        delete(LimitWaiver).where(
            col(LimitWaiver.scenario_id) == draft.id, col(LimitWaiver.meeting_id) == change.meeting_id
        )
    )
    placement = session.exec(
        select(Placement).where(Placement.scenario_id == draft.id, Placement.meeting_id == change.meeting_id)
    ).first()
    if placement is not None:
        session.execute(delete(PlacementPerson).where(col(PlacementPerson.placement_id) == placement.id))
    spot = change.after
    if spot is None:
        if placement is not None:
            session.delete(placement)
        session.flush()
        return
    if placement is None:
        placement = Placement(
            scenario_id=row_id(draft), meeting_id=change.meeting_id, slot_id=spot.slot_id, place_id=spot.place_id
        )
    placement.slot_id, placement.place_id, placement.locked = spot.slot_id, spot.place_id, spot.locked
    session.add(placement)
    session.flush()
    session.add_all(PlacementPerson(placement_id=row_id(placement), registration_id=person) for person in spot.people)
    session.add_all(
        LimitWaiver(
            event_id=row_id(event),
            scenario_id=row_id(draft),
            meeting_id=change.meeting_id,
            registration_id=person,
            slot_id=spot.slot_id,
            rule=rule,
        )
        for person, rule in spot.waived
    )
    session.flush()
