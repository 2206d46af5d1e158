"""The exact model, written for a SAT solver: clauses, and the first, second, ... break of each person as unit costs."""

from collections.abc import Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from solver.b2bsp.instance import Instance
from solver.model.bits import bits

Literal = cp_model.IntVar


class ProofModel:
    """Literals: a meeting is in a slot, a person is busy in a slot, a break of a person ends in a slot, a person has a
    first, second, ... break, the meetings of a person are one run from a slot on."""

    def __init__(self, instance: Instance, *, spread: bool = True) -> None:
        self.instance = instance
        self.model = cp_model.CpModel()
        new = self.model.new_bool_var
        self.held = [{slot: new("") for slot in bits(domain)} for domain in instance.domains]
        self.busy: list[dict[int, Literal]] = []
        self.ends: list[list[Literal]] = []
        self.breaks: list[list[Literal]] = []
        self._meetings()
        self._people()
        self._tables()
        self._orders()
        if spread and instance.spread is not None:
            self._spread(instance.spread)

    def minimize(self, bound: int) -> None:
        """Ask for the fewest breaks, of which at least `bound` are certain."""
        if bound:
            self.model.add(sum(self._all_breaks) >= bound)
        self.model.minimize(sum(self._all_breaks))

    def limit(self, most: int) -> None:
        """No more breaks than `most`."""
        self.model.add(sum(self._all_breaks) <= most)

    @property
    def _all_breaks(self) -> list[Literal]:
        return [one for own in self.breaks for one in own]

    def hint(self, schedule: Sequence[int]) -> None:
        """Begin with this schedule."""
        for held, slot in zip(self.held, schedule, strict=True):
            for other, literal in held.items():
                self.model.add_hint(literal, other == slot)

    def read(self, values: Sequence[int]) -> list[int]:
        """The schedule of a solution."""
        return [next(slot for slot, literal in held.items() if values[literal.index]) for held in self.held]

    def _meetings(self) -> None:
        for held in self.held:
            self.model.add_exactly_one(held.values())

    def _people(self) -> None:
        instance, model = self.instance, self.model
        for meetings in instance.meetings_of:
            busy = {}
            for slot in range(instance.slots):
                there = [self.held[meeting][slot] for meeting in meetings if slot in self.held[meeting]]
                if there:
                    busy[slot] = self._any(there)
            self.busy.append(busy)
            if busy:
                model.add(sum(busy.values()) == len(meetings))  # implied
            self.ends.append(self._ends(busy, len(meetings)))
            self.breaks.append(self._breaks(busy, len(meetings), self.ends[-1]))

    def _any(self, literals: Sequence[Literal]) -> Literal:
        """Whether the one of them that may be true is."""
        if len(literals) == 1:
            return literals[0]
        found = self.model.new_bool_var("")
        self.model.add_exactly_one([*literals, found.negated()])
        return found

    def _ends(self, busy: dict[int, Literal], meetings: int) -> list[Literal]:
        """A break ends in a slot that is busy, after an idle one, after a busy one."""
        if meetings < 2:
            return []
        model, ends = self.model, []
        begun: Literal | None = None
        for slot in range(min(busy) + 1, max(busy) + 1):
            before, now = busy.get(slot - 1), busy.get(slot)
            if now is not None and begun is not None:
                end = model.new_bool_var("")
                idle = () if before is None else (before,)
                model.add_bool_or([end, now.negated(), begun.negated(), *idle])
                model.add_implication(end, now)
                model.add_implication(end, begun)
                for literal in idle:
                    model.add_implication(end, literal.negated())
                ends.append(end)
            begun = self._either(begun, before)
        return ends

    def _breaks(self, busy: dict[int, Literal], meetings: int, ends: Sequence[Literal]) -> list[Literal]:
        """As many as breaks that end, in order; without the first one the meetings are one run.

        Most people have no break in a good schedule: one decision says so, and where the run begins says the rest.
        """
        if not ends:
            return []
        model = self.model
        breaks = [model.new_bool_var("") for _ in range(min(len(ends), meetings - 1))]
        model.add(sum(ends) == sum(breaks))
        for one, next_one in pairwise(breaks):
            model.add_implication(next_one, one)
        runs = []
        for first in busy:
            run = range(first, first + meetings)
            if all(slot in busy for slot in run):
                runs.append(model.new_bool_var(""))
                for slot, literal in busy.items():
                    model.add_implication(runs[-1], literal if slot in run else literal.negated())
        model.add_exactly_one([*runs, breaks[0]])
        for end in ends:
            model.add_implication(end, breaks[0])
        return breaks

    def _either(self, one: Literal | None, two: Literal | None) -> Literal | None:
        if one is None or two is None:
            return one if two is None else two
        found = self.model.new_bool_var("")
        self.model.add_implication(one, found)
        self.model.add_implication(two, found)
        self.model.add_bool_or([one, two, found.negated()])
        return found

    def _tables(self) -> None:
        """At most as many meetings as tables, counted over people of whom every meeting has one."""
        instance = self.instance
        clusters = _clusters(instance)
        for slot, tables in enumerate(instance.tables):
            here = []
            for person, cluster in clusters:
                there = [self.held[meeting][slot] for meeting in cluster if slot in self.held[meeting]]
                if len(cluster) == len(instance.meetings_of[person]):
                    here += [self.busy[person][slot]] if there else []
                elif there:
                    here.append(self._any(there))
            if len(here) > tables:
                self.model.add(sum(here) <= tables)
            everyone = [busy[slot] for busy in self.busy if slot in busy]
            if len(everyone) > 2 * tables:
                self.model.add(sum(everyone) <= 2 * tables)  # implied

    def _orders(self) -> None:
        for earlier, later in self.instance.orders:
            for slot, literal in self.held[later].items():
                for other in self.held[earlier]:
                    if other >= slot:
                        self.model.add_bool_or([literal.negated(), self.held[earlier][other].negated()])

    def _spread(self, spread: int) -> None:
        most = [len(ends) for ends in self.ends]
        if max(most, default=0) <= spread:
            return
        lowest = self.model.new_int_var(0, min(most), "") if min(most) else 0
        for ends in self.ends:
            if ends:
                self.model.add(sum(ends) <= lowest + spread)
            if not isinstance(lowest, int):
                self.model.add(sum(ends) >= lowest)


def _clusters(instance: Instance) -> list[tuple[int, list[int]]]:
    """Few people such that each meeting has one of them, with the meetings that each stands for."""
    left = [set(meetings) for meetings in instance.meetings_of]
    clusters = []
    while any(left):
        person = max(range(instance.people), key=lambda number: len(left[number]))
        cluster = sorted(left[person])
        clusters.append((person, cluster))
        for meeting in cluster:
            for other in instance.pairs[meeting]:
                left[other].discard(meeting)
    return clusters
