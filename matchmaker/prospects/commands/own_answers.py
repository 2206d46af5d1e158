"""What a counterpart says on its page: it agrees to meet companies, or declines; each can be sent twice."""

from collections.abc import Collection

from sqlmodel import Session

from matchmaker.base.errors import Stale
from matchmaker.mail.letters.attaches import AttacheNews
from matchmaker.models import Event
from matchmaker.prospects.commands.attache_news import note_news
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.commands.stages import Speaker, move
from matchmaker.prospects.queries.own_page import Asking, read_own_page
from matchmaker.prospects.rules import PipelineStage


def answer_companies(
    session: Session, event: Event, counterpart_id: int, prospects: Collection[int], *, agrees: bool, reason: str = ""
) -> tuple[Asking, ...]:
    """Agree to meet some of the companies that ask, or decline; return those whose answer is another one by it.

    What is said already stays. Raises `Stale` for a company that does not ask (any more), and what
    `move` does.
    """
    lock_approach(session, event, counterpart_id)
    page = read_own_page(session, event, counterpart_id)
    asking = {one.line.id: one for one in page.asking}
    if not asking.keys() >= set(prospects):
        raise Stale
    wanted = [asking[number] for number in sorted(set(prospects))]
    changed = [one for one in wanted if (one.declined if agrees else not one.declined) or (agrees and not one.agreed)]
    name = page.approached.counterpart.contact or page.approached.name
    for one in changed:
        stage = PipelineStage.AGREED if agrees else PipelineStage.DECLINED
        move(
            session,
            event,
            counterpart_id,
            one.line.id,
            stage,
            shown=one.line.token,
            reason=reason,
            speaks=Speaker.COUNTERPART,
            by=name,
        )
        if one.agreed and not agrees:
            note_news(session, page.approached.counterpart, AttacheNews.DECLINES, one.line.id)
    return tuple(changed)
