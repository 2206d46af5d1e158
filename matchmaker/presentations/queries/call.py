"""The call for presentations as it is set."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.tokens import content_token
from matchmaker.models import Category, Event, PresentationCall
from matchmaker.presentations.rules import DEFAULT_LENGTHS, most_proposals


def read_call(session: Session, event: Event) -> PresentationCall:
    """Return the call of an event; a new one, not in the database, where there is none."""
    found = session.get(PresentationCall, event.id)
    return found or PresentationCall(
        event_id=event.id or 0, languages=list(LANGUAGES[:2]), lengths=list(DEFAULT_LENGTHS)
    )


def read_limits(session: Session, event: Event, call: PresentationCall) -> list[tuple[Category, int]]:
    """Return the categories of an event in their order, each with how many proposals its delegations may have."""
    categories = session.exec(
        select(Category).where(Category.event_id == event.id).order_by(col(Category.position), col(Category.id))
    )
    return [(category, most_proposals(call, category)) for category in categories]


def call_token(call: PresentationCall, limits: list[tuple[Category, int]]) -> str:
    """Return the token of the call that a form begins with (optimistic locking)."""
    numbers = [(category.code, most) for category, most in limits]
    return content_token(call.is_open, call.closes_at, call.texts, call.languages, call.lengths, numbers)
