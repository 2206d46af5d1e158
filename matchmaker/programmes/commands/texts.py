"""Texts of the booklet, as organisers write them."""

from collections.abc import Mapping

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.plain_text import several_lines
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, BookletTexts, Event, Staff, record, row_id
from matchmaker.programmes.queries.booklet import texts_of, texts_token

TEXTS = ("welcome", "partners", "practical")


def save_texts(
    session: Session, event: Event, language: str, new: Mapping[str, str], *, shown: str, staff: Staff
) -> BookletTexts:
    """Save the texts of one language, by their names in `TEXTS`; `shown` is the `texts_token` the page began with.

    Raises `Stale` if somebody has changed them meanwhile.
    """
    assert language in LANGUAGES
    event = lock_event(session, row_id(event))
    texts = texts_of(session, event)
    if shown != texts_token(texts, language):
        raise Stale
    for name in TEXTS:
        kept = {code: text for code, text in getattr(texts, name).items() if code != language}
        written = several_lines(new.get(name, ""))
        setattr(texts, name, kept | ({language: written} if written else {}))
    texts.updated_at = clock.now()
    session.add(texts)
    record(session, staff.name, Act.SAVE_BOOKLET_TEXTS, event_id=row_id(event), language=language)
    session.flush()
    return texts
