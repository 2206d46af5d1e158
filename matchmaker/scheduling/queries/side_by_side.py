"""Two scenarios side by side: what becomes of each meeting and of each person, and how full each slot is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select as select_many
from sqlmodel import Session, col

from matchmaker.models import Event, Meeting, PairKey, Placement, PlacementPerson, Scenario, Strength, pair_of, row_id
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.problem import open_places
from matchmaker.wishes.rules.values import STRENGTH_WORTH


@dataclass(frozen=True, slots=True)
class PairSeat:
    """Where a scenario has a meeting."""

    slot_id: int
    place_id: int
    people: frozenset[int]
    """Registrations."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a meeting begins: wall time."""

    day: date
    starts: time


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """A meeting that only one of both scenarios has, or that is at another time."""

    title: str
    before: Beginning | None
    after: Beginning | None
    strengths: tuple[Strength, ...]
    """Of the wishes behind it, the stronger first."""


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """A person whose meetings differ."""

    registration_id: int
    name: str
    organisation: str
    before: int
    after: int
    """Meetings."""


@dataclass(frozen=True, slots=True)
class SlotLoad:
    """How full a slot is in both."""

    day: date
    starts: time
    before: int
    after: int
    open: int
    """How many places can be used."""


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
    def most_meetings(self) -> int:
        """The most meetings that any delegation has in either."""
        return max((n for one in self.spreads for n in (*one.before, *one.after)), default=0)


def side_by_side(session: Session, event: Event, before: Scenario, after: Scenario, *, language: str) -> TwoScenarios:
    """Return what `after` changes of `before`; both are scenarios of the event."""
    facts = load_facts(session, event)
    one, two = _seatings(session, before), _seatings(session, after)
    gain, lose, move = _people(facts, one, two)
    wished, wishing = _flows(facts, one, two, language)
    return TwoScenarios(
        gained=_meetings(facts, one, two, two.keys() - one.keys()),
        lost=_meetings(facts, one, two, one.keys() - two.keys()),
        moved=_meetings(
            facts, one, two, [key for key in one.keys() & two.keys() if one[key].slot_id != two[key].slot_id]
        ),
        gain=gain,
        lose=lose,
        move=move,
        loads=_loads(facts, one, two),
        spreads=_spreads(facts, one, two, language),
        wished=wished,
        wishing=wishing,
    )


def _seatings(session: Session, scenario: Scenario) -> dict[PairKey, PairSeat]:
    """Return where a scenario has which pair; a pair meets once."""
    rows = session.connection().execute(
        select_many(
            col(Meeting.low_id),
            col(Meeting.high_id),
            col(Placement.slot_id),
            col(Placement.place_id),
            col(PlacementPerson.registration_id),
        )
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .where(col(Placement.scenario_id) == row_id(scenario))
    )
    found: dict[PairKey, tuple[int, int, set[int]]] = {}
    for low, high, slot_id, place_id, person in rows:
        found.setdefault((low, high), (slot_id, place_id, set()))[2].add(person)
    return {pair: PairSeat(slot_id, place_id, frozenset(people)) for pair, (slot_id, place_id, people) in found.items()}


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
            before=_beginning(facts, one.get(pair)),
            after=_beginning(facts, two.get(pair)),
            strengths=tuple(sorted(strengths.get(pair, ()), key=lambda strength: -STRENGTH_WORTH[strength])),
        )
        for pair in wanted
    ]
    return tuple(sorted(found, key=lambda meeting: (-sum(STRENGTH_WORTH[s] for s in meeting.strengths), meeting.title)))


def _beginning(facts: Facts, seating: PairSeat | None) -> Beginning | None:
    if seating is None:
        return None
    slot = facts.slots[seating.slot_id]
    return Beginning(slot.day, slot.starts)


def _people(
    facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat]
) -> tuple[tuple[ChangedPerson, ...], ...]:
    """Return who gains, who loses, and who only moves."""
    days: list[dict[int, set[tuple[PairKey, int]]]] = []
    for seatings in (one, two):
        of: dict[int, set[tuple[PairKey, int]]] = {}
        for pair, seating in seatings.items():
            for person in seating.people:
                of.setdefault(person, set()).add((pair, seating.slot_id))
        days.append(of)
    changed = (
        _person(facts, number, len(days[0].get(number, ())), len(days[1].get(number, ())))
        for number in days[0].keys() | days[1].keys()
        if days[0].get(number) != days[1].get(number)
    )
    ordered = sorted(changed, key=lambda person: (person.organisation, person.name))
    return (
        tuple(person for person in ordered if person.after > person.before),
        tuple(person for person in ordered if person.after < person.before),
        tuple(person for person in ordered if person.after == person.before),
    )


def _person(facts: Facts, number: int, before: int, after: int) -> ChangedPerson:
    registration = facts.registrations[number]
    person = facts.persons[number]
    return ChangedPerson(number, person.name, facts.name(registration.delegation_id), before, after)


def _loads(facts: Facts, one: Mapping[PairKey, PairSeat], two: Mapping[PairKey, PairSeat]) -> tuple[SlotLoad, ...]:
    before, after = (Counter(seating.slot_id for seating in seatings.values()) for seatings in (one, two))
    return tuple(
        SlotLoad(slot.day, slot.starts, before[number], after[number], open_places(facts, slot))
        for number, slot in facts.slots.items()
    )


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
