"""The language that somebody chooses: of their pages, mails and calendars."""

from sqlmodel import Session

from matchmaker.base.i18n import SCREEN_LANGUAGES
from matchmaker.models import Person, Staff


def set_language(session: Session, who: Person | Staff, language: str) -> None:
    """Write to a person or a member of the staff in `language` from now on; one without screens changes nothing."""
    if language in SCREEN_LANGUAGES and language != who.language:
        who.language = language
        session.add(who)
        session.flush()
