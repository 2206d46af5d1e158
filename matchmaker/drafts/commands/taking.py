"""Note in the log of a draft that a repair has made it: one edit, which undo takes back whole."""

from sqlmodel import Session

from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.rules.spots import SpotChange, change_to_json
from matchmaker.models import DraftAct, DraftEdit, Scenario, Staff, row_id


def note_repair(session: Session, draft: Scenario, start: Scenario, *, staff: Staff) -> DraftEdit:
    """Note what a draft, which is new, changes of the schedule that its repair started from."""
    before, after = (
        {number: held.spot for number, held in read_held(session, scenario).items()} for scenario in (start, draft)
    )
    changes = [
        SpotChange(number, before.get(number), after.get(number))
        for number in sorted(before.keys() | after.keys())
        if before.get(number) != after.get(number)
    ]
    edit = DraftEdit(
        scenario_id=row_id(draft),
        number=1,
        act=DraftAct.REPAIR,
        version=draft.version,
        about=draft.name,
        about_kind=draft.name_kind,
        changes=[change_to_json(change) for change in changes],
        actor=staff.name[:120],
    )
    session.add(edit)
    session.flush()
    return edit
