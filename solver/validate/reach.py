"""Maximum flow of one delegation: how many of its requests fit if it was alone; counted where that is enough."""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable

from solver.model.parts import Delegation, Request
from solver.validate.schedule_index import ScheduleIndex

Node = Hashable
SOURCE: Node = "source"
SINK: Node = "sink"

Hours = dict[str, frozenset[str]]
"""For each own agent, the first slots in which a request could be."""


def reachable_alone(index: ScheduleIndex, delegation: Delegation, requests: Iterable[Request], enough: int) -> int:
    """Most of the requests that fit into the delegation's own free slots, counted no further than `enough`.

    The other side and third parties must have somebody free; the agents' meetings per day and the delegation's
    maximum are kept; nothing else is.
    """
    if delegation.maximum is not None:
        enough = min(enough, delegation.maximum)
    possible = {
        request.id: hours for request in requests if any((hours := _hours(index, delegation.id, request)).values())
    }
    enough = min(enough, len(possible), _room(index, possible.values()))
    return enough if _seated_at_once(index, possible.values()) >= enough else _flow(index, possible, enough)


def _hours(index: ScheduleIndex, delegation: str, request: Request) -> Hours:
    own, other = request.sides
    if own.delegation != delegation:
        own, other = other, own
    if frozenset((own.delegation, other.delegation)) in index.problem.vetoes:
        return {}
    there = index.somebody(other.agents, request.length)
    for agent in request.third_parties:
        there &= index.starts(agent, request.length)
    if request.slots is not None:
        there &= request.slots
    return {agent: index.starts(agent, request.length) & there for agent in own.agents}


def _limit(index: ScheduleIndex, agent: str) -> int:
    """Most meetings of the agent in a day."""
    limit = index.agents[agent].max_per_day
    return len(index.slots) if limit is None else limit


def _room(index: ScheduleIndex, possible: Iterable[Hours]) -> int:
    """Hours of all agents together in which any of the requests could be, as far as the days have room."""
    usable: dict[str, set[str]] = defaultdict(set)
    for hours in possible:
        for agent, slots in hours.items():
            usable[agent] |= slots
    return sum(
        min(_limit(index, agent), count)
        for agent, slots in usable.items()
        for count in Counter(index.slots[slot].day for slot in slots).values()
    )


def _seated_at_once(index: ScheduleIndex, possible: Iterable[Hours]) -> int:
    """How many requests fit if each takes the first hour left: nearly always as many as fit at all."""
    taken: dict[str, set[str]] = defaultdict(set)
    in_day: Counter[tuple[str, str]] = Counter()
    seated = 0
    for hours in possible:
        for agent, slots in hours.items():
            left = slots - taken[agent]
            if not left or not _limit(index, agent):
                continue
            slot = min(left)
            day = index.slots[slot].day
            in_day[agent, day] += 1
            full = in_day[agent, day] == _limit(index, agent)
            taken[agent].update((other.id for other in index.slots_of_day[day]) if full else (slot,))
            seated += 1
            break
    return seated


def _flow(index: ScheduleIndex, possible: dict[str, Hours], enough: int) -> int:
    room: dict[Node, dict[Node, int]] = defaultdict(dict)

    def pipe(one: Node, two: Node, width: int) -> None:
        room[one][two] = width
        room[two].setdefault(one, 0)

    for request, hours in possible.items():
        pipe(SOURCE, ("request", request), 1)
        for agent, slots in hours.items():
            for slot in slots:
                day = index.slots[slot].day
                pipe(("request", request), ("hour", agent, slot), 1)
                pipe(("hour", agent, slot), ("day", agent, day), 1)
                pipe(("day", agent, day), SINK, _limit(index, agent))
    flow = 0
    while flow < enough and _push(room):
        flow += 1
    return flow


def _push(room: dict[Node, dict[Node, int]]) -> bool:
    """Push one unit along a shortest path with room; False if there is none."""
    came_from: dict[Node, Node] = {SOURCE: SOURCE}
    queue = deque([SOURCE])
    while queue:
        node = queue.popleft()
        for after, width in room[node].items() if node in room else ():
            if width and after not in came_from:
                came_from[after] = node
                queue.append(after)
        if SINK in came_from:
            break
    if SINK not in came_from:
        return False
    node = SINK
    while node != SOURCE:
        before = came_from[node]
        room[before][node] -= 1
        room[node][before] += 1
        node = before
    return True
