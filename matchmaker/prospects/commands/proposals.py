"""A company says whether it wants to meet a counterpart that is proposed to it, or takes that back."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.rules import require_not_archived
from matchmaker.models import Act, Delegation, Event, Prospect, ProspectStage, record, row_id
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.commands.stages import Speaker, forget_word, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.pipeline import ProspectLine
from matchmaker.prospects.queries.proposals import word_stands
from matchmaker.prospects.rules import PipelineStage
from matchmaker.wishes.commands.delegation import require_event_open

GONE = N_("This is not proposed to you any more.")


def answer_proposal(
    session: Session, event: Event, delegation: Delegation, prospect_id: int, *, wants: bool | None, by: str
) -> Prospect:
    """Note that a company wants to meet a counterpart, or not; `by` is the name of its person. Twice is once.

    Raises `NotFound` for what is no prospect of it, `Stale` where somebody has said the contrary meanwhile or it is not
    proposed any more, `InvalidInput` for neither yes nor no (None), and `Closed` for a yes unless the event is open,
    for a no once it is archived.
    """
    line = _own(session, event, delegation, prospect_id)
    prospect = line.prospect
    if prospect.stage is not ProspectStage.PROPOSED and prospect.said_wants is not None:
        if prospect.said_wants is wants:
            return prospect
        if wants is not None:
            raise Stale(_SAID[prospect.said_wants], name=prospect.said_by)
    # an agreement has come since; a refusal stands in the way as little as nothing does, so that it does not show
    proposed = line.stage in {PipelineStage.PROPOSED, PipelineStage.DECLINED}
    if prospect.stage is not ProspectStage.PROPOSED or not proposed:
        raise Stale(GONE)
    if wants is None:
        raise InvalidInput(N_("Say yes or no."))
    if wants:
        require_event_open(session, delegation)
    stage = PipelineStage.WANTED if wants else PipelineStage.DECLINED
    return move(
        session,
        event,
        prospect.counterpart_id,
        prospect_id,
        stage,
        shown=line.token,
        speaks=Speaker.COMPANY,
        by=by,
    )


_SAID = {
    True: N_("%(name)s has answered meanwhile: your company wants to meet them."),
    False: N_("%(name)s has answered meanwhile: your company does not want to meet them."),
}


def take_back_word(session: Session, event: Event, delegation: Delegation, prospect_id: int, *, by: str) -> Prospect:
    """Take back what a company has answered: it is proposed anew. Twice is once.

    Raises `NotFound` for what is no prospect of it, `InvalidInput` once the counterpart is asked, a wish stands or
    others have declined, which reads the same, and `Closed` once the event is archived.
    """
    require_not_archived(event)
    lock_approach(session, event, _own(session, event, delegation, prospect_id).prospect.counterpart_id)
    line = _own(session, event, delegation, prospect_id)
    prospect = line.prospect
    if prospect.said_wants is None:
        return prospect
    if word_stands(prospect) or line.wished:
        raise InvalidInput(N_("This can no longer be taken back here: please write to the organisers."))
    prospect.stage, prospect.wanted_at = ProspectStage.PROPOSED, None
    forget_word(prospect)
    prospect.changed_at, prospect.changed_by = clock.now(), by
    found = approached_of(session, event, prospect.counterpart_id)
    record(
        session,
        by,
        Act.MOVE_PROSPECT,
        event_id=row_id(event),
        subject=found.name,
        counterpart=found.id,
        company=line.company,
        stage=prospect.stage.value,
    )
    session.flush()
    return prospect


def _own(session: Session, event: Event, delegation: Delegation, prospect_id: int) -> ProspectLine:
    """Return a prospect of a company; raises `NotFound` for any other id."""
    prospect = session.get(Prospect, prospect_id)
    if prospect is None or prospect.delegation_id != delegation.id:
        raise NotFound(GONE)
    return line_of(approached_of(session, event, prospect.counterpart_id), prospect_id)
