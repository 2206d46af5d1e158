"""A paper is ordered; a worker makes it."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.events.commands import lock_event
from matchmaker.models import Event, MadePaper, PaperKind, RunState, row_id
from matchmaker.programmes.queries.made import made_papers
from matchmaker.releases.queries.published import last_release


def order_paper(session: Session, event: Event, kind: PaperKind, language: str) -> MadePaper:
    """Queue the making of a paper; one that is under way goes on, and the last file stays until the new one is there.

    The caller commits, then enqueues it. Raises `InvalidInput` before the first release, and for an unknown language.
    """
    event = lock_event(session, row_id(event))
    if last_release(session, row_id(event)) is None:
        raise InvalidInput(N_("Publish a schedule first: papers are made from what is published."))
    if language not in (LANGUAGES if kind is PaperKind.BOOKLET else ("",)):
        raise InvalidInput(N_("Choose one of the four languages."))
    paper = made_papers(session, event).get((kind, language))
    if paper is not None and paper.active:
        return paper
    paper = paper or MadePaper(event_id=row_id(event), kind=kind, language=language)
    paper.state, paper.stop_requested, paper.created_at = RunState.QUEUED, False, clock.now()
    paper.started_at = paper.finished_at = None
    paper.done = paper.total = paper.interrupted = 0
    session.add(paper)
    session.flush()
    return paper
