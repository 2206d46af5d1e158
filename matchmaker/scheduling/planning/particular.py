"""The rules for particular people of an event that hold."""

from sqlmodel import Session, and_, col, or_, select

from matchmaker.models import DraftEdit, EditState, ParticularRule, Scenario
from matchmaker.scheduling.rules.particular import ParticularRules


def read_rules(session: Session, event_id: int) -> ParticularRules:
    """Return the rules that hold, the oldest first.

    One that a removal from the draft has made holds while that edit is neither undone nor discarded with its draft.
    """
    statement = (
        select(ParticularRule)
        .outerjoin(DraftEdit, col(DraftEdit.id) == col(ParticularRule.edit_id))
        .outerjoin(Scenario, col(Scenario.id) == col(DraftEdit.scenario_id))
        .where(
            ParticularRule.event_id == event_id,
            or_(
                col(ParticularRule.edit_id).is_(None),
                and_(col(DraftEdit.state) == EditState.DONE, col(Scenario.discarded_at).is_(None)),
            ),
        )
        .order_by(col(ParticularRule.id))
    )
    return ParticularRules(tuple(session.exec(statement)))
