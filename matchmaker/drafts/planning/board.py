"""The board: where the meetings of the draft are, and what speaks against each change. Nothing is written here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matchmaker.drafts.planning.people import Held, PersonDays
from matchmaker.drafts.rules.conflicts import Conflict, ConflictKind
from matchmaker.models import PairKey, WaivedRule
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import Pairs
from matchmaker.scheduling.planning.parties import Party, parties_of
from matchmaker.scheduling.planning.places import places_of_pair
from matchmaker.wishes.rules.values import FILLER_WORTH

Seat = tuple[int, int]
"""(place id, slot id)."""


@dataclass(frozen=True)
class DraftBoard:
    """The meetings of some delegations in the draft, in the middle of all others."""

    facts: Facts
    """Of these delegations, and of those that they meet or wish to meet."""
    found: Pairs
    held: Mapping[int, Held]
    """By meeting id."""
    taken: Mapping[Seat, Collection[int]]
    """The meetings at each place in each slot, all of the draft."""
    published: frozenset[PairKey] = frozenset()
    """Those of these pairs that meet in the last release."""

    @cached_property
    def people(self) -> PersonDays:
        return PersonDays(self.facts)

    def judge(self, changed: Mapping[int, Held | None]) -> dict[int, tuple[Conflict, ...]]:
        """Return what speaks against each meeting of `changed` at its new spot; None: it leaves the schedule."""
        after = Overlay(self, changed)
        return {number: tuple(after.conflicts(held)) for number, held in changed.items() if held is not None}

    def parted(self, pair: PairKey) -> tuple[Conflict, ...]:
        """Return why a pair may not meet at all; empty if it may."""
        if pair in self.facts.rules.forbidden:
            return (Conflict(ConflictKind.KEPT_APART),)
        return () if pair in self.found.eligible else (Conflict(ConflictKind.NOT_AGREED),)

    def waived(self, without: Iterable[int]) -> dict[int, dict[WaivedRule, frozenset[int]]]:
        """Return what is waived in the draft, but for some meetings."""
        left_out, found = set(without), dict[int, dict[WaivedRule, frozenset[int]]]()
        for held in self.held.values():
            if held.meeting_id in left_out:
                continue
            for person, rule in held.spot.waived:
                rules = found.setdefault(person, {})
                rules[rule] = rules.get(rule, frozenset()) | {held.spot.slot_id}
        return found

    def allowed_places(self, pair: PairKey) -> tuple[int, ...]:
        """Return the places where a pair may meet."""
        return places_of_pair(self.facts, pair)

    @cached_property
    def rooms(self) -> dict[int, tuple[int, int]]:
        """Venue and capacity of each place, as plain numbers: they are asked for thousands of times."""
        return {number: (place.venue_id, place.capacity) for number, place in self.facts.places.items()}

    def first_with_room(self, places: Sequence[int], slot_id: int, without: Collection[int]) -> int | None:
        """Return the first of some places that is open in a slot and has room once the meetings `without` are gone."""
        rooms, taken, closures = self.rooms, self.taken, self.facts.closures
        venue_id = self.facts.slots[slot_id].venue_id
        for place_id in places:
            there, (venue, capacity) = taken.get((place_id, slot_id), ()), rooms[place_id]
            if len(there) >= capacity and sum(number not in without for number in there) >= capacity:
                continue
            if venue == venue_id and (place_id, slot_id) not in closures:
                return place_id
        return None

    def is_open(self, place_id: int, slot_id: int) -> bool:
        """Tell whether a place is in the venue of a slot, and not closed then."""
        same_venue = self.rooms[place_id][0] == self.facts.slots[slot_id].venue_id
        return same_venue and (place_id, slot_id) not in self.facts.closures

    def parties(self, pair: PairKey) -> tuple[Party, ...]:
        """Return who may go: for each side, then where a rule asks for two of one."""
        return parties_of(self.facts, pair, self.found.eligible.get(pair))


class Overlay:
    """The board after a change."""

    def __init__(self, board: DraftBoard, changed: Mapping[int, Held | None]) -> None:
        self.board, self.changed = board, changed
        self.held = {number: held for number, held in board.held.items() if number not in changed}
        self.held |= {number: held for number, held in changed.items() if held is not None}
        self.waived = board.waived(changed)
        for held in changed.values():
            if held is not None:
                for person, rule in held.spot.waived:
                    rules = self.waived.setdefault(person, {})
                    rules[rule] = rules.get(rule, frozenset()) | {held.spot.slot_id}
        self.by_agent: dict[str, list[Held]] = {}
        for held in self.held.values():
            for person in held.spot.people:
                if person in board.facts.registrations:
                    self.by_agent.setdefault(board.people.agent(person), []).append(held)

    def conflicts(self, held: Held) -> Iterator[Conflict]:
        """Yield what speaks against a changed meeting."""
        yield from self.board.parted(held.pair)
        yield from self.of_order(held.meeting_id, held.pair, held.spot.slot_id)
        yield from self.of_place(held.meeting_id, held.pair, held.spot.place_id, held.spot.slot_id)
        yield from self.of_people(held)
        if held.meeting_id not in self.board.held:
            yield from self.of_delegations(held.pair)

    def of_people(self, held: Held) -> Iterator[Conflict]:
        """Yield what speaks against those who go, and whom the meeting lacks."""
        parties = self.board.parties(held.pair)
        for person, party in zip(held.spot.people, parties, strict=False):
            yield from self.of_person(held.meeting_id, person, party.people, held.spot.slot_id)
        for person in held.spot.people[len(parties) :]:
            yield from self.of_person(held.meeting_id, person, (), held.spot.slot_id)
        for party in parties[len(held.spot.people) :]:
            kind = ConflictKind.ONE_ALONE if party.along is None else ConflictKind.NOBODY_ALONG
            yield Conflict(kind, delegation_id=party.delegation_id)

    def of_person(self, meeting_id: int, person: int, allowed: Sequence[int], slot_id: int) -> Iterator[Conflict]:
        if person not in allowed:
            yield Conflict(ConflictKind.CANNOT_GO, person)
        if person not in self.board.facts.registrations:
            return
        others = [one for one in self.by_agent.get(self.board.people.agent(person), ()) if one.meeting_id != meeting_id]
        yield from self.board.people.conflicts(person, slot_id, others, self.waived)

    def of_order(self, meeting_id: int, pair: PairKey, slot_id: int) -> Iterator[Conflict]:
        """Yield the meetings that must be over before a slot and are not, and those that it would be too late for."""
        rules, slots = self.board.facts.rules, self.board.facts.slots
        here, earlier, later = slots[slot_id], rules.before(pair), rules.after(pair)
        if not earlier and not later:
            return
        for one in self.held.values():
            there = slots[one.spot.slot_id]
            wrong = (one.pair in earlier and there.ends_at > here.starts_at) or (
                one.pair in later and here.ends_at > there.starts_at
            )
            if wrong and one.meeting_id != meeting_id:
                yield Conflict(ConflictKind.OUT_OF_ORDER, meeting_id=one.meeting_id)

    def of_place(self, meeting_id: int, pair: PairKey, place_id: int, slot_id: int) -> Iterator[Conflict]:
        facts, (venue_id, capacity) = self.board.facts, self.board.rooms[place_id]
        if venue_id != facts.slots[slot_id].venue_id:
            yield Conflict(ConflictKind.OTHER_VENUE, place_id=place_id)
            return
        if place_id not in self._allowed(pair):
            yield Conflict(ConflictKind.OTHER_BOOTH, place_id=place_id)
        if (place_id, slot_id) in facts.closures:
            yield Conflict(ConflictKind.PLACE_CLOSED, place_id=place_id)
        there = [number for number in self.board.taken.get((place_id, slot_id), ()) if number not in self.changed]
        there += [
            number
            for number, held in self.changed.items()
            if held is not None and (held.spot.place_id, held.spot.slot_id) == (place_id, slot_id)
        ]
        if meeting_id in there:
            there.remove(meeting_id)
        if len(there) >= capacity:
            yield Conflict(ConflictKind.PLACE_TAKEN, place_id=place_id, meeting_id=min(there, default=None))

    def _allowed(self, pair: PairKey) -> frozenset[int]:
        if pair not in self._places:
            self._places[pair] = frozenset(self.board.allowed_places(pair))
        return self._places[pair]

    @cached_property
    def _places(self) -> dict[PairKey, frozenset[int]]:
        return {}

    def of_delegations(self, pair: PairKey) -> Iterator[Conflict]:
        """Yield the rules on the number of meetings that one more of a pair breaks."""
        for side in pair:
            yield from self._of_delegation(side, pair)

    def _of_delegation(self, side: int, new: PairKey) -> Iterator[Conflict]:
        limits = self.board.facts.limits(side)
        own = [*{held.pair for held in self.held.values() if side in held.pair} | {new}]
        if limits.max_meetings is not None and len(own) > limits.max_meetings:
            yield Conflict(ConflictKind.MAXIMUM, delegation_id=side)
        received = sum(self._is_received(pair, side) for pair in own)
        if limits.max_received is not None and received > limits.max_received:
            yield Conflict(ConflictKind.MAXIMUM_RECEIVED, delegation_id=side)

    def _is_received(self, pair: PairKey, side: int) -> bool:
        """Tell whether only the other side wished for a meeting."""
        known = self.board.found.eligible.get(pair)
        own, other = (FILLER_WORTH, 0) if known is None else known.values
        if pair[0] != side:
            own, other = other, own
        return own == 0 and other > 0
