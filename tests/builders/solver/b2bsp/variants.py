"""Variants of instances as the published family has them: forbidden and fixed slots, precedences, other fairness."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from solver.b2bsp.instance import Instance


def forbidden(given: Instance, share: float, random: Random) -> Instance:
    """Each person is away in each slot with this probability."""
    away = [sum(1 << slot for slot in range(given.slots) if random.random() < share) for _ in range(given.people)]
    domains = [domain & ~away[one] & ~away[two] for domain, (one, two) in zip(given.domains, given.pairs, strict=True)]
    return given.narrowed(domains)


def fixed(given: Instance, share: float, random: Random, schedule: Sequence[int] | None = None) -> Instance:
    """Each meeting has its slot of the schedule with this probability, or a random one of its slots without any."""
    domains = list(given.domains)
    for meeting, domain in enumerate(domains):
        choices = [slot for slot in range(given.slots) if domain >> slot & 1]
        if choices and random.random() < share:
            domains[meeting] = 1 << (random.choice(choices) if schedule is None else schedule[meeting])
    return given.narrowed(domains)


def ordered(given: Instance, share: float, random: Random) -> Instance:
    """Each meeting is after another one of the same people with this probability; never in a circle."""
    orders = []
    for meeting, pair in enumerate(given.pairs):
        before = sorted({other for person in pair for other in given.meetings_of[person] if other < meeting})
        if before and random.random() < share:
            orders.append((random.choice(before), meeting))
    return replace(given, orders=tuple(orders))


def by_chance(people: int, meetings: int, slots: int, tables: int, random: Random) -> Instance:
    """The published random model, with sessions."""
    pairs: list[tuple[int, int]] = []
    left = [slots] * people
    while len(pairs) < meetings:
        one, two = sorted(random.sample(range(people), 2))
        if left[one] and left[two] and (one, two) not in pairs:
            pairs.append((one, two))
            left[one] -= 1
            left[two] -= 1
    whole, morning = (1 << slots) - 1, (1 << slots // 2) - 1
    domains = [random.choice((whole, whole, whole, morning, whole & ~morning)) for _ in pairs]
    return Instance(
        people=people, slots=slots, pairs=tuple(pairs), domains=tuple(domains), tables=(tables,) * slots, spread=2
    )
