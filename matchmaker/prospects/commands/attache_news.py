"""What counterparts of a city say is kept for its attachés who have an address, until a mail tells them."""

from sqlmodel import Session, col, select

from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import AttachePage, Counterpart, row_id


def note_news(session: Session, counterpart: Counterpart, kind: AttacheNews, prospect_id: int | None = None) -> None:
    """Keep what a counterpart has said, of one of its companies or of all; said again before the mail, it is told once.

    The pages are locked by their ids, so that two who speak at once are both heard.
    """
    one = {"kind": kind.value, "counterpart": row_id(counterpart), "prospect": prospect_id}
    pages = session.exec(
        select(AttachePage)
        .where(AttachePage.leg_id == counterpart.leg_id, AttachePage.email != "", col(AttachePage.ended_at).is_(None))
        .order_by(col(AttachePage.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for page in pages:
        if one not in page.untold:
            page.untold = [*page.untold, one]
    session.flush()
