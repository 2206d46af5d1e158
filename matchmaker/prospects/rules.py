"""How far an approach has come, and who must act: what people note, completed by wishes and releases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.models import Answer, ProspectStage, ReleaseKind
from matchmaker.releases.rules.held import MeetingState
from matchmaker.wishes.rules.agreement import CONSENTS


class PipelineStage(StrEnum):
    """Where a prospect stands, in the order of the board."""

    FOUND = "found"
    PROPOSED = "proposed"
    WANTED = "wanted"
    CONTACTED = "contacted"
    INTERESTED = "interested"
    AGREED = "agreed"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    OVER = "over"
    """Its time has passed, and nobody has said yet whether it took place, or the two sides say different things."""
    HELD = "held"
    NOT_HELD = "not_held"
    DECLINED = "declined"


class Turn(StrEnum):
    """Who must act next."""

    ATTACHE = "attache"
    COMPANY = "company"
    COUNTERPART = "counterpart"
    ORGANISERS = "organisers"
    NOBODY = "nobody"


TURNS: Mapping[PipelineStage, Turn] = {
    PipelineStage.FOUND: Turn.ATTACHE,
    PipelineStage.PROPOSED: Turn.COMPANY,
    PipelineStage.WANTED: Turn.ATTACHE,
    PipelineStage.CONTACTED: Turn.COUNTERPART,
    PipelineStage.INTERESTED: Turn.ATTACHE,
    PipelineStage.AGREED: Turn.ORGANISERS,
    PipelineStage.PLACED: Turn.ORGANISERS,
    PipelineStage.CONFIRMED: Turn.NOBODY,
    PipelineStage.OVER: Turn.ATTACHE,
    PipelineStage.HELD: Turn.NOBODY,
    PipelineStage.NOT_HELD: Turn.NOBODY,
    PipelineStage.DECLINED: Turn.NOBODY,
}
ENDS = frozenset({PipelineStage.OVER, PipelineStage.HELD, PipelineStage.NOT_HELD, PipelineStage.DECLINED})
"""Stages after which nothing is planned any more: the board shows them with cards alone."""
BY_HAND = (
    *(PipelineStage(one.value) for one in ProspectStage if one is not ProspectStage.DECLINED),
    PipelineStage.AGREED,
)
"""Stages to which people move a prospect, in their order; to `DECLINED` with a reason."""


_AFTERWARDS = {
    MeetingState.UNKNOWN: PipelineStage.OVER,
    MeetingState.CONTESTED: PipelineStage.OVER,
    MeetingState.HELD: PipelineStage.HELD,
    MeetingState.NOT_HELD: PipelineStage.NOT_HELD,
}


@dataclass(frozen=True, slots=True)
class Published:
    """A meeting of the last release."""

    kind: ReleaseKind
    starts_at: datetime
    ends_at: datetime
    zone: str
    said: MeetingState = MeetingState.UNKNOWN
    """Whether it took place, as far as anybody has said it."""


def stage_of(noted: ProspectStage, answer: Answer | None, published: Published | None, now: datetime) -> PipelineStage:
    """Return where a prospect stands.

    `answer` is that of the counterpart to the wish of the company, None without a wish. A refusal wins over everything;
    a meeting that is published over what was noted before; that it was held must be said.
    """
    if noted is ProspectStage.DECLINED or answer is Answer.NO:
        return PipelineStage.DECLINED
    if published is not None:
        if published.kind is ReleaseKind.PROVISIONAL:
            return PipelineStage.PLACED
        return _AFTERWARDS[published.said] if published.ends_at <= now else PipelineStage.CONFIRMED
    return PipelineStage.AGREED if answer in CONSENTS else PipelineStage(noted.value)


def next_stage(stage: PipelineStage) -> PipelineStage | None:
    """Return the stage to which one click moves a prospect; None where only wishes and releases do."""
    if stage not in BY_HAND or stage is PipelineStage.AGREED:
        return None
    return BY_HAND[BY_HAND.index(stage) + 1]
