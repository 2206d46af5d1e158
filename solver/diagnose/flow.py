"""Maximum flow by augmenting paths, from units of requests to what they use; a minimum cut names the bottleneck."""

from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

Node = tuple[Any, ...]
SINK = ("sink",)


class Flow:
    """Units that choose among cells, cells that lead on to other nodes or to the sink, all with limits.

    Grown by augmenting paths, so that what cannot flow is known with its bottleneck.
    """

    def __init__(self) -> None:
        self._room: dict[Node, dict[Node, int]] = defaultdict(dict)
        self._limits: dict[Node, int] = {}
        self.stuck: list[Node] = []
        """Units that found no way."""

    def limit(self, node: Node, holds: int, onward: Node = SINK) -> None:
        """Declare a node that holds so much and where it leads."""
        if node not in self._limits:
            self._limits[node] = holds
            self._room[node, "in"][node, "out"] = holds
            self._room[node, "out"].setdefault((node, "in"), 0)
            after: Node = SINK if onward == SINK else (onward, "in")
            self._room[node, "out"][after] = holds
            self._room[after].setdefault((node, "out"), 0)

    def add(self, unit: Node, cells: Iterable[Node]) -> bool:
        """Let one more unit flow; False if there is no way, whatever the others do."""
        for cell in cells:
            self._room[unit][cell, "in"] = 1
            self._room[cell, "in"].setdefault(unit, 0)
        came_from: dict[Node, Node] = {unit: unit}
        queue: deque[Node] = deque([unit])
        while queue:
            node = queue.popleft()
            for after, width in self._room[node].items():
                if width and after not in came_from:
                    came_from[after] = node
                    if after == SINK:
                        self._push(unit, came_from)
                        return True
                    queue.append(after)
        self.stuck.append(unit)
        return False

    def bottlenecks(self) -> list[tuple[set[Node], set[Node]]]:
        """For each group of units that are stuck together: the units that share the nodes, and the full nodes."""
        groups: list[set[Node]] = []
        for unit in self.stuck:
            reached = self._reach(unit)
            apart = []
            for group in groups:
                if group.isdisjoint(reached):
                    apart.append(group)
                else:
                    reached |= group
            groups = [*apart, reached]
        return [self._cut(group) for group in groups]

    def whole_cut(self) -> tuple[set[Node], set[Node]]:
        """The same for all units that are stuck, together."""
        reached: set[Node] = set()
        for unit in self.stuck:
            reached |= self._reach(unit)
        return self._cut(reached)

    def _cut(self, reached: set[Node]) -> tuple[set[Node], set[Node]]:
        full = {node for node in self._limits if (node, "in") in reached and (node, "out") not in reached}
        wrapped = {(node, end) for node in self._limits for end in ("in", "out")}
        return reached - wrapped, full

    def _reach(self, unit: Node) -> set[Node]:
        reached, queue = {unit}, [unit]
        while queue:
            for after, width in self._room[queue.pop()].items():
                if width and after not in reached:
                    reached.add(after)
                    queue.append(after)
        return reached

    def _push(self, unit: Node, came_from: dict[Node, Node]) -> None:
        node: Node = SINK
        while node != unit:
            before = came_from[node]
            self._room[before][node] -= 1
            self._room[node][before] = self._room[node].get(before, 0) + 1
            node = before
