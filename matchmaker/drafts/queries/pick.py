"""A meeting that somebody has picked in the draft: where it is, and what each cell would mean for it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_, translate
from matchmaker.drafts.planning.board import DraftBoard
from matchmaker.drafts.planning.loading import load_board
from matchmaker.drafts.planning.options import Option, Options
from matchmaker.drafts.planning.sentences import ConflictWords
from matchmaker.drafts.queries.ways import Way, ways_for
from matchmaker.drafts.rules.conflicts import ConflictKind, Tone, tone_of
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import Event, Meeting, PairKey, Scenario, pair_of, row_id
from matchmaker.releases.queries.grid_parts import column_ids

_ORDER = (Tone.FREE, Tone.LIMIT, Tone.BLOCKED)
NEW = 0
"""Stands for the id of a meeting that has none yet."""


@dataclass(frozen=True, slots=True)
class PickedCell:
    """What a cell of the grid means for the meeting that is picked."""

    row: int
    slot_id: int
    tone: Tone
    sentence: str
    """Why not, or where it would be."""
    column: int
    """Of the grid (`column_ids`)."""


@dataclass(frozen=True, slots=True)
class PickedSpot:
    """The best spot of a slot."""

    slot_id: int
    day: date
    starts: time
    place_id: int
    place: str
    people: tuple[str, ...]
    """Names of those who would go."""
    other_people: bool
    """Whether somebody else would go than now."""
    tone: Tone
    reasons: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Picked:
    """A meeting that is picked, or a pair that is not placed."""

    meeting_id: int | None
    pair: PairKey
    title: str
    people: tuple[str, ...]
    spot: MeetingSpot | None
    """None while it is not placed."""
    place: str
    locked: bool
    published: bool
    """Whether the last release has it."""
    ways: tuple[Way, ...]
    """For a pair that is not placed and has no free slot: where other meetings make way."""
    spots: tuple[PickedSpot, ...]
    """One a slot, in order of time; none where nobody could go."""
    cells: tuple[PickedCell, ...]
    instead: tuple[tuple[int, str], ...] = ()
    """Who could come along now in the place of somebody: registrations and names."""

    def of_tone(self, tone: Tone) -> int:
        """Return in how many slots other than its own the best spot has a tone."""
        return sum(spot.tone == tone and not spot.is_current for spot in self.spots)


def pick_meeting(
    session: Session, event: Event, draft: Scenario, meeting_id: int, *, rows: Sequence[int], by: str, language: str
) -> Picked:
    """Return a meeting of the draft with what each cell means for it: of the people who may go, or of some places.

    Raises `NotFound` for a meeting that is not in the draft.
    """
    meeting = session.exec(select(Meeting).where(Meeting.id == meeting_id, Meeting.event_id == event.id)).first()
    if meeting is None:
        raise NotFound(N_("This meeting is not in the draft."))
    board = load_board(session, event, draft, [meeting.pair])
    if meeting_id not in board.held:
        raise NotFound(N_("This meeting is not in the draft."))
    return _picked(board, meeting_id, meeting.pair, rows, by=by, language=language)


def pick_pair(
    session: Session, event: Event, draft: Scenario, pair: PairKey, *, rows: Sequence[int], by: str, language: str
) -> Picked:
    """Return a pair that is not in the draft in the same way; raises `NotFound` for delegations of elsewhere."""
    low, high = pair_of(*pair)
    board = load_board(session, event, draft, [(low, high)])
    if low == high or not {low, high} <= board.facts.delegations.keys():
        raise NotFound(N_("This event has no such delegations."))
    known = session.exec(
        select(Meeting).where(Meeting.event_id == event.id, col(Meeting.low_id) == low, col(Meeting.high_id) == high)
    ).first()
    number = NEW if known is None else row_id(known)
    picked = _picked(board, number, (low, high), rows, by=by, language=language)
    if picked.spot is not None or any(spot.tone == Tone.FREE for spot in picked.spots):
        return picked
    return replace(picked, ways=ways_for(session, event, draft, board, number=number, pair=(low, high)))


def _picked(board: DraftBoard, number: int, pair: PairKey, rows: Sequence[int], *, by: str, language: str) -> Picked:
    held = board.held.get(number)
    spot = None if held is None else held.spot
    options, words = Options(board, number, pair, spot), ConflictWords(board, language)
    find = _of_people if by == "people" else _of_tables
    return Picked(
        meeting_id=number or None,
        pair=pair,
        title=" – ".join(board.facts.name(side) for side in pair),
        people=() if spot is None else tuple(words.person(person) for person in spot.people),
        spot=spot,
        place="" if spot is None else board.facts.places[spot.place_id].code,
        locked=spot is not None and spot.locked,
        published=pair in board.published,
        ways=(),
        spots=tuple(_spots(board, options, spot, words)),
        cells=tuple(_best_of(find(board, options, rows, words))),
        instead=() if spot is None else tuple(_instead(board, options, pair, spot, words)),
    )


def _instead(
    board: DraftBoard, options: Options, pair: PairKey, now: MeetingSpot, words: ConflictWords
) -> Iterator[tuple[int, str]]:
    """Yield who could come along to a meeting where it is, in the place of somebody who does."""
    for party in board.parties(pair):
        for person in party.people if party.along is not None and len(party.people) > 1 else ():
            option = None if person in now.people else options.at(now.slot_id, place_id=now.place_id, person=person)
            if option is not None and option.tone is Tone.FREE:
                yield person, words.person(person)


def _spots(board: DraftBoard, options: Options, now: MeetingSpot | None, words: ConflictWords) -> Iterator[PickedSpot]:
    for slot_id, slot in board.facts.slots.items():
        option = options.at(slot_id)
        if option is None:
            continue
        yield PickedSpot(
            slot_id=slot_id,
            day=slot.day,
            starts=slot.starts,
            place_id=option.spot.place_id,
            place=board.facts.places[option.spot.place_id].code,
            people=tuple(words.person(person) for person in option.spot.people),
            other_people=now is not None and option.spot.people != now.people,
            tone=option.tone,
            reasons=words.reasons(option.conflicts),
            is_current=now is not None and slot_id == now.slot_id,
        )


def _best_of(cells: Iterable[PickedCell]) -> list[PickedCell]:
    """Return one cell for each row and column: of slots that share a column, the one that is possible."""
    best: dict[tuple[int, int], PickedCell] = {}
    for cell in cells:
        known = best.get((cell.row, cell.column))
        if known is None or _ORDER.index(cell.tone) < _ORDER.index(known.tone):
            best[cell.row, cell.column] = cell
    return list(best.values())


def _of_people(
    board: DraftBoard, options: Options, _rows: Collection[int], words: ConflictWords
) -> Iterator[PickedCell]:
    """Yield the cells of those who may go, in view or not: they are few."""
    columns = column_ids(board.facts)
    for person in (person for party in options.parties for person in party):
        for slot_id in board.facts.slots:
            option = options.at(slot_id, person=person)
            if option is not None:
                yield PickedCell(person, slot_id, option.tone, _sentence(option, board, words), columns[slot_id])


def _of_tables(
    board: DraftBoard, options: Options, rows: Collection[int], words: ConflictWords
) -> Iterator[PickedCell]:
    """Yield the cells of places: what speaks against the people then, and against the place."""
    columns, places = column_ids(board.facts), [place_id for place_id in rows if place_id in board.facts.places]
    for slot_id in board.facts.slots:
        option = options.at(slot_id)
        if option is None:
            continue
        people = tuple(
            one for one in option.conflicts if one.place_id is None and one.kind is not ConflictKind.PLACES_TAKEN
        )
        tone, said, column = tone_of(people), words.reasons(people), columns[slot_id]
        also, why_not = said if tone is Tone.BLOCKED else (), _why_not(words, slot_id, said)
        for place_id in places:
            here = tuple(options.of_place(place_id, slot_id))
            if here:  # nobody can waive what speaks against a place
                reasons = (*also, *words.reasons(here))
                yield PickedCell(place_id, slot_id, Tone.BLOCKED, _why_not(words, slot_id, reasons), column)
            elif people:
                yield PickedCell(place_id, slot_id, tone, why_not, column)
            else:
                one = Option(MeetingSpot(slot_id, place_id, option.spot.people), ())
                yield PickedCell(place_id, slot_id, tone, _sentence(one, board, words), column)


def _sentence(option: Option, board: DraftBoard, words: ConflictWords) -> str:
    if option.conflicts:
        return _why_not(words, option.spot.slot_id, words.reasons(option.conflicts))
    time = words.time(option.spot.slot_id)
    names = ", ".join(words.person(person) for person in option.spot.people)
    place = board.facts.places[option.spot.place_id].code
    return translate(
        words.language, N_("Possible: %(time)s, %(place)s, %(people)s"), time=time, place=place, people=names
    )


def _why_not(words: ConflictWords, slot_id: int, reasons: Sequence[str]) -> str:
    return translate(words.language, N_("%(time)s: %(reasons)s"), time=words.time(slot_id), reasons=" ".join(reasons))
