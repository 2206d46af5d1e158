"""Papers that are made in the background: how far each is, and the file that was made last."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models import Event, MadePaper, PaperFile, PaperKind


def made_papers(session: Session, event: Event) -> dict[tuple[PaperKind, str], MadePaper]:
    """Return the papers of an event by kind and language, without their bytes."""
    rows = session.exec(select(MadePaper).where(col(MadePaper.event_id) == event.id))
    return {(row.kind, row.language): row for row in rows}


def file_of(session: Session, event: Event, paper_id: int) -> tuple[MadePaper, bytes]:
    """Return a paper of `event` with its bytes; raises `NotFound` for any other id, and while there is no file."""
    paper = session.get(MadePaper, paper_id)
    file = session.get(PaperFile, paper_id)
    if paper is None or paper.event_id != event.id or file is None:
        raise NotFound
    return paper, file.data


def booklet_for(session: Session, event: Event, language: str) -> MadePaper | None:
    """Return the booklet for a reader of a language: that one, else that of the event, else any; None for none."""
    made = {code: one for (kind, code), one in made_papers(session, event).items() if kind is PaperKind.BOOKLET}
    ready = {code: one for code, one in made.items() if one.file_release is not None}
    return next((ready[code] for code in (language, event.language, *LANGUAGES) if code in ready), None)
