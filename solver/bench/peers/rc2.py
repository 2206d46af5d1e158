"""MaxSAT: RC2 of python-sat, with the model of the published benchmark's authors in outline.

Unit soft clauses on the ends of breaks, both implied constraints, cardinality networks; RC2 adapts, exhausts cores and
minimises them, over Glucose 4.
"""

from collections.abc import Sequence

from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF, IDPool

from solver.b2bsp.instance import Instance
from solver.bench.peers import PeerResult
from solver.model.bits import bits


def solve(instance: Instance) -> PeerResult:
    """The fewest breaks; works until it is done."""
    model = _Model(instance)
    with RC2(model.formula, solver="g4", adapt=True, exhaust=True, minz=True) as solver:
        found = solver.compute()
    if found is None:
        return PeerResult(None, proved=True)
    true = {literal for literal in found if literal > 0}
    return PeerResult([next(slot for slot, name in held.items() if name in true) for held in model.held], proved=True)


class _Model:
    def __init__(self, instance: Instance) -> None:
        self.instance, self.formula, self._names = instance, WCNF(), IDPool()
        self.held = [{slot: self._new() for slot in bits(domain)} for domain in instance.domains]
        for own in self.held:
            self._exactly_one(list(own.values()))
        busy = [self._busy(meetings) for meetings in instance.meetings_of]
        ends = [self._ends(own) for own in busy]
        for agenda, meetings in zip(busy, instance.meetings_of, strict=True):
            self._at_most(list(agenda.values()), len(meetings))
            self._at_most([-name for name in agenda.values()], len(agenda) - len(meetings))
        for slot, tables in enumerate(instance.tables):
            self._at_most([held[slot] for held in self.held if slot in held], tables)
            self._at_most([agenda[slot] for agenda in busy if slot in agenda], 2 * tables)
        for earlier, later in instance.orders:
            for slot, name in self.held[later].items():
                for other, before in self.held[earlier].items():
                    if other >= slot:
                        self.formula.append([-name, -before])
        if instance.spread is not None:
            self._spread(ends, instance.spread)
        for end in (end for person in ends for end in person):
            self.formula.append([-end], weight=1)

    def _new(self) -> int:
        name: int = self._names.id()
        return name

    def _exactly_one(self, names: list[int]) -> None:
        self.formula.append(names)
        self._at_most(names, 1)

    def _at_most(self, names: list[int], most: int) -> None:
        if most < 0:
            self.formula.append([])
        elif most < len(names):
            kind = EncType.pairwise if most == 1 and len(names) < 6 else EncType.cardnetwrk
            self.formula.extend(CardEnc.atmost(names, most, vpool=self._names, encoding=kind).clauses)

    def _busy(self, meetings: Sequence[int]) -> dict[int, int]:
        """Busy in a slot = exactly one meeting there."""
        busy = {}
        for slot in range(self.instance.slots):
            there = [self.held[meeting][slot] for meeting in meetings if slot in self.held[meeting]]
            if there:
                busy[slot] = self._new()
                self._exactly_one([*there, -busy[slot]])
        return busy

    def _ends(self, busy: dict[int, int]) -> list[int]:
        """A break ends in a slot that is busy, after an idle one, after a busy one."""
        ends = []
        begun: int | None = None
        for slot in range(min(busy, default=0) + 1, max(busy, default=0) + 1):
            before, now = busy.get(slot - 1), busy.get(slot)
            if now is not None and begun is not None:
                end = self._new()
                idle = [] if before is None else [before]
                self.formula.append([end, -now, -begun, *idle])
                self.formula.extend([[-end, now], [-end, begun], *([-end, -name] for name in idle)])
                ends.append(end)
            begun = self._either(begun, before)
        return ends

    def _either(self, one: int | None, two: int | None) -> int | None:
        if one is None or two is None:
            return one if two is None else two
        found = self._new()
        self.formula.extend([[-one, found], [-two, found], [one, two, -found]])
        return found

    def _spread(self, ends: list[list[int]], spread: int) -> None:
        """A person with k + spread breaks or more implies that all have at least k."""
        counts = [self._counted(own) for own in ends]
        for wanted in range(1, max((len(own) for own in ends), default=0) - spread + 1):
            everyone = self._new()
            for count in counts:
                self.formula.append([-everyone, count[wanted - 1]] if len(count) >= wanted else [-everyone])
                if len(count) >= wanted + spread:
                    self.formula.append([-count[wanted + spread - 1], everyone])

    def _counted(self, names: list[int]) -> list[int]:
        """For each k from 1 on, whether at least k of the names are true."""
        count: list[int] = []
        for name in names:
            longer = []
            for k in range(len(count) + 1):
                # at least k + 1 with this one: already without it, or k without it and this one
                already = count[k] if k < len(count) else None
                enough = count[k - 1] if k else None
                new = self._new()
                self.formula.append([new, -name, *([-enough] if enough is not None else [])])
                for part in (name, enough):
                    if part is not None:
                        self.formula.append([-new, part, *([already] if already is not None else [])])
                if already is not None:
                    self.formula.append([new, -already])
                longer.append(new)
            count = longer
        return count
