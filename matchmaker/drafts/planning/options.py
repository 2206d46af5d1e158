"""Where one meeting of the draft could go: the best spot of each slot, person and place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from matchmaker.drafts.planning.board import DraftBoard, Overlay
from matchmaker.drafts.planning.people import Held
from matchmaker.drafts.rules.conflicts import Conflict, ConflictKind, Tone, tone_of
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import PairKey


@dataclass(frozen=True, slots=True)
class Option:
    """A spot for a meeting, and what speaks against it."""

    spot: MeetingSpot
    conflicts: tuple[Conflict, ...]

    @property
    def tone(self) -> Tone:
        return tone_of(self.conflicts)


class Options:
    """Where one meeting could go: the best spot of each slot, person and place."""

    def __init__(
        self,
        board: DraftBoard,
        meeting_id: int,
        pair: PairKey,
        current: MeetingSpot | None,
        *,
        without: Iterable[int] = (),
    ) -> None:
        """`current` is where it is now; the meetings `without` are not there any more."""
        self.board, self.meeting_id, self.pair, self.current = board, meeting_id, pair, current
        self._gone = frozenset((meeting_id, *without))
        self._after = Overlay(board, dict.fromkeys(self._gone))
        self._parties = tuple(party.people for party in board.parties(pair))
        self._allowed = board.allowed_places(pair)
        self._of_person: dict[tuple[int, int], tuple[Conflict, ...]] = {}
        self._best: dict[tuple[int, int | None], tuple[int, ...]] = {}
        self._best_place: dict[int, int | None] = {}

    @property
    def sides(self) -> tuple[tuple[int, ...], ...]:
        """Who may go for each side."""
        return self._parties[:2]

    @property
    def parties(self) -> tuple[tuple[int, ...], ...]:
        """Who may go for each side, and who may come along."""
        return self._parties

    def at(self, slot_id: int, *, place_id: int | None = None, person: int | None = None) -> Option | None:
        """Return the meeting in a slot, at a place and with a person if they are named, else with the best.

        None if nobody could go, or there is no place at all. The people and the place of now come first, then those
        with the fewest conflicts.
        """
        if not all(self._parties):
            return None
        people = self.people(slot_id, person)
        place = self._place(slot_id) if place_id is None else place_id
        if place is None:
            return None
        locked = self.current is not None and self.current.locked
        return Option(
            spot=MeetingSpot(slot_id, place, people, locked),
            conflicts=(
                *self._everywhere,
                *self._after.of_order(self.meeting_id, self.pair, slot_id),
                *(self.of_place(place, slot_id) if place_id is not None else self._of_places(place, slot_id)),
                *(conflict for one in people for conflict in self._conflicts(one, slot_id)),
            ),
        )

    @cached_property
    def _everywhere(self) -> tuple[Conflict, ...]:
        """What speaks against the meeting wherever it is."""
        new = self.meeting_id not in self.board.held
        return (*self.board.parted(self.pair), *(self._after.of_delegations(self.pair) if new else ()))

    def people(self, slot_id: int, person: int | None) -> tuple[int, ...]:
        """Return who would go in a slot; `person` is one of them if they may go for a side."""
        key = slot_id, person
        if key not in self._best:
            chosen: list[int] = []
            for party, now in zip_longest(self._parties, self.current.people if self.current else ()):
                left = [one for one in party or () if one not in chosen]
                if person is not None and person in left:
                    chosen.append(person)
                elif left:
                    chosen.append(min(left, key=lambda one: (self._weight(one, slot_id), one != now, left.index(one))))
            self._best[key] = tuple(chosen)
        return self._best[key]

    def _place(self, slot_id: int) -> int | None:
        if slot_id not in self._best_place:
            now = None if self.current is None else self.current.place_id
            tried = (now, *self._allowed) if now is not None and now in self._allowed else self._allowed
            best = self.board.first_with_room(tried, slot_id, self._gone)
            if best is None:
                there = (place_id for place_id in tried if self.board.is_open(place_id, slot_id))
                best = next((one for found in (there, tried) for one in found), None)
            self._best_place[slot_id] = best
        return self._best_place[slot_id]

    def of_place(self, place_id: int, slot_id: int) -> Iterator[Conflict]:
        """Yield what speaks against a place in a slot, whoever goes."""
        return self._after.of_place(self.meeting_id, self.pair, place_id, slot_id)

    def _of_places(self, best: int, slot_id: int) -> Iterator[Conflict]:
        """Yield what speaks against the best place of a slot; if that is taken, so are all others."""
        for conflict in self.of_place(best, slot_id):
            full = conflict.kind is ConflictKind.PLACE_TAKEN and len(self._allowed) > 1
            yield Conflict(ConflictKind.PLACES_TAKEN) if full else conflict

    def _weight(self, person: int, slot_id: int) -> int:
        return tone_rank(self._conflicts(person, slot_id))

    def _conflicts(self, person: int, slot_id: int) -> tuple[Conflict, ...]:
        key = person, slot_id
        if key not in self._of_person:
            self._of_person[key] = tuple(self._after.of_person(self.meeting_id, person, (person,), slot_id))
        return self._of_person[key]


def tone_rank(conflicts: Iterable[Conflict]) -> int:
    """Return 0 where nothing is in the way, 1 for personal limits, 2 for all else."""
    return list(Tone).index(tone_of(conflicts))


def with_waivers(option: Option) -> MeetingSpot:
    """Return the spot of an option with its personal limits waived."""
    waived = {
        (conflict.registration_id, conflict.rule)
        for conflict in option.conflicts
        if conflict.registration_id is not None and conflict.rule is not None
    }
    return replace(option.spot, waived=tuple(sorted(waived)))


def changes_nothing(board: DraftBoard, one: Held, two: Held) -> bool:
    """Tell whether a swap would leave both where they are: at one time, each at a booth of its own."""
    after = swapped(board, one, two)
    return all(
        (after[held.meeting_id].spot.slot_id, after[held.meeting_id].spot.place_id)
        == (held.spot.slot_id, held.spot.place_id)
        for held in (one, two)
    )


def swapped(board: DraftBoard, one: Held, two: Held) -> dict[int, Held]:
    """Return two meetings at each other's slot and place; at a booth of its own, a meeting keeps its place.

    A colleague whom a rule once sent along, and sends no more, stays away, as from a meeting that is moved.
    """

    def to(held: Held, other: Held) -> Held:
        allowed = other.spot.place_id in board.allowed_places(held.pair)
        place_id = other.spot.place_id if allowed else held.spot.place_id
        people = held.spot.people[: len(board.parties(held.pair))]
        spot = replace(held.spot, slot_id=other.spot.slot_id, place_id=place_id, people=people, waived=())
        return replace(held, spot=spot)

    return {one.meeting_id: to(one, two), two.meeting_id: to(two, one)}
