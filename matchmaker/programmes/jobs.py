"""Papers made in the background, in transactions of their own."""

from matchmaker.base import clock
from matchmaker.base.db import open_session, transaction
from matchmaker.base.i18n import screen_language
from matchmaker.models import Event, MadePaper, PaperFile, PaperKind, RunState, row_id
from matchmaker.programmes.queries.booklet import read_booklet
from matchmaker.programmes.queries.personal import people_with_programme, read_programmes
from matchmaker.programmes.typesetting import Paper, set_paper
from matchmaker.programmes.words.booklet import booklet_paper
from matchmaker.programmes.words.personal import personal_paper
from matchmaker.scheduling.jobs.searches import ClaimedSearch, carry_out


def make_paper(paper_id: int, *, url: str | None = None) -> None:
    """Make a paper and keep its file; one that is not queued is left alone."""
    carry_out(MadePaper, paper_id, _make, url=url)


def _make(search: ClaimedSearch[MadePaper]) -> RunState:
    found = _booklet(search) if search.row.kind is PaperKind.BOOKLET else _programmes(search)
    if found is None:
        return RunState.STOPPED if search.is_to_stop() else RunState.FAILED
    paper, release = found
    data = set_paper(paper)
    with transaction(search.url) as session:
        session.merge(PaperFile(paper_id=row_id(search.row), data=data))
    search.show(file_release=release, file_at=clock.now())
    return RunState.DONE


def _booklet(search: ClaimedSearch[MadePaper]) -> tuple[Paper, int] | None:
    with open_session(read_only=True, url=search.url) as session:
        event = session.get_one(Event, search.row.event_id)
        booklet = read_booklet(session, event, search.row.language)
        if booklet is None:
            return None
        paper = booklet_paper(booklet, search.row.language)
    search.show(done=len(booklet.companies), total=len(booklet.companies))
    return paper, booklet.release.number


def _programmes(search: ClaimedSearch[MadePaper]) -> tuple[Paper, int] | None:
    with open_session(read_only=True, url=search.url) as session:
        event = session.get_one(Event, search.row.event_id)
        people = people_with_programme(session, event)
        search.show(done=0, total=len(people))
        found = read_programmes(session, event, people)
        if search.is_to_stop():
            return None
        language = screen_language(event.language)
        paper = personal_paper(found, language) if found else None
    search.show(done=len(people), total=len(people))
    return None if paper is None else (paper, found[0].agenda.number)
