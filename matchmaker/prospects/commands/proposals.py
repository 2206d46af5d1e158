"""A company says whether it wants to meet a counterpart that is proposed to it."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Delegation, Event, Prospect
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.proposals import own_proposals
from matchmaker.prospects.rules import PipelineStage
from matchmaker.wishes.commands.delegation import require_event_open

GONE = N_("This is not proposed to you any more.")


def answer_proposal(
    session: Session, event: Event, delegation: Delegation, prospect_id: int, *, wants: bool | None, by: str
) -> Prospect:
    """Note that a company wants to meet a counterpart, or not; `by` is the name of its person.

    Raises `NotFound` for what is not proposed to it (any more), `InvalidInput` for neither yes nor no (None), and
    `Closed` for a yes unless the event is open, for a no once it is archived.
    """
    found = next((one for one in own_proposals(session, event, delegation) if one.prospect_id == prospect_id), None)
    if found is None:
        raise NotFound(GONE)
    line = line_of(approached_of(session, event, found.counterpart_id), prospect_id)
    # an agreement has come since; a refusal stands in the way as little as nothing does, so that it does not show
    if line.stage not in {PipelineStage.PROPOSED, PipelineStage.DECLINED}:
        raise NotFound(GONE)
    if wants is None:
        raise InvalidInput(N_("Say yes or no."))
    if wants:
        require_event_open(session, delegation)
    stage = PipelineStage.WANTED if wants else PipelineStage.DECLINED
    return move(
        session, event, found.counterpart_id, prospect_id, stage, shown=line.token, speaks=Speaker.COMPANY, by=by
    )
