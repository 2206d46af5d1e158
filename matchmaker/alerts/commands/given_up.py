"""A repair that is given up before it was published: what it had handled needs the organisers again."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import reopen_alert
from matchmaker.base.errors import Stale
from matchmaker.drafts.commands.drafts import discard_draft
from matchmaker.drafts.commands.log import undo
from matchmaker.models import Alert, AlertState, DraftAct, DraftEdit, Event, Staff, row_id
from matchmaker.releases.queries.published import last_release


def undo_edit(session: Session, event: Event, *, shown: str, staff: Staff) -> DraftEdit:
    """Take the last edit of the draft back; of a repair, what it had handled is open again. Raises as `undo` does."""
    edit = undo(session, event, shown=shown, staff=staff)
    if edit.act is DraftAct.REPAIR and edit.number == 1:  # later ones put meetings back as published
        _reopen(session, event, [edit.scenario_id], staff)
    return edit


def give_up_draft(session: Session, event: Event, *, shown: str, staff: Staff) -> int:
    """Discard the draft, and return how many alerts are open again that its repairs had handled.

    Raises as `discard_draft` does.
    """
    given_up = discard_draft(session, event, shown=shown, staff=staff)
    release = last_release(session, row_id(event))
    # what came before the release has become part of it
    since = [number for number in given_up if release is None or number > release.scenario_id]
    return _reopen(session, event, since, staff)


def _reopen(session: Session, event: Event, drafts: Collection[int], staff: Staff) -> int:
    """Open the alerts that repairs in some drafts (ids) had handled; the same may be open again already."""
    handled = select(Alert.id).where(
        Alert.event_id == row_id(event), Alert.state == AlertState.HANDLED, col(Alert.scenario_id).in_(drafts)
    )
    number = 0
    for alert_id in session.exec(handled.order_by(col(Alert.id))).all():
        try:
            reopen_alert(session, event, alert_id or 0, staff)
        except Stale:
            continue
        number += 1
    return number
