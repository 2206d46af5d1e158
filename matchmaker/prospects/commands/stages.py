"""What people note of an approach: how far it has come, what comes next and when."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, NotFound, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.languages import is_language
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.events.rules import require_not_archived
from matchmaker.models import Act, Event, Phase, Prospect, ProspectStage, record, row_id
from matchmaker.prospects.commands.agreement import NO_LONGER, agree, take_back_answer
from matchmaker.prospects.commands.call_mails import forget_call
from matchmaker.prospects.commands.locking import lock_approach
from matchmaker.prospects.queries.counterpart import approached_of, counterpart_of
from matchmaker.prospects.queries.pipeline import Approached, ProspectLine
from matchmaker.prospects.rules import PipelineStage
from matchmaker.wishes.queries.refusals import refused_in_person

NOTED = {PipelineStage(one.value): one for one in ProspectStage}
TOLD = frozenset({PipelineStage.CONTACTED, PipelineStage.INTERESTED, PipelineStage.AGREED})
"""Stages at which a counterpart has been asked."""
FOR_THEM = TOLD | {PipelineStage.WANTED}
"""Stages at which a company wants to meet a counterpart."""
NOT_OPEN_YET = N_("The event is not open yet: until then the organisers note who agrees.")
NO_LONGER_OPEN = N_("The event is closed for changes: the organisers note who still agrees. Please write to them.")
REASON = 300


class Speaker(Enum):
    """Who says that a prospect has come to another stage."""

    KEEPER = auto()
    """Organisers and attachés, who note what they have heard."""
    COMPANY = auto()
    COUNTERPART = auto()
    """On its own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What comes next for a prospect, why the company asks, and a note for organisers and the attaché."""

    next_step: str = ""
    due_on: date | None = None
    pitch: str = ""
    pitch_language: str = ""
    note: str = ""


def line_of(approached: Approached, prospect_id: int) -> ProspectLine:
    """Return the prospect of a counterpart; raises `NotFound` for any other id."""
    found = next((line for line in approached.lines if line.id == prospect_id), None)
    if found is None:
        raise NotFound
    return found


def move(
    session: Session,
    event: Event,
    counterpart_id: int,
    prospect_id: int,
    stage: PipelineStage,
    *,
    shown: str,
    reason: str = "",
    leg_id: int | None = None,
    speaks: Speaker = Speaker.KEEPER,
    by: str,
) -> Prospect:
    """Note that a prospect has come to another stage; `shown` is the token of the one that its reader saw.

    With `leg_id` an attaché without an account does it: they register nobody, ask nobody whom the company has not said
    that it wants to meet, and leave a refusal that the counterpart
    gave itself, and a company that has taken its wish back. Who agrees themselves does so while the event is open; a
    refusal is heard at any time, and organisers note both at any time.

    A company that does not go to the city is asked for by nobody. Agreed makes the wish of the company with the yes of
    the counterpart; declined gives its no, and reports a published meeting to the organisers as any refusal does.
    Raises `NotFound` for a prospect of elsewhere, `Stale` if somebody has moved it meanwhile, `InvalidInput` for a
    stage that only releases give, for an agreement that lacks the word of the company or a person to meet, and for a
    published meeting that is not declined, `Closed` as said above.
    """
    require_not_archived(event)
    counterpart = lock_approach(session, event, counterpart_id, leg_id=leg_id)
    approached = approached_of(session, event, counterpart_id)
    line = line_of(approached, prospect_id)
    prospect = line.prospect
    if shown != line.token:
        raise Stale
    if stage is line.stage and (speaks is not Speaker.COMPANY or NOTED.get(stage) is prospect.stage):
        return prospect
    if line.published is not None and stage is not PipelineStage.DECLINED and line.stage is not PipelineStage.DECLINED:
        raise InvalidInput(
            N_("A meeting with %(company)s is published: it is changed on the change desk."), company=line.company
        )
    if line.elsewhere and stage in FOR_THEM:
        raise InvalidInput(
            N_("%(company)s does not go to %(city)s (any more)."), company=line.company, city=approached.city
        )
    if leg_id is not None:
        _leave_what_others_said(session, approached, line, stage)
        if stage in FOR_THEM and not line.wanted:
            raise InvalidInput(
                N_("%(company)s says first whether it wants to meet them: on its page, or to the organisers."),
                company=line.company,
            )
    if stage is PipelineStage.AGREED:
        if event.phase is not Phase.OPEN and (leg_id is not None or speaks is Speaker.COUNTERPART):
            raise Closed(NOT_OPEN_YET if event.phase is Phase.DRAFT else NO_LONGER_OPEN)
        if _has_left(line):
            raise InvalidInput(NO_LONGER)
        if not line.wanted:
            raise InvalidInput(N_("%(company)s has not said yet that it wants to meet them."), company=line.company)
        if prospect.stage is ProspectStage.DECLINED:
            prospect.stage = ProspectStage.INTERESTED
        agree(session, event, counterpart, prospect, registers=leg_id is None)
    elif stage in NOTED:
        prospect.stage = NOTED[stage]
        if stage is PipelineStage.WANTED:
            prospect.wanted_at, prospect.left_at = clock.now(), None
        _note_word(prospect, stage, speaks, by)
        if speaks is not Speaker.COMPANY:  # the answer is the counterpart's
            take_back_answer(session, event, counterpart, prospect, refused=stage is PipelineStage.DECLINED)
    else:
        raise InvalidInput(N_("This follows from the schedule, and is not set by hand."))
    if stage in TOLD and prospect.asked_at is None:
        prospect.asked_at = clock.now()
    prospect.refused_at = clock.now() if stage is PipelineStage.DECLINED and speaks is Speaker.COUNTERPART else None
    prospect.next_step, prospect.due_on = "", None  # it was the way to here
    forget_call(session, prospect)
    prospect.reason = one_line(reason)[:REASON] if stage is PipelineStage.DECLINED else ""
    prospect.changed_at, prospect.changed_by = clock.now(), by
    _note(session, event, Act.MOVE_PROSPECT, approached, by, company=line.company, stage=stage.value)
    session.flush()
    return prospect


def _leave_what_others_said(session: Session, approached: Approached, line: ProspectLine, stage: PipelineStage) -> None:
    """Let an attaché without an account change neither a refusal of the counterpart nor the word of the company."""
    prospect = line.prospect
    said_no = line.other_id is not None and refused_in_person(session, prospect.delegation_id, line.other_id)
    if prospect.refused_at is not None or said_no:
        raise InvalidInput(N_("%(name)s has declined itself: only they change that."), name=approached.name)
    if _has_left(line) and stage in FOR_THEM:
        raise InvalidInput(NO_LONGER)


def _note_word(prospect: Prospect, stage: PipelineStage, speaks: Speaker, by: str) -> None:
    """Note what the company says of the proposal, itself or by who notes it; proposed anew, it has said nothing."""
    if stage is PipelineStage.WANTED or (stage is PipelineStage.DECLINED and speaks is Speaker.COMPANY):
        prospect.said_wants, prospect.said_by, prospect.said_at = stage is PipelineStage.WANTED, by, clock.now()
    elif stage in {PipelineStage.FOUND, PipelineStage.PROPOSED}:
        forget_word(prospect)


def forget_word(prospect: Prospect) -> None:
    """Forget what the company has answered to a proposal."""
    prospect.said_wants, prospect.said_by, prospect.said_at = None, "", None


def _has_left(line: ProspectLine) -> bool:
    return line.prospect.left_at is not None and not line.wished


def save_step(
    session: Session,
    event: Event,
    counterpart_id: int,
    prospect_id: int,
    step: NextStep,
    *,
    shown: str,
    leg_id: int | None = None,
    by: str,
) -> Prospect:
    """Keep what comes next; `shown` is the `step_token` that its form began with.

    Raises `NotFound`, `Stale` and `Closed` as `move` does.
    """
    require_not_archived(event)
    session.flush()
    session.expire_all()
    counterpart_of(session, event, counterpart_id, leg_id=leg_id)
    approached = approached_of(session, event, counterpart_id)
    line = line_of(approached, prospect_id)
    if shown != line.step_token:
        raise Stale
    prospect = line.prospect
    prospect.next_step, prospect.due_on = one_line(step.next_step), step.due_on
    prospect.pitch, prospect.note = one_line(step.pitch), several_lines(step.note)
    prospect.pitch_language = step.pitch_language if prospect.pitch and is_language(step.pitch_language) else ""
    prospect.changed_at, prospect.changed_by = clock.now(), by
    _note(session, event, Act.NOTE_PROSPECT, approached, by, company=line.company)
    session.flush()
    return prospect


def _note(session: Session, event: Event, act: Act, approached: Approached, by: str, **details: Any) -> None:
    record(session, by, act, event_id=row_id(event), subject=approached.name, counterpart=approached.id, **details)
