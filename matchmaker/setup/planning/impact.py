"""Impact of a change of the structure: what is published, and when people can meet, before it and after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.tokens import content_token
from matchmaker.models import Event, PairKey, pair_of, row_id
from matchmaker.releases.planning.ways import short_ways
from matchmaker.releases.queries.drafts import newest_schedule
from matchmaker.releases.queries.published import last_release, standing_pairs
from matchmaker.releases.queries.standing import find_strayed
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.overlaps import (
    DoubleTime,
    ItemInTheWay,
    ItemTime,
    items_at_once,
    items_in_the_way,
    more_at_once,
)
from matchmaker.scheduling.planning.pairs import find_pairs
from matchmaker.scheduling.planning.problem import seats
from matchmaker.scheduling.planning.results import placed_pairs, read_schedule
from matchmaker.scheduling.rules.reasons import UnmetReason
from matchmaker.setup.planning.hits import HitMeeting
from matchmaker.setup.planning.new_times import NewTimes, new_times
from matchmaker.setup.planning.spots import hit_meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """How an event stands at a moment: values alone, as its rows change afterwards."""

    release: int
    """Number of the last release; 0 for none."""
    broken: Mapping[PairKey, HitMeeting]
    """The published meetings that contradict the rows."""
    free: Mapping[int, frozenset[int]]
    """The slots in which each person who is sent to meetings can meet, by registration."""
    said: frozenset[int]
    """Those of them who have said when they can."""
    meet: Mapping[PairKey, bool]
    """The pairs that agree to meet, and whether they have a time in common."""
    seats: int
    """How many meetings there is room for."""
    excluded: Mapping[int, PairKey]
    """The wishes that do not count by the categories of the two, by id."""
    published: frozenset[PairKey]
    """The pairs that meet in the last release."""
    shifted: Mapping[PairKey, tuple[int, ...]]
    """The other published meetings whose slot is at another time than people know, with their registrations."""
    in_the_way: tuple[ItemInTheWay, ...]
    """Programme items for everyone at the time of a block."""
    at_once: Mapping[tuple[int, int], DoubleTime]
    """Programme items of the same people that overlap."""
    items: frozenset[int]
    """Ids of all programme items."""
    hurried: Mapping[PairKey, frozenset[str]]
    """The pairs whose meeting in the newest schedule leaves too little time for a way, with who is in a hurry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a change of the structure does."""

    release: int
    meetings: tuple[HitMeeting, ...]
    """By time."""
    broken: int
    """Published meetings that contradict the rows afterwards, whatever the cause."""
    healed: int
    """Published meetings that had strayed from the rows and do so no longer."""
    shifted: int
    """Other published meetings that are at another time from now on, with their slot."""
    moved: frozenset[int]
    """Registrations of those who meet in them."""
    in_the_way: tuple[ItemInTheWay, ...]
    """Programme items for everyone that are at the time of a block from now on."""
    at_once: tuple[DoubleTime, ...]
    """Programme items that overlap for the same people, or for more of them, from now on."""
    standing: frozenset[int]
    """Ids of the programme items that are there before and after: they have a page."""
    losing: int
    """People who lose a time at which they could meet."""
    fewer: NewTimes
    """Who has fewer such times than before: slots that are cut anew take old times and give new ones."""
    other: NewTimes
    """Who has as many as before, at other times."""
    more: NewTimes
    """Who has more."""
    said: int
    """People who gain a time and have said when they can: in new slots they count as free."""
    apart: int
    """Pairs that agree to meet and have no time in common any more."""
    excluded: int
    """Wishes that do not count any more by the categories of the two."""
    included: int
    """Wishes that count again."""
    parted: int
    """Pairs that agreed to meet, and do not by the rules from now on."""
    joined: int
    """Pairs that agree to meet from now on."""
    kept: int
    """Published meetings of wishes that do not count any more: they stay."""
    hurried: tuple[tuple[str, ...], ...]
    """For each other meeting of the newest schedule with too little time for a way from now on: who is in a hurry."""
    seats: int
    """How many meetings there is room for afterwards."""
    seats_before: int

    @property
    def asks(self) -> bool:
        """Whether somebody must be asked before it is done."""
        return bool(
            self.meetings
            or self.shifted
            or self.in_the_way
            or self.at_once
            or self.losing
            or self.said
            or self.apart
            or self.excluded
            or self.included
            or self.parted
            or self.joined
            or self.hurried
        )

    @property
    def touched(self) -> tuple[HitMeeting, ...]:
        """Meetings that cannot stay as they are, counted as at the change desk: a free table at the same time is no
        other meeting."""
        return tuple(meeting for meeting in self.meetings if not meeting.keeps_time)

    @property
    def elsewhere(self) -> int:
        """Meetings that only change their table, where nothing else is done."""
        return len(self.meetings) - len(self.touched)

    @property
    def movable(self) -> int:
        """Meetings that can keep their time at another place."""
        return sum(bool(meeting.elsewhere) for meeting in self.meetings)

    @property
    def making_way(self) -> int:
        """Other meetings that change their places for these, at the same time."""
        return sum(meeting.makes_way for meeting in self.meetings)

    @property
    def falling(self) -> tuple[HitMeeting, ...]:
        """Meetings of two who may not meet any more."""
        return tuple(meeting for meeting in self.meetings if meeting.cause is None)

    @property
    def people(self) -> int:
        """How many people lose a meeting, or have it at another time."""
        return len(self.moved.union(*(meeting.people for meeting in self.touched)))

    @property
    def stuck(self) -> tuple[HitMeeting, ...]:
        """Meetings that need another time."""
        return tuple(meeting for meeting in self.meetings if not meeting.elsewhere and meeting.cause is not None)

    @property
    def to_move(self) -> tuple[ItemInTheWay | ItemTime, ...]:
        """The items in the way of something that have a page, each once: one that would be added has none yet."""
        items: list[ItemInTheWay | ItemTime] = [*self.in_the_way]
        items += [item for one in self.at_once for item in (one.first, one.second)]
        return tuple({item.item_id: item for item in items if item.item_id in self.standing}.values())

    @property
    def _new_times(self) -> tuple[tuple[int, ...], ...]:
        return tuple((one.people, *one.before, *one.after) for one in (self.fewer, self.other, self.more))

    @property
    def digest(self) -> str:
        """A short name of it, by which a form says what its reader has seen."""
        hit = [
            (one.slot_id, one.place_id, one.people, one.cause, one.elsewhere, one.makes_way, str(one.other_time))
            for one in self.meetings
        ]
        pairs = self.apart, self.excluded, self.included, self.parted, self.joined, self.kept, self.hurried
        # a new item has another id each time that it is tried
        blocks = [(sorted(one.titles.items()), str(one.starts), str(one.ends), one.block_id) for one in self.in_the_way]
        twice = [(one.first.words, one.second.words, sorted(one.people)) for one in self.at_once]
        times = self.shifted, sorted(self.moved), blocks, twice
        return content_token(self.release, hit, self.losing, *self._new_times, self.said, self.seats, *pairs, *times)


def take_stock(session: Session, event: Event) -> Stock:
    """Return how an event stands now."""
    facts = load_facts(session, event)
    standing = standing_pairs(session, row_id(event))
    found = find_pairs(facts, published=standing)
    release, strayed = last_release(session, row_id(event)), find_strayed(session, facts, found)
    busy = busy_slots(facts)
    people = [
        one
        for delegation_id, delegates in facts.delegates.items()
        if facts.category(delegation_id).has_meetings
        for one in delegates
    ]
    free = {row_id(one): frozenset(facts.slots).difference(busy[row_id(one)]) for one in people}
    return Stock(
        release=release.number if release else 0,
        broken=hit_meetings(facts, strayed.placed, strayed.unfit, free),
        shifted={pair: strayed.placed[pair].people for pair in strayed.shifted},
        in_the_way=items_in_the_way(facts),
        at_once=items_at_once(facts),
        items=frozenset(facts.items),
        free=free,
        said=frozenset(row_id(one) for one in people if one.availability_at is not None),
        meet={pair: _have_time(facts, free, pair) for pair in found.eligible},
        seats=seats(facts),
        excluded={
            row_id(wish): pair_of(wish.from_id, wish.to_id)
            for wish in facts.wishes
            if found.left_out.get(row_id(wish)) is UnmetReason.EXCLUDED
        },
        published=frozenset(standing),
        hurried=_hurried(session, facts),
    )


def compare(before: Stock, after: Stock) -> Impact:
    """Return what lies between two moments of an event."""
    hit = [meeting for pair, meeting in after.broken.items() if pair not in before.broken]
    excluded = after.excluded.keys() - before.excluded.keys()
    shifted = [people for pair, people in after.shifted.items() if pair not in before.shifted]
    known = {one.key for one in before.in_the_way}
    strayed = before.broken.keys() | before.shifted.keys()
    free = [
        (before.free.get(person, frozenset()), after.free.get(person, frozenset()))
        for person in before.free.keys() | after.free.keys()
    ]
    gaining = {person for person, slots in after.free.items() if slots - before.free.get(person, frozenset())}
    return Impact(
        release=after.release,
        meetings=tuple(sorted(hit, key=lambda meeting: (meeting.starts_at, meeting.names))),
        broken=len(after.broken),
        healed=len(strayed - after.broken.keys() - after.shifted.keys()),
        shifted=len(shifted),
        moved=frozenset().union(*shifted),
        in_the_way=tuple(one for one in after.in_the_way if one.key not in known),
        at_once=more_at_once(before.at_once, after.at_once),
        standing=before.items & after.items,
        losing=sum(bool(slots - after.free.get(person, frozenset())) for person, slots in before.free.items()),
        fewer=new_times(free, lambda old, new: new < old),
        other=new_times(free, lambda old, new: new == old),
        more=new_times(free, lambda old, new: new > old),
        said=len(gaining & after.said),
        apart=sum(could and not after.meet.get(pair, True) for pair, could in before.meet.items()),
        excluded=len(excluded),
        included=len(before.excluded.keys() - after.excluded.keys()),
        parted=len(before.meet.keys() - after.meet.keys()),
        joined=len(after.meet.keys() - before.meet.keys()),
        kept=len({after.excluded[wish_id] for wish_id in excluded} & after.published),
        hurried=tuple(
            tuple(sorted(people))
            for pair, people in sorted(after.hurried.items())
            if pair not in before.hurried and pair not in after.broken
        ),
        seats=after.seats,
        seats_before=before.seats,
    )


def _hurried(session: Session, facts: Facts) -> Mapping[PairKey, frozenset[str]]:
    """Return who has too little time for a way in the newest schedule; no statement for an event with one venue."""
    scenario = newest_schedule(session, facts.event) if len(facts.venues) > 1 else None
    if scenario is None:
        return {}
    found: dict[PairKey, frozenset[str]] = {}
    for way in short_ways(facts, placed_pairs(read_schedule(session, scenario, facts.humans), facts.humans)):
        found[way.pair] = found.get(way.pair, frozenset()) | {facts.persons[way.registration_id].name}
    return found


def _have_time(facts: Facts, free: Mapping[int, frozenset[int]], pair: PairKey) -> bool:
    low, high = (
        frozenset().union(*(free.get(row_id(one), frozenset()) for one in facts.delegates[side])) for side in pair
    )
    return bool(low & high)
