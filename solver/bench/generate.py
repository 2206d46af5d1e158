"""Random instances of forums, repeatable by seed.

`uniform` is the published random model: pairs drawn evenly, none twice. `popular` is what real forums look like: few
companies that very many wish to meet, wishes of one side with strengths and ranks, companies with several people,
two categories, absences, limits and a few vetoes. In both nobody is asked for more meetings than there is time for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random

from solver.model.parts import Agent, Delegation, Place, Request, Side, Slot
from solver.model.problem import Problem

FIRST_DAY = datetime(2030, 3, 4, 9, tzinfo=UTC)
SLOT_MINUTES, LUNCH_MINUTES = 30, 60
TRIES = 40
"""Draws for each meeting before places are swapped with meetings that stand already."""

STRENGTHS, HOW_OFTEN = (40, 20, 10), (20, 50, 30)
"""What must, want and open are worth, and how often each is said (per cent)."""
RANK_CEILING = 10
PREMIUM_WEIGHT, PREMIUM_SHARE = 2, 0.25
MUTUAL, AWAY, LIMITED, CAPPED = 0.2, 0.1, 0.1, 0.05
"""Shares: of wishes that are returned, of people away for a while, people with a limit a day, companies with a cap."""
TAIL = 0.9
"""The n-th company is wished for in proportion to n to the power of minus so much."""
VETOES_PER_COMPANY = 0.02
PER_PERSON = 1.3
"""People for each company on average; the popular ones have more."""


class Model(StrEnum):
    UNIFORM = "uniform"
    POPULAR = "popular"


class ImpossibleForum(ValueError):
    """There is no forum of that size; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How big a forum is; `slots` are those of all days together, split evenly."""

    people: int
    meetings: int
    slots: int
    tables: int
    days: int = 1

    def __post_init__(self) -> None:
        for name in ("people", "meetings", "slots", "tables", "days"):
            if getattr(self, name) < 1:
                raise ImpossibleForum(f"{name} must be at least 1")
        if self.days > self.slots:
            raise ImpossibleForum(f"{self.slots} slots cannot be split over {self.days} days")
        if self.meetings > self.tables * self.slots:
            raise ImpossibleForum(
                f"{self.tables} tables hold {self.tables * self.slots} meetings in {self.slots} slots"
            )
        if 2 * self.meetings > self.people * self.slots:
            most = self.people * self.slots // 2
            raise ImpossibleForum(f"{self.people} people have time for {most} meetings in {self.slots} slots")


def generate(size: Size, model: Model, seed: int) -> Problem:
    """A forum with exactly so many people, possible meetings, slots and tables; raises `ImpossibleForum`."""
    random = Random(f"{model.value} {seed}")  # noqa: S311 -- nothing secret
    slots = _slots(size)
    return (_uniform if model is Model.UNIFORM else _popular)(size, slots, random)


def _slots(size: Size) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for day in range(size.days):
        number = size.slots // size.days + (day < size.slots % size.days)
        morning = FIRST_DAY + timedelta(days=day)
        for place in range(number):
            late = place >= (number + 1) // 2
            start = int(morning.timestamp()) // 60 + place * SLOT_MINUTES + late * LUNCH_MINUTES
            slots.append(
                Slot(
                    id=f"s{len(slots) + 1}",
                    start=start,
                    end=start + SLOT_MINUTES,
                    day=morning.date().isoformat(),
                    block="afternoon" if late else "morning",
                )
            )
    return tuple(slots)


def _tables(size: Size) -> tuple[Place, ...]:
    return tuple(Place(id=f"t{number + 1}") for number in range(size.tables))


def _uniform(size: Size, slots: tuple[Slot, ...], random: Random) -> Problem:
    people = size.people
    pairs = _pairs(
        size.meetings, [size.slots] * people, lambda: (random.randrange(people), random.randrange(people)), random
    )
    everything = frozenset(slot.id for slot in slots)
    return Problem(
        slots=slots,
        places=_tables(size),
        agents=tuple(Agent(id=f"p{n + 1}", free=everything) for n in range(people)),
        delegations=tuple(Delegation(id=f"c{n + 1}") for n in range(people)),
        requests=tuple(
            Request(
                id=f"r{number}",
                sides=(
                    Side(delegation=f"c{one + 1}", agents=(f"p{one + 1}",), value=STRENGTHS[1]),
                    Side(delegation=f"c{two + 1}", agents=(f"p{two + 1}",)),
                ),
            )
            for number, (one, two) in enumerate(pairs, start=1)
        ),
    )


def _popular(size: Size, slots: tuple[Slot, ...], random: Random) -> Problem:
    staff = _staff(size.people, random)
    companies = range(len(staff))
    agents = [_agent(number, slots, random) for number in range(size.people)]
    room = [sum(len(agents[person].free) for person in own) for own in staff]
    tail = list(accumulate((number + 3) ** -TAIL for number in companies))
    pairs = _pairs(
        size.meetings,
        room,
        lambda: (random.randrange(len(staff)), random.choices(companies, cum_weights=tail)[0]),
        random,
    )
    weights = [PREMIUM_WEIGHT if random.random() < PREMIUM_SHARE else 1 for _ in companies]
    wished = [0] * len(staff)

    def value(company: int) -> int:
        """Of the next wish of a company, which wishes for the best first."""
        wished[company] += 1
        strength = random.choices(STRENGTHS, HOW_OFTEN)[0]
        return weights[company] * (strength + max(0, RANK_CEILING - wished[company]))

    def side(company: int, *, wishes: bool) -> Side:
        people = tuple(agents[person].id for person in staff[company])
        return Side(delegation=f"c{company + 1}", agents=people, value=value(company) if wishes else 0)

    requests = tuple(
        Request(id=f"r{number}", sides=(side(one, wishes=True), side(two, wishes=random.random() < MUTUAL)))
        for number, (one, two) in enumerate(pairs, start=1)
    )
    return Problem(
        slots=slots,
        places=_tables(size),
        agents=tuple(agents),
        delegations=tuple(_delegation(number, weights[number], room[number], random) for number in companies),
        requests=requests,
        vetoes=_vetoes(len(staff), {frozenset(pair) for pair in pairs}, random),
    )


def _staff(people: int, random: Random) -> list[list[int]]:
    """The people of each company, the popular companies first: one each, the rest by popularity."""
    companies = max(min(people, 2), round(people / PER_PERSON))
    tail = list(accumulate((number + 3) ** -TAIL for number in range(companies)))
    staff = [[number] for number in range(companies)]
    for person in range(companies, people):
        staff[random.choices(range(companies), cum_weights=tail)[0]].append(person)
    return staff


def _agent(number: int, slots: tuple[Slot, ...], random: Random) -> Agent:
    free = [slot.id for slot in slots]
    if random.random() < AWAY and len(free) > 3:
        length = random.randint(1, len(free) // 4 or 1)
        first = random.choice((0, len(free) - length, random.randrange(len(free) - length + 1)))
        del free[first : first + length]
    per_day = len(slots) // len({slot.day for slot in slots})
    limit = max(1, per_day * 3 // 4) if random.random() < LIMITED else None
    return Agent(id=f"p{number + 1}", free=frozenset(free), max_per_day=limit)


def _delegation(number: int, weight: int, room: int, random: Random) -> Delegation:
    return Delegation(
        id=f"c{number + 1}",
        group="premium" if weight > 1 else "basic",
        minimum=1,
        maximum=max(1, room // 2) if random.random() < CAPPED else None,
    )


def _vetoes(companies: int, met: set[frozenset[int]], random: Random) -> frozenset[frozenset[str]]:
    """A few pairs that do not wish to meet anyway."""
    pairs = (frozenset(random.sample(range(companies), 2)) for _ in range(round(VETOES_PER_COMPANY * companies)))
    return frozenset(frozenset(f"c{number + 1}" for number in pair) for pair in pairs if pair not in met)


def _pairs(number: int, room: list[int], draw: Callable[[], tuple[int, int]], random: Random) -> list[tuple[int, int]]:
    """So many different pairs as drawn, nobody in more than the room; raises `ImpossibleForum`."""
    if number > len(room) * (len(room) - 1) // 2:
        raise ImpossibleForum(f"{len(room)} companies are {len(room) * (len(room) - 1) // 2} pairs")
    pairs = _Pairs()
    left = list(room)
    for _ in range(TRIES * number):
        if len(pairs.all) == number:
            return pairs.all
        one, two = draw()
        if left[one] and left[two] and pairs.fit(one, two):
            pairs.add(one, two)
            left[one] -= 1
            left[two] -= 1
    spare = [who for who, rooms in enumerate(left) for _ in range(rooms)]
    for _ in range(TRIES * number):
        if len(pairs.all) == number or len(spare) < 2:
            break
        chosen = random.sample(range(len(spare)), 2)
        one, two = (spare[place] for place in chosen)
        if pairs.fit(one, two):
            pairs.add(one, two)
        elif not pairs.split_pair(one, two, random):
            continue
        for place in sorted(chosen, reverse=True):
            spare[place] = spare[-1]
            spare.pop()
    if len(pairs.all) < number:
        raise ImpossibleForum(f"only {len(pairs.all)} different pairs found for {len(room)} companies")
    return pairs.all


class _Pairs:
    """Pairs in the order in which they came, none twice."""

    def __init__(self) -> None:
        self.all: list[tuple[int, int]] = []
        self._known: set[frozenset[int]] = set()

    def fit(self, one: int, two: int) -> bool:
        """Whether they are two, and not yet a pair."""
        return one != two and frozenset((one, two)) not in self._known

    def add(self, one: int, two: int) -> None:
        self.all.append((one, two))
        self._known.add(frozenset((one, two)))

    def split_pair(self, one: int, two: int, random: Random) -> bool:
        """Two who cannot be a pair each take one of a pair that stands: everyone else keeps their number."""
        place = random.randrange(len(self.all))
        third, fourth = self.all[place]
        if {one, two} & {third, fourth} or not (self.fit(one, third) and self.fit(two, fourth)):
            return False
        self._known.discard(frozenset((third, fourth)))
        self._known.add(frozenset((one, third)))
        self.all[place] = (one, third)
        self.add(two, fourth)
        return True
