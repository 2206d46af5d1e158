"""Before a draft is published: its numbers and its reasons are counted anew, as of every scenario."""

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.log import locked_draft
from matchmaker.drafts.planning.counting import count_now
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Event, Scenario, UnmetRequest, required
from matchmaker.scheduling.planning.results import unmet_rows


def count_numbers_of(session: Session, event: Event, *, shown: str) -> Scenario:
    """Write the numbers, the problem and the reasons of the draft as it is now, and return it.

    Raises `Stale` if it is not the draft `shown` any more, and `InvalidInput` if the judge finds meetings that cannot
    take place (the sentence names them).
    """
    draft = locked_draft(session, event, shown)
    wrong = verdict_of(session, event, draft, event.language)
    if wrong:
        raise InvalidInput(
            N_(
                "These meetings cannot take place as the draft says: %(meetings)s. Move them or take them out:"
                " “Check the draft” says why."
            ),
            meetings="; ".join(one.title for one in wrong[:10]),
        )
    counted = required(count_now(session, event, draft))  # the judge has found nothing
    # of a draft that nobody has edited, whom it disturbs stays as its search has counted it
    near = {name: value for name, value in draft.numbers.items() if name == "near"}
    for name in ("status", "settings", "numbers", "problem", "unmet_wishes", "as_of"):
        setattr(draft, name, getattr(counted.row, name))
    draft.numbers = draft.numbers | near
    session.execute(delete(UnmetRequest).where(col(UnmetRequest.scenario_id) == draft.id))
    session.add_all(unmet_rows(draft, counted.task, counted.result))
    session.flush()
    return draft
