"""Generated events: a forum like the real ones (a few very popular companies), and small random ones."""

from random import Random

from solver import Agent, Delegation, Place, Problem, Request, Side, Slot


def forum(seed: int = 1, *, delegations: int = 65, wishes: int = 500, tables: int = 18, booths: int = 4) -> Problem:
    """A day of 14 slots in two blocks; popularity is heavy-tailed, some wishes are mutual."""
    random = Random(seed)
    slots = tuple(
        Slot(
            id=f"s{n}",
            start=(540 if n < 7 else 630) + 30 * n,
            end=(565 if n < 7 else 655) + 30 * n,
            day="2026-10-01",
            block="morning" if n < 7 else "afternoon",
        )
        for n in range(14)
    )
    names = [f"d{n}" for n in range(delegations)]
    people = {name: [f"r{n}{letter}" for letter in "abc"[: _size(n)]] for n, name in enumerate(names)}
    agents = []
    for name in names:
        for agent in people[name]:
            free = {slot.id for slot in slots}
            if random.random() < 0.25:
                free -= {slot.id for slot in slots[: random.randint(1, 4)]}
            if random.random() < 0.25:
                free -= {slot.id for slot in slots[-random.randint(1, 4) :]}
            if random.random() < 0.2:
                free -= {slots[random.randrange(14)].id}
            lunch = (frozenset({"s6", "s7"}),) if random.random() < 0.3 else ()
            row = 4 if random.random() < 0.15 else None
            agents.append(Agent(id=agent, free=frozenset(free), max_in_a_row=row, keep_one_free=lunch))
    places = [Place(id=f"t{n}") for n in range(tables)]
    places += [Place(id=f"b{n}", owner=names[n]) for n in range(booths)]
    return Problem(
        slots=slots,
        places=tuple(places),
        agents=tuple(agents),
        delegations=tuple(
            Delegation(id=name, group="premium" if n < 15 else "basic", minimum=3 if n < 15 else 1, fair_share=6)
            for n, name in enumerate(names)
        ),
        requests=tuple(_requests(random, people, wishes, tables, booths)),
    )


def _size(number: int) -> int:
    return 3 if number < 5 else 2 if number < 20 else 1


def _requests(random: Random, people: dict[str, list[str]], wishes: int, tables: int, booths: int) -> list[Request]:
    names = list(people)
    popularity = [1 / (n + 1) ** 0.8 for n in range(len(names))]
    worth: dict[tuple[str, str], int] = {}
    tries = 0
    while len(worth) < wishes and tries < 20 * wishes:
        tries += 1
        one = random.choice(names)
        two = random.choices(names, popularity)[0]
        if one != two and (one, two) not in worth:
            weight = 3 if names.index(one) < 15 else 2
            worth[one, two] = weight * (10 * random.choice((4, 2, 2, 1)) + random.randint(0, 9))
            if random.random() < 0.4:
                worth.setdefault((two, one), 2 * (10 * random.choice((4, 2, 1)) + random.randint(0, 9)))
    requests = []
    for pair in sorted({tuple(sorted(pair)) for pair in worth}):
        one, two = pair
        values = worth.get((one, two), 0), worth.get((two, one), 0)
        if 0 in values and random.random() < 0.3:
            continue
        own = {f"b{names.index(name)}" for name in pair if names.index(name) < booths}
        requests.append(
            Request(
                id=f"q{one[1:]}-{two[1:]}",
                sides=tuple(
                    Side(delegation=name, agents=tuple(people[name]), value=value)
                    for name, value in zip(pair, values, strict=True)
                ),
                places=frozenset(own | {f"t{n}" for n in range(tables)}) if own else None,
            )
        )
    return requests
