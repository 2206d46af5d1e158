"""Mails to attachés without an account: the address of their page, and what counterparts of their city say."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, select

from matchmaker.base.i18n import screen_language
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.attaches import AttacheNews, AttacheNewsMail, AttachePageMail, AttacheSentence
from matchmaker.models import AlertKind, AttachePage, Event, Leg, row_id
from matchmaker.prospects.queries.links import attache_address
from matchmaker.prospects.queries.pipeline import Approached, read_approached
from matchmaker.prospects.queries.taken_back import TakenBack, taken_back
from matchmaker.prospects.rules import PipelineStage

PAUSE = timedelta(minutes=10)
"""The least time between two such mails to one attaché."""
MOST_SENTENCES = 20
_ALERTS = {
    AttacheNews.CANNOT: AlertKind.CANCELLED,
    AttacheNews.HOURS: AlertKind.HOURS,
    AttacheNews.PLACE: AlertKind.PLACE,
}
"""What organisers are alerted of too: as the alert is taken back, so is the news."""


def send_page(session: Session, event: Event, page: AttachePage) -> None:
    """Queue the mail with the address of a page: again for an address that had it before another one.

    Whoever calls it has locked the event and has seen what is saved, so that nobody sends it twice.
    """
    outbox.queue(session, AttachePageMail(**_around(session, event, page)), event_id=row_id(event))


def to_tell() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on pages whose attaché has an address, and something to be told."""
    said = cast(col(AttachePage.untold), String) != "[]"
    return (said, col(AttachePage.email) != "", col(AttachePage.ended_at).is_(None))


def tell_attaches(session: Session, event: Event, now: datetime) -> int:
    """Queue one mail to each attaché with all that was said since the last, unless one left just now; return how many.

    What was taken back meanwhile is not told.
    """
    pages = session.exec(
        select(AttachePage)
        .where(*to_tell(), AttachePage.event_id == event.id)
        .order_by(col(AttachePage.id))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    queued = 0
    gone = taken_back(session, row_id(event), _ALERTS.values()) if pages else frozenset()
    for page in pages:
        if page.told_at is not None and now - page.told_at < PAUSE:
            continue
        approached = {one.id: one for one in read_approached(session, event, leg_id=page.leg_id)}
        said = tuple(dict.fromkeys(_sentences(page.untold, approached, gone)))
        if said:
            mail = AttacheNewsMail(
                **_around(session, event, page),
                news=said[:MOST_SENTENCES],
                more=max(len(said) - MOST_SENTENCES, 0),
            )
            key = f"attache_news:{page.id}:{int(now.timestamp())}"
            outbox.queue(session, mail, dedupe_key=key, event_id=row_id(event))
            page.told_at = now
            queued += 1
        page.untold = []
    session.flush()
    return queued


def _sentences(
    untold: list[dict[str, Any]], approached: dict[int, Approached], gone: Collection[TakenBack]
) -> Iterator[AttacheSentence]:
    for one in untold:
        found, kind = approached.get(one["counterpart"]), AttacheNews(one["kind"])
        if found is None:
            continue
        line = next((line for line in found.lines if line.id == one["prospect"]), None)
        times = ", ".join(filter(None, (found.counterpart.times, found.counterpart.instead)))
        own = {AttacheNews.TIMES: times, AttacheNews.PLACE: found.counterpart.address}
        words = own.get(kind, "")
        company = line.prospect.delegation_id if line else None
        is_gone = kind in _ALERTS and (found.counterpart.organisation_id, company, _ALERTS[kind]) in gone
        stands = {
            AttacheNews.CALL: line is not None and line.rather_calls,
            # a call that is asked for says that it declines
            AttacheNews.DECLINES: line is not None and line.stage is PipelineStage.DECLINED and not line.rather_calls,
            AttacheNews.CANNOT: line is not None,
            AttacheNews.TIMES: bool(words),
            AttacheNews.HOURS: True,
            AttacheNews.PLACE: True,
        }
        if stands[kind] and not is_gone:
            yield AttacheSentence(kind, found.name, line.company if line else "", words)


def _around(session: Session, event: Event, page: AttachePage) -> dict[str, Any]:
    return {
        "reader": Reader(page.email, screen_language(page.language), page.name),
        "host": Host.of(event),
        "url": attache_address(page),
        "city": session.get_one(Leg, page.leg_id).name,
    }
