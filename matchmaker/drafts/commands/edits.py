"""The edits of a draft: each is judged on the board as the rows are now, then written with its inverse."""

from dataclasses import dataclass, replace

from sqlmodel import Session, select

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.drafts.commands.log import locked_draft, write
from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.loading import load_board
from matchmaker.drafts.planning.options import Option, Options, changes_nothing, swapped, with_waivers
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.planning.sentences import LOCKED, ConflictWords
from matchmaker.drafts.rules.conflicts import Tone
from matchmaker.drafts.rules.spots import MeetingSpot, SpotChange
from matchmaker.models import (
    Act,
    DraftAct,
    DraftEdit,
    Event,
    Meeting,
    PairKey,
    ParticularRule,
    RuleKind,
    Scenario,
    Staff,
    pair_of,
    record,
    row_id,
)

NO_MEETING = N_("This meeting is not in the draft.")
NOBODY = N_("Nobody could go to this meeting.")
MUST_MEET = N_("By a rule of yours, these two must meet. Remove that rule first, or untick the box.")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a meeting is to go; a place or a person that is not named is chosen."""

    slot_id: int
    place_id: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """The organiser's word that personal limits do not hold for a meeting, and why."""

    note: str = ""


def move(
    session: Session,
    event: Event,
    meeting_id: int,
    target: Target,
    *,
    shown: str,
    staff: Staff,
    language: str,
    waiver: Waiver | None = None,
) -> DraftEdit:
    """Put a meeting of the draft somewhere else.

    Raises `Stale` if the draft is not the one `shown` any more, `NotFound` for a meeting that is not in it, and
    `InvalidInput`, with the reason in `language`, where it cannot be, or only with a `waiver`.
    """
    draft = locked_draft(session, event, shown)
    meeting = meeting_in(session, event, meeting_id)
    board = load_board(session, event, draft, [meeting.pair])
    held = _held(board, meeting_id)
    option = _option(board, meeting, held.spot, target)
    spot = _accepted(board, option, language, waiver)
    if spot == held.spot:
        raise InvalidInput(N_("The meeting is there already."))
    return write(
        session,
        event,
        draft,
        DraftAct.MOVE,
        [SpotChange(meeting_id, held.spot, spot)],
        about=names_of(board, meeting.pair),
        staff=staff,
        note=waiver.note if waiver else "",
    )


def place(
    session: Session,
    event: Event,
    pair: PairKey,
    target: Target,
    *,
    shown: str,
    staff: Staff,
    language: str,
    waiver: Waiver | None = None,
) -> DraftEdit:
    """Put a pair that may meet into the draft.

    Raises `Stale` if the draft is not the one `shown` any more, `NotFound` for delegations of elsewhere, and
    `InvalidInput`, with the reason in `language`, where it cannot be, or only with a `waiver`.
    """
    draft = locked_draft(session, event, shown)
    low, high = pair_of(*pair)
    board = load_board(session, event, draft, [(low, high)])
    if not {low, high} <= board.facts.delegations.keys() or low == high:
        raise NotFound(N_("This event has no such delegations."))
    meeting = meeting_of_pair(session, event, (low, high))
    if row_id(meeting) in board.held:
        raise InvalidInput(N_("This meeting is in the draft already."))
    option = _option(board, meeting, None, target)
    spot = _accepted(board, option, language, waiver)
    return write(
        session,
        event,
        draft,
        DraftAct.PLACE,
        [SpotChange(row_id(meeting), None, spot)],
        about=names_of(board, meeting.pair),
        staff=staff,
        note=waiver.note if waiver else "",
    )


def swap(
    session: Session,
    event: Event,
    meeting_id: int,
    other_id: int,
    *,
    shown: str,
    staff: Staff,
    language: str,
    waiver: Waiver | None = None,
) -> DraftEdit:
    """Let two meetings take each other's slot and place, each with its own people.

    Raises `Stale` if the draft is not the one `shown` any more, `NotFound` for a meeting that is not in it, and
    `InvalidInput`, with the reason in `language`, where it cannot be, or only with a `waiver`.
    """
    draft = locked_draft(session, event, shown)
    meetings = [meeting_in(session, event, number) for number in (meeting_id, other_id)]
    if meeting_id == other_id:
        raise InvalidInput(N_("Choose two different meetings."))
    board = load_board(session, event, draft, [meeting.pair for meeting in meetings])
    one, two = (_held(board, row_id(meeting)) for meeting in meetings)
    if one.spot.locked or two.spot.locked:
        raise InvalidInput(LOCKED)
    if changes_nothing(board, one, two):
        raise InvalidInput(N_("Both are at the same time, each at a booth of its own: a swap changes nothing."))
    changed = swapped(board, one, two)
    conflicts = board.judge(dict(changed))
    after = [
        _accepted(board, Option(held.spot, conflicts[number]), language, waiver) for number, held in changed.items()
    ]
    return write(
        session,
        event,
        draft,
        DraftAct.SWAP,
        [SpotChange(held.meeting_id, held.spot, spot) for held, spot in zip((one, two), after, strict=True)],
        about=f"{names_of(board, one.pair)} / {names_of(board, two.pair)}",
        staff=staff,
        note=waiver.note if waiver else "",
    )


def remove(
    session: Session, event: Event, meeting_id: int, *, shown: str, staff: Staff, keep_apart: bool = False
) -> DraftEdit:
    """Take a meeting out of the draft; nobody is told before it is published.

    `keep_apart` makes the rule that no later schedule places the two again: it holds while this edit does. Raises
    `Stale` if the draft is not the one `shown` any more, `NotFound` for a meeting that is not in it, and `InvalidInput`
    for a locked one, and if the two are to be kept apart although a rule says that they must meet.
    """
    draft = locked_draft(session, event, shown)
    board, held = _board_of(session, event, draft, meeting_id)
    if held.spot.locked:
        raise InvalidInput(LOCKED)
    if keep_apart and held.pair in board.facts.rules.required:
        raise InvalidInput(MUST_MEET)
    change = SpotChange(meeting_id, held.spot, None)
    edit = write(session, event, draft, DraftAct.REMOVE, [change], about=names_of(board, held.pair), staff=staff)
    if keep_apart and held.pair not in board.facts.rules.forbidden:
        _keep_apart(session, event, held.pair, edit, staff)
    return edit


def _keep_apart(session: Session, event: Event, pair: PairKey, edit: DraftEdit, staff: Staff) -> None:
    """Make the rule that a pair does not meet, as a part of an edit."""
    low, high = pair
    session.add(
        ParticularRule(
            event_id=row_id(event),
            kind=RuleKind.FORBIDDEN,
            delegation_id=low,
            other_id=high,
            edit_id=row_id(edit),
            created_by=edit.actor,
        )
    )
    record(session, staff.name, Act.KEEP_APART, event_id=row_id(event), about=edit.about)
    session.flush()


def set_locked(
    session: Session, event: Event, meeting_id: int, *, locked: bool, shown: str, staff: Staff
) -> DraftEdit | None:
    """Lock a meeting where it is, for edits and for every later schedule, or unlock it; None if it is so already.

    Raises `Stale` if the draft is not the one `shown` any more, and `NotFound` for a meeting that is not in it.
    """
    draft = locked_draft(session, event, shown)
    board, held = _board_of(session, event, draft, meeting_id)
    if held.spot.locked == locked:
        return None
    change = SpotChange(meeting_id, held.spot, replace(held.spot, locked=locked))
    act = DraftAct.LOCK if locked else DraftAct.UNLOCK
    return write(session, event, draft, act, [change], about=names_of(board, held.pair), staff=staff)


def _board_of(session: Session, event: Event, draft: Scenario, meeting_id: int) -> tuple[DraftBoard, Held]:
    board = load_board(session, event, draft, [meeting_in(session, event, meeting_id).pair])
    return board, _held(board, meeting_id)


def meeting_in(session: Session, event: Event, meeting_id: int) -> Meeting:
    """Return a meeting of the event; raises `NotFound` for any other id."""
    meeting = session.exec(select(Meeting).where(Meeting.id == meeting_id, Meeting.event_id == event.id)).first()
    if meeting is None:
        raise NotFound(NO_MEETING)
    return meeting


def meeting_of_pair(session: Session, event: Event, pair: PairKey) -> Meeting:
    """Return the meeting of a pair, made now if it never had one."""
    low, high = pair
    meeting = session.exec(
        select(Meeting).where(
            Meeting.event_id == event.id, Meeting.low_id == low, Meeting.high_id == high, Meeting.ordinal == 1
        )
    ).first()
    if meeting is None:
        meeting = Meeting(event_id=row_id(event), low_id=low, high_id=high)
        session.add(meeting)
        session.flush()
    return meeting


def _held(board: DraftBoard, meeting_id: int) -> Held:
    if meeting_id not in board.held:
        raise NotFound(NO_MEETING)
    return board.held[meeting_id]


def _option(board: DraftBoard, meeting: Meeting, current: MeetingSpot | None, target: Target) -> Option:
    if current is not None and current.locked:
        raise InvalidInput(LOCKED)
    facts = board.facts
    if target.slot_id not in facts.slots or (target.place_id is not None and target.place_id not in facts.places):
        raise NotFound(N_("This event has no such slot or place."))
    options = Options(board, row_id(meeting), meeting.pair, current)
    if target.person is not None and not any(target.person in party for party in options.parties):
        raise InvalidInput(N_("This person cannot be sent to this meeting."))
    option = options.at(target.slot_id, place_id=target.place_id, person=target.person)
    if option is None:
        raise InvalidInput(NOBODY)
    return option


def _accepted(board: DraftBoard, option: Option, language: str, waiver: Waiver | None) -> MeetingSpot:
    """Return the spot that an edit may write; raises `InvalidInput` with what speaks against it."""
    if option.tone is Tone.BLOCKED or (option.tone is Tone.LIMIT and waiver is None):
        raise InvalidInput(" ".join(ConflictWords(board, language).reasons(option.conflicts)))
    if option.tone is Tone.LIMIT and waiver is not None and not one_line(waiver.note):
        raise InvalidInput(N_("Say why this limit is waived: your colleagues read it."))
    return with_waivers(option)


def names_of(board: DraftBoard, pair: PairKey) -> str:
    """Return the names of two delegations as one text."""
    return " – ".join(board.facts.name(side) for side in pair)
