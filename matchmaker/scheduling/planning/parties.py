"""Who may go to a meeting: somebody of each side, and somebody more where a rule asks for two of one side."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import solver
from matchmaker.models import PairKey, Wish
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.planning.pairs import candidates


class Party(NamedTuple):
    """One of those who go to a meeting: for which delegation, and who may be it (registrations)."""

    delegation_id: int
    people: tuple[int, ...]


def parties_of(
    facts: Facts, pair: PairKey, wishes: tuple[Wish | None, Wish | None], absent: frozenset[int]
) -> tuple[Party, ...]:
    """Return the two sides of a pair in its order, then a second person of each side for which a rule asks for two.

    `wishes` are those of the two sides for each other. While a side has only one person, the rule waits.
    """

    def there(side: int, asked: Wish | None) -> tuple[int, ...]:
        return tuple(person for person in candidates(facts, side, asked) if person not in absent)

    first = tuple(Party(side, there(side, asked)) for side, asked in zip(pair, wishes[::-1], strict=True))
    return (*first, *_seconds(facts, pair, first, {side: there(side, None) for side in facts.rules.together(pair)}))


def _seconds(
    facts: Facts, pair: PairKey, first: tuple[Party, ...], everybody: dict[int, tuple[int, ...]]
) -> Iterator[Party]:
    for side, people in everybody.items():
        sent = first[pair.index(side)].people
        known = {facts.humans.agent(person) for person in sent}
        others = tuple(person for person in people if len(known) > 1 or facts.humans.agent(person) not in known)
        if others:
            yield Party(side, others)


def role_id(delegation_id: int) -> str:
    """Return the solver's id of the second person of a side."""
    return f"t{delegation_id}"


def without(request: solver.Request, agent: str, delegation: str | None = None) -> solver.Request:
    """Return a request to which an agent does not go, at all or for one delegation (the solver's id).

    A second person is given up where nobody is left who could be it, as the rule says, and a pin that names the agent.
    """
    concerned = [side.delegation for side in request.sides if delegation in {None, side.delegation}]

    def others(agents: tuple[str, ...], own: str) -> tuple[str, ...]:
        return tuple(other for other in agents if other != agent) if own in concerned else agents

    sides = {side.delegation: replace(side, agents=others(side.agents, side.delegation)) for side in request.sides}
    roles = []
    for role in request.roles:
        side = sides[f"d{role.id[1:]}"]
        left = others(role.agents, side.delegation)
        if set(left) - (set(side.agents) if len(side.agents) == 1 else set()):
            roles.append(replace(role, agents=left))
    one, two = sides.values()
    named = request.pin is not None and agent in (request.pin.agents or ())
    return replace(request, sides=(one, two), roles=tuple(roles), pin=None if named else request.pin)
