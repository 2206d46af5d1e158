"""A repair that is given up before it was published: what it had handled needs the organisers again."""

from collections.abc import Iterable

from sqlmodel import Session

from matchmaker.alerts.commands.alerts import open_handled, settle_by_repair
from matchmaker.alerts.queries.handled import handled_by
from matchmaker.base.errors import NotFound, Stale
from matchmaker.drafts.commands.drafts import discard_draft
from matchmaker.drafts.commands.log import redo, undo
from matchmaker.models import Again, Alert, DraftAct, DraftEdit, Event, Scenario, Staff, row_id
from matchmaker.releases.queries.published import last_release


def undo_edit(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Take the last edit of the draft back; of a repair, what it had handled is open again (`reopened`).

    Raises as `undo` does.
    """
    edit = undo(session, event, shown=shown, staff=staff)
    if _has_made_the_draft(edit):
        alerts = handled_by(session, event, [edit.scenario_id])
        kept = {one.id: one.again.value for one in alerts}
        opened = open_again(session, alerts, actor=staff.name)
        edit.reopened = {str(one.id): kept[one.id] for one in opened}
        session.flush()
    return edit


def redo_edit(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Do the edit again that was undone last; a repair handles again what is still open of what it had handled.

    `reopened` holds what it handles again. Raises as `redo` does.
    """
    edit = redo(session, event, shown=shown, staff=staff)
    if _has_made_the_draft(edit):
        draft = session.get_one(Scenario, edit.scenario_id)
        edit.reopened = {
            number: again
            for number, again in edit.reopened.items()
            if _handle_again(session, event, int(number), draft, staff)
        }
        for number, again in edit.reopened.items():
            session.get_one(Alert, int(number)).again = Again(again)
        session.flush()
    return edit


def give_up_draft(session: Session, event: Event, *, shown: str, staff: Staff) -> int:
    """Discard the draft, and return how many alerts are open again that its repairs had handled.

    Raises as `discard_draft` does.
    """
    given_up = discard_draft(session, event, shown=shown, staff=staff)
    release = last_release(session, row_id(event))
    # what came before the release has become part of it
    since = [number for number in given_up if release is None or number > release.scenario_id]
    return len(open_again(session, handled_by(session, event, since), actor=staff.name))


def open_again(session: Session, alerts: Iterable[Alert], *, actor: str) -> list[Alert]:
    """Open handled alerts, and return them; the same may be open again already."""
    opened = []
    for alert in alerts:
        try:
            open_handled(session, alert, actor=actor)
        except Stale:
            continue
        opened.append(alert)
    return opened


def _has_made_the_draft(edit: DraftEdit) -> bool:
    """Tell whether an edit is the repair that the draft began as: later ones put meetings back as published."""
    return edit.act is DraftAct.REPAIR and edit.number == 1


def _handle_again(session: Session, event: Event, alert_id: int, draft: Scenario, staff: Staff) -> bool:
    """Handle an alert by the repair again; not one that was settled otherwise, or taken back, meanwhile."""
    try:
        settle_by_repair(session, event, alert_id, draft, staff)
    except (Stale, NotFound):
        return False
    return True
