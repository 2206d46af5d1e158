"""The call for presentations: opened, changed, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import several_lines
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Category, Event, PresentationCall, Staff, record, row_id
from matchmaker.presentations.queries.call import call_token, read_call, read_limits
from matchmaker.presentations.rules import LENGTHS, MOST_PROPOSALS


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSettings:
    """The call as an organiser sets it; `limits` are the most proposals of a delegation by the id of its category."""

    is_open: bool
    closes_at: datetime | None
    texts: Mapping[str, str]
    languages: tuple[str, ...]
    lengths: tuple[int, ...]
    limits: Mapping[int, int]


def save_call(session: Session, event: Event, new: CallSettings, *, shown: str, staff: Staff) -> PresentationCall:
    """Save the call; a category with a limit of 0 may not present. Nobody is mailed by it.

    `shown` is the `call_token` that the page began with. Raises `Stale` if somebody has changed the call meanwhile, and
    `InvalidInput` for an open call that nobody could answer and for categories of elsewhere.
    """
    event = lock_event(session, row_id(event))
    call = read_call(session, event)
    limits = read_limits(session, event, call)
    if shown != call_token(call, limits):
        raise Stale
    categories = {row_id(category): category for category, _ in limits}
    _check(event, call, new, categories)
    call.is_open, call.closes_at = new.is_open, new.closes_at
    call.texts = {code: text for code in LANGUAGES if (text := several_lines(new.texts.get(code, "")))}
    call.languages = [code for code in LANGUAGES if code in new.languages]
    call.lengths = [minutes for minutes in LENGTHS if minutes in new.lengths]
    call.limits = {categories[number].code: most for number, most in new.limits.items()}
    for number, most in new.limits.items():
        categories[number].may_present = most > 0
        session.add(categories[number])
    session.add(call)
    record(session, staff.name, Act.CHANGE_PRESENTATION_CALL, event_id=row_id(event), open=new.is_open)
    session.flush()
    return call


def _check(event: Event, call: PresentationCall, new: CallSettings, categories: Mapping[int, Category]) -> None:
    if not set(new.limits) <= set(categories):
        raise InvalidInput(N_("Choose among the categories of this event."))
    if any(not 0 <= most <= MOST_PROPOSALS for most in new.limits.values()):
        raise InvalidInput(N_("A delegation proposes between 0 and %(most)d presentations."), most=MOST_PROPOSALS)
    if not new.is_open:
        return
    if not any(new.limits.values()):
        raise InvalidInput(N_("Say which categories may propose a presentation."))
    if not set(new.languages) & set(LANGUAGES):
        raise InvalidInput(N_("Choose at least one language."))
    if not set(new.lengths) & set(LENGTHS):
        raise InvalidInput(N_("Choose at least one length."))
    if new.closes_at is None:
        return
    if clock.local(new.closes_at, event.zone).date() > event.ends_on:
        raise InvalidInput(N_("The call closes after the event is over."))
    if new.closes_at != call.closes_at and new.closes_at <= clock.now():
        raise InvalidInput(N_("The moment at which the call closes has passed."))
