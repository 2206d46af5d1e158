"""Two scenarios side by side: what becomes of each meeting and of each person, and how full each slot is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from matchmaker.models import (
    Event,
    PairKey,
    Scenario,
    Strength,
    pair_of,
    row_id,
)
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.problem import open_places
from matchmaker.scheduling.queries.seatings import Beginning, ChangedPerson, PairSeat, changed_people, read_seatings
from matchmaker.wishes.rules.values import STRENGTH_WORTH


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """A meeting that only one of both scenarios has, or that is at another time."""

    title: str
    before: Beginning | None
    after: Beginning | None
    strengths: tuple[Strength, ...]
    """Of the wishes behind it, the stronger first."""


@dataclass(frozen=True, slots=True)
class SlotLoad:
    """How full a slot is in both."""

    day: date
    starts: time
    before: int
    after: int
    open: int | None
    """How many places can be used; None where a release has meetings at an hour that is none of a slot any more."""


@dataclass(frozen=True, slots=True)
class CategorySpread:
    """How many delegations of a category have so many meetings, in both."""

    name: str
    before: Mapping[int, int]
    after: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WishFlow:
    """Wishes of one category for another: how many both scenarios meet, of all of them."""

    before: int
    after: int
    of: int


@dataclass(frozen=True, slots=True)
class TwoScenarios:
    """What the later of two scenarios changes of the earlier one."""

    gained: tuple[ChangedMeeting, ...]
    lost: tuple[ChangedMeeting, ...]
    moved: tuple[ChangedMeeting, ...]
    gain: tuple[ChangedPerson, ...]
    """Who has more meetings."""
    lose: tuple[ChangedPerson, ...]
    move: tuple[ChangedPerson, ...]
    """Who has as many, but others or at other times."""
    loads: tuple[SlotLoad, ...]
    spreads: tuple[CategorySpread, ...]
    wished: tuple[str, ...]
    """Names of the categories that wishes are for."""
    wishing: tuple[tuple[str, tuple[WishFlow | None, ...]], ...]
    """A row a category: its name, and its wishes for each of `wished`; None without any."""

    @property
    def overfull(self) -> bool:
        """Whether more meetings are in a slot than places can be used now."""
        return any(one.open is not None and max(one.before, one.after) > one.open for one in self.loads)

    @property
    def most_meetings(self) -> int:
        """The most meetings that any delegation has in either."""
        return max((n for one in self.spreads for n in (*one.before, *one.after)), default=0)


def side_by_side(session: Session, event: Event, before: Scenario, after: Scenario, *, language: str) -> TwoScenarios:
    """Return what `after` changes of `before`; both are scenarios of the event."""
    facts = load_facts(session, event)
    return _two(facts, read_seatings(session, facts, before), read_seatings(session, facts, after), language)


def pictures_of(session: Session, event: Event, scenario: Scenario, *, language: str) -> TwoScenarios:
    """Return how full a scenario of the event is, and whom it serves: it stands beside itself."""
    facts = load_facts(session, event)
    seatings = read_seatings(session, facts, scenario)
    return _two(facts, seatings, seatings, language)


def _two(facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat], language: str) -> TwoScenarios:
    gain, lose, move = changed_people(facts, one, two)
    wished, wishing = _flows(facts, one, two, language)
    return TwoScenarios(
        gained=_meetings(facts, one, two, two.keys() - one.keys()),
        lost=_meetings(facts, one, two, one.keys() - two.keys()),
        moved=_meetings(
            facts, one, two, [key for key in one.keys() & two.keys() if one[key].begins != two[key].begins]
        ),
        gain=gain,
        lose=lose,
        move=move,
        loads=_loads(facts, one, two),
        spreads=_spreads(facts, one, two, language),
        wished=wished,
        wishing=wishing,
    )


def _meetings(
    facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat], pairs: Iterable[PairKey]
) -> tuple[ChangedMeeting, ...]:
    wanted = set(pairs)
    strengths: dict[PairKey, list[Strength]] = {}
    for wish in facts.wishes:
        pair = pair_of(wish.from_id, wish.to_id)
        if pair in wanted:
            strengths.setdefault(pair, []).append(wish.strength)
    found = [
        ChangedMeeting(
            title=f"{facts.name(pair[0])} – {facts.name(pair[1])}",
            before=one[pair].begins if pair in one else None,
            after=two[pair].begins if pair in two else None,
            strengths=tuple(sorted(strengths.get(pair, ()), key=lambda strength: -STRENGTH_WORTH[strength])),
        )
        for pair in wanted
    ]
    return tuple(sorted(found, key=lambda meeting: (-sum(STRENGTH_WORTH[s] for s in meeting.strengths), meeting.title)))


def _loads(facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat]) -> tuple[SlotLoad, ...]:
    """Return the slots by time, with the hours between them at which one of both has meetings that stay published."""
    before, after = (Counter(_at(facts, seating) for seating in seatings.values()) for seatings in (one, two))
    places: dict[_At, int | None] = dict.fromkeys((*before, *after))
    places |= {(slot.day, slot.starts, slot.venue_id): open_places(facts, slot) for slot in facts.slots.values()}
    return tuple(SlotLoad(*at[:2], before[at], after[at], places[at]) for at in sorted(places))


_At = tuple[date, time, int]
"""Day, beginning and venue."""


def _at(facts: Facts, seating: PairSeat) -> _At:
    return seating.begins.day, seating.begins.starts, facts.slots[seating.slot_id].venue_id


def _spreads(
    facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat], language: str
) -> tuple[CategorySpread, ...]:
    before, after = (Counter(side for pair in seatings for side in pair) for seatings in (one, two))
    members: dict[int, list[int]] = {}
    for side, delegation in facts.delegations.items():
        if facts.category(side).has_meetings and facts.delegates[side]:
            members.setdefault(delegation.category_id, []).append(side)
    return tuple(
        CategorySpread(
            facts.categories[number].name(language),
            Counter(before[side] for side in sides),
            Counter(after[side] for side in sides),
        )
        for number, sides in members.items()
    )


def _flows(
    facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat], language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[WishFlow | None, ...]], ...]]:
    """Return `TwoScenarios.wished` and `wishing`, categories in their order."""
    counted: dict[tuple[int, int], list[int]] = {}
    for wish in facts.wishes:
        pair = pair_of(wish.from_id, wish.to_id)
        key = facts.delegations[wish.from_id].category_id, facts.delegations[wish.to_id].category_id
        numbers = counted.setdefault(key, [0, 0, 0])
        for index, yes in enumerate((pair in one, pair in two, True)):
            numbers[index] += yes
    flows = {key: WishFlow(*numbers) for key, numbers in counted.items()}
    order = sorted(facts.categories.values(), key=lambda category: (category.position, row_id(category)))
    own, others = ([one for one in order if any(row_id(one) == key[end] for key in flows)] for end in (0, 1))
    rows = ((one.name(language), tuple(flows.get((row_id(one), row_id(two))) for two in others)) for one in own)
    return tuple(other.name(language) for other in others), tuple(rows)
