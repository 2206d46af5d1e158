"""Which counterparts can be asked by mail, for which companies, and who is silent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.models import Event, Message, MessageState
from matchmaker.prospects.queries.pipeline import Approached, ProspectLine, read_approached
from matchmaker.prospects.rules import PipelineStage

UNANSWERED = (PipelineStage.WANTED, PipelineStage.CONTACTED, PipelineStage.INTERESTED)
"""Stages at which a company waits for an answer."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A counterpart with the companies that a mail would name."""

    approached: Approached
    lines: tuple[ProspectLine, ...]

    @property
    def id(self) -> int:
        return self.approached.id

    @property
    def companies(self) -> tuple[str, ...]:
        return tuple(line.company for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCounterparts:
    """Who is to be asked at last, who is silent, and who has no address."""

    new: tuple[ToAsk, ...]
    """Wanted by a company, and not asked for it."""
    silent: tuple[ToAsk, ...]
    """Asked before today, without an answer."""
    without: tuple[ToAsk, ...]
    """Wanted, but nobody knows an e-mail address."""


def topic_of(counterpart_id: int) -> str:
    """Return what the mails to a counterpart are about: a newer one takes the place of one that still waits."""
    return f"counterpart:{counterpart_id}"


def asking_lines(approached: Approached, *stages: PipelineStage) -> tuple[ProspectLine, ...]:
    """Return the companies at some stages that want to meet a counterpart, with whom nobody has ruled it out.

    Those that do not go to the city (any more) are left out.
    """
    return tuple(
        line
        for line in approached.lines
        if line.stage in stages and line.wanted and not line.vetoed and not line.elsewhere
    )


def read_asked(session: Session, event: Event) -> AskedCounterparts:
    """Return what can be written to the counterparts of `event`; as many queries for any number."""
    found = read_approached(session, event)
    last = last_mails(session, (one.id for one in found))
    today = clock.now().date()
    new: list[ToAsk] = []
    silent: list[ToAsk] = []
    without: list[ToAsk] = []
    for one in found:
        if lines := asking_lines(one, PipelineStage.WANTED):
            (new if one.counterpart.email else without).append(ToAsk(one, lines))
            continue
        lines = asking_lines(one, PipelineStage.CONTACTED)
        said = [line.prospect.changed_at for line in lines]
        if lines and one.counterpart.email and max(*said, last.get(one.id, said[0])).date() < today:
            silent.append(ToAsk(one, lines))
    return AskedCounterparts(new=tuple(new), silent=tuple(silent), without=tuple(without))


@dataclass(frozen=True, slots=True)
class AskedMail:
    """The last mail to a counterpart that asks."""

    at: datetime
    """When it left; as long as it waits, when it was written."""
    recipient: str
    state: MessageState


def asked_mail(session: Session, counterpart_id: int) -> AskedMail | None:
    """Return the last mail that has asked a counterpart; None where it was not written to."""
    found = session.exec(
        select(Message)
        .where(Message.topic == topic_of(counterpart_id), Message.state != MessageState.SUPERSEDED)
        .order_by(col(Message.id).desc())
    ).first()
    return AskedMail(found.sent_at or found.created_at, found.recipient, found.state) if found else None


def last_mails(session: Session, numbers: Iterable[int]) -> Mapping[int, datetime]:
    """Return when each of some counterparts was written to last."""
    topics = {topic_of(number): number for number in numbers}
    rows = session.exec(
        select(Message.topic, func.max(col(Message.created_at)))
        .where(col(Message.topic).in_(topics))
        .group_by(col(Message.topic))
    ).all()
    return {topics[topic]: moment for topic, moment in rows if topic is not None}
