"""A counterpart would rather have a call than a meeting: a way to decline that leaves a way to reach it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.email_addresses import normal_address
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.rules import require_not_archived
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import Act, Event, record, row_id
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.call_mails import tell_of_call
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.commands.own_answers import answer_companies
from matchmaker.prospects.commands.stages import Speaker, move
from matchmaker.prospects.queries.own_page import OwnPage, read_own_page
from matchmaker.prospects.rules import PipelineStage


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWish:
    """How to reach a counterpart for a call, as far as it wants to say, and when that suits."""

    phone: str = ""
    email: str = ""
    when: str = ""


def rather_call(
    session: Session, event: Event, counterpart_id: int, prospects: Collection[int], call: CallWish
) -> None:
    """Decline to meet some of the companies that ask, and say how they may call; said again, the later word counts.

    The people of each company are written to once. Raises `InvalidInput` without a company or a way to be reached, and
    for an address that is none, `Stale` for a company that does not ask (any more), and `Closed` once the event is
    archived.
    """
    require_not_archived(event)
    values = _checked(call)
    if not prospects:
        raise InvalidInput(N_("Choose at least one company."))
    answer_companies(session, event, counterpart_id, prospects, agrees=False)
    page = read_own_page(session, event, counterpart_id)
    for one in page.asking:
        if one.line.id not in prospects:
            continue
        prospect = one.line.prospect
        before = prospect.call_asked_at
        prospect.call_asked_at = before or clock.now()
        prospect.call_phone, prospect.call_email, prospect.call_when = values["phone"], values["email"], values["when"]
        prospect.changed_at, prospect.changed_by = clock.now(), _speaker(page)
        record(
            session,
            _speaker(page),
            Act.RATHER_CALL,
            event_id=row_id(event),
            subject=page.approached.name,
            counterpart=counterpart_id,
            company=one.line.company,
        )
        if before is None:
            tell_of_call(session, event, prospect, page.approached.name)
            note_news(session, page.approached.counterpart, AttacheNews.CALL, one.line.id)
    session.flush()


def take_call_back(session: Session, event: Event, counterpart_id: int, prospect_id: int) -> None:
    """Take back that a counterpart would rather have a call: the company waits for its answer again.

    A mail about it that still waits does not leave. Raises `Stale` where there is nothing (any more) to take back, and
    `Closed` once the event is archived.
    """
    require_not_archived(event)
    lock_approach(session, event, counterpart_id)
    page = read_own_page(session, event, counterpart_id)
    found = next((one.line for one in page.asking if one.line.id == prospect_id and one.rather_calls), None)
    if found is None:
        raise Stale
    move(
        session,
        event,
        counterpart_id,
        prospect_id,
        PipelineStage.CONTACTED,
        shown=found.token,
        speaks=Speaker.COUNTERPART,
        by=_speaker(page),
    )


def _checked(call: CallWish) -> dict[str, str]:
    values = {name: one_line(value) for name, value in asdict(call).items()}
    if not values["phone"] and not values["email"]:
        raise InvalidInput(N_("Write a telephone number or an e-mail address, so that they can reach you."))
    if values["email"]:
        try:
            values["email"] = normal_address(values["email"])
        except ValueError as error:
            raise InvalidInput(N_("“%(address)s” is not an e-mail address."), address=values["email"]) from error
    return values


def _speaker(page: OwnPage) -> str:
    return page.approached.counterpart.contact or page.approached.name
