"""Instances small enough to try every schedule."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random

from solver.b2bsp.instance import SHORT, Instance


def random_instance(seed: int) -> Instance:
    """Five people, up to six meetings, four slots, with everything that the format has."""
    random = Random(seed)
    pairs = tuple(tuple(random.sample(range(5), 2)) for _ in range(random.randint(1, 6)))
    away = [random.choice([0, 0, 1 << random.randrange(4)]) for _ in range(5)]
    domains = tuple(
        random.choice([0b1111, 0b1111, 0b0011, 0b1100, 1 << random.randrange(4)]) & ~away[one] & ~away[two]
        for one, two in pairs
    )
    orders = tuple((n, n + 1) for n in range(len(pairs) - 1) if random.random() < 0.1)
    return Instance(
        people=5,
        slots=4,
        pairs=pairs,
        domains=domains,
        tables=(random.randint(1, 2),) * 4,
        orders=orders,
        spread=random.choice([None, 0, 1, 2]),
    )


def ordered_instance(seed: int) -> Instance:
    """Four people, up to five meetings, five slots; most meetings are before or after others."""
    random = Random(seed)
    pairs = tuple(tuple(random.sample(range(4), 2)) for _ in range(random.randint(3, 5)))
    later = [(one, two) for two in range(len(pairs)) for one in range(two) if set(pairs[one]) & set(pairs[two])]
    return Instance(
        people=4,
        slots=5,
        pairs=pairs,
        domains=tuple(random.choice([0b11111, 0b11111, 0b00111, 0b11100, 0b10101]) for _ in pairs),
        tables=(random.randint(1, 2),) * 5,
        orders=tuple(pair for pair in later if random.random() < 0.4),
        spread=random.choice([None, 1, 2]),
    )


def lengthened(given: Instance) -> Instance:
    """The same with as many empty slots at the end as make it long."""
    return replace(given, slots=SHORT + 1, tables=given.tables + (1,) * (SHORT + 1 - given.slots))


def schedules_of(given: Instance) -> Iterator[tuple[int, ...]]:
    """Every schedule that keeps every rule."""
    every: Iterator[tuple[int, ...]] = product(range(given.slots), repeat=len(given.pairs))
    return (schedule for schedule in every if given.allows(schedule))


def best_of(given: Instance) -> int | None:
    return min((given.cost(schedule) for schedule in schedules_of(given)), default=None)
