"""What the log of edits says of a schedule: whether it was edited, and the rows that undo and redo lead back to."""

from sqlmodel import Session, col, select

from matchmaker.drafts.queries.drafts import edits_by_hand
from matchmaker.drafts.rules.spots import change_from_json
from matchmaker.journal.queries import Key
from matchmaker.models import DraftEdit, EditState, Event, Scenario
from matchmaker.releases.queries.drafts import current_draft


def edited_by_hand(session: Session, scenario: Scenario) -> bool:
    """Tell whether an organiser has moved meetings of a scenario by hand: its changes are then wanted ones."""
    return edits_by_hand(session, scenario) > 0


def logged_rows(session: Session, event: Event) -> frozenset[Key]:
    """Return the slots, places and registrations of the edits of the event's draft that can be undone or redone.

    The log knows them by their ids, without foreign keys.
    """
    draft = current_draft(session, event)
    if draft is None:
        return frozenset()
    kept = session.exec(
        select(DraftEdit.changes).where(DraftEdit.scenario_id == draft.id, col(DraftEdit.state) != EditState.DROPPED)
    )
    changes = [change_from_json(one) for changes in kept for one in changes]
    spots = [spot for change in changes for spot in (change.before, change.after) if spot is not None]
    return frozenset(
        key
        for spot in spots
        for key in (
            ("slot", spot.slot_id),
            ("place", spot.place_id),
            *(("registration", person) for person in (*spot.people, *(person for person, _ in spot.waived))),
        )
    )
