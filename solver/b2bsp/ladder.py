"""Cheap tests why the meetings cannot all take place, each with witnesses, and the slots that are left for each.

The ladder goes from a count to all-different matchings; every test either finds a reason or cuts slots away in which a
meeting can certainly not be. Nothing here searches. Witnesses: numbers of meetings, people and slots, from 0.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from solver.b2bsp.instance import Instance
from solver.b2bsp.orders import OrderWindows
from solver.model.bits import bits

Witness = int | list[int]


class Infeasibility(StrEnum):
    """Why not all meetings can take place."""

    PERSON_OVERFULL = "person_overfull"
    """`person` has more meetings (`needed`) than slots in which it can have any (`slots`)."""
    NO_COMMON_SLOT = "no_common_slot"
    """`meeting` has no slot: its people, its session and its fixed slot have nothing in common."""
    FEW_SLOTS_SHARED = "few_slots_shared"
    """The `meetings` of `person` have only `slots` together, which are fewer."""
    TABLES = "tables"
    """The `meetings` can only be in `slots`, where there are `tables` tables altogether."""
    ODD_GROUP = "odd_group"
    """The `people` have `meetings` among them and at most `held` can be held: two people a meeting, slot by slot."""
    ORDER = "order"
    """`meeting` has no slot left between those that must be before it and those that must be after it (`chain`)."""
    FORCED = "forced"
    """`meeting` has no slot left when everything that follows from the rules is put together; `slots` it had alone."""
    FAIRNESS = "fairness"
    """All meetings fit, but only if the breaks of two people differ by more than `spread`."""
    CONTRADICTION = "contradiction"
    """All rules together admit no schedule; a search was needed to see it, and it names nobody."""


class Impossible(Exception):
    """Not all meetings can take place, and why."""

    def __init__(self, infeasibility: Infeasibility, witness: Mapping[str, Witness]) -> None:
        self.infeasibility, self.witness = infeasibility, witness
        super().__init__(f"{infeasibility.value}: {dict(witness)}")


def climb(instance: Instance) -> Instance:
    """The instance with the slots that are left for each meeting; raises `Impossible` with the first reason found."""
    _count(instance)
    for person, meetings in enumerate(instance.meetings_of):
        if (group := hall(instance.domains, meetings)) is not None:
            raise Impossible(
                Infeasibility.FEW_SLOTS_SHARED,
                {"person": person, "meetings": group, "slots": list(bits(_union(instance.domains, group)))},
            )
    _tables(instance)
    _odd_groups(instance)
    domains = propagated(instance, _windows(instance))
    windows = OrderWindows(instance) if instance.orders else None
    while windows is not None and (left := windows.cut(domains)) != domains:
        for meeting, slots in enumerate(left):
            _cut(instance, domains, meeting, slots)
        domains = propagated(instance, domains)
    return instance.narrowed(domains)


def _count(instance: Instance) -> None:
    if instance.pairs and not any(instance.tables):
        every, slots = list(range(len(instance.pairs))), list(range(instance.slots))
        raise Impossible(Infeasibility.TABLES, {"meetings": every, "slots": slots, "tables": 0})
    for meeting, domain in enumerate(instance.domains):
        if not domain:
            raise Impossible(Infeasibility.NO_COMMON_SLOT, {"meeting": meeting})
    for person, meetings in enumerate(instance.meetings_of):
        if len(meetings) > instance.may[person].bit_count():
            slots = list(bits(instance.may[person]))
            raise Impossible(Infeasibility.PERSON_OVERFULL, {"person": person, "needed": len(meetings), "slots": slots})


def _union(domains: Sequence[int], meetings: Sequence[int]) -> int:
    union = 0
    for meeting in meetings:
        union |= domains[meeting]
    return union


def match(domains: Sequence[int], meetings: Sequence[int]) -> tuple[dict[int, int], list[int] | None]:
    """A slot of its own for each meeting (by slot), or the meetings that share too few slots."""
    holder: dict[int, int] = {}
    for meeting in meetings:
        seen: set[int] = set()
        if not _augment(domains, holder, meeting, seen):
            return holder, sorted({meeting, *(holder[slot] for slot in seen)})
    return holder, None


def _augment(domains: Sequence[int], holder: dict[int, int], meeting: int, seen: set[int]) -> bool:
    for slot in bits(domains[meeting]):
        if slot not in seen:
            seen.add(slot)
            if slot not in holder or _augment(domains, holder, holder[slot], seen):
                holder[slot] = meeting
                return True
    return False


def hall(domains: Sequence[int], meetings: Sequence[int]) -> list[int] | None:
    """Meetings of one person that have fewer slots than they are, if there are any."""
    return match(domains, meetings)[1]


def _tables(instance: Instance) -> None:
    """Meetings into slots with so many tables, by augmenting paths over slots."""
    held: list[list[int]] = [[] for _ in range(instance.slots)]

    def find(meeting: int, seen: set[int]) -> bool:
        for slot in bits(instance.domains[meeting]):
            if slot in seen:
                continue
            seen.add(slot)
            if len(held[slot]) < instance.tables[slot]:
                held[slot].append(meeting)
                return True
            for place, other in enumerate(held[slot]):
                if find(other, seen):
                    held[slot][place] = meeting
                    return True
        return False

    for meeting in range(len(instance.pairs)):
        seen: set[int] = set()
        if not find(meeting, seen):
            meetings = sorted({meeting, *(other for slot in seen for other in held[slot])})
            tables = sum(instance.tables[slot] for slot in seen)
            raise Impossible(Infeasibility.TABLES, {"meetings": meetings, "slots": sorted(seen), "tables": tables})


def _odd_groups(instance: Instance) -> None:
    """People who have more meetings among them than two-person meetings that can be held at a time, over all slots."""
    for people, meetings in _groups(instance):
        held = 0
        for slot, tables in enumerate(instance.tables):
            here = [meeting for meeting in meetings if instance.domains[meeting] >> slot & 1]
            present = {person for meeting in here for person in instance.pairs[meeting]}
            held += min(tables, len(present) // 2, len(here))
        if held < len(meetings):
            raise Impossible(
                Infeasibility.ODD_GROUP, {"people": sorted(people), "meetings": sorted(meetings), "held": held}
            )


def _groups(instance: Instance) -> Iterator[tuple[set[int], list[int]]]:
    """Everybody, and groups that grow around each person by the one with most meetings inside."""
    neighbours: list[dict[int, list[int]]] = [defaultdict(list) for _ in range(instance.people)]
    for meeting, (one, two) in enumerate(instance.pairs):
        neighbours[one][two].append(meeting)
        neighbours[two][one].append(meeting)
    yield set(range(instance.people)), list(range(len(instance.pairs)))
    for person in range(instance.people):
        group = {person}
        inside: list[int] = []
        tied = {other: len(meetings) for other, meetings in neighbours[person].items()}
        while tied and len(group) < 9:
            nearest = max(tied, key=lambda other: (tied[other], len(neighbours[other]), -other))
            if tied.pop(nearest) < (len(group) + 1) // 2:
                break
            inside += [meeting for other in group for meeting in neighbours[nearest].get(other, ())]
            group.add(nearest)
            for other, meetings in neighbours[nearest].items():
                if other not in group:
                    tied[other] = tied.get(other, 0) + len(meetings)
            if len(group) % 2 == 1 and len(group) >= 3:
                yield set(group), list(inside)


def _windows(instance: Instance) -> list[int]:
    """Slots that are left when each meeting is after all that must be before it and before all that come later."""
    domains = list(instance.domains)
    changed = True
    while changed:
        changed = False
        for earlier, later in instance.orders:
            for meeting, other in ((later, earlier), (earlier, later)):
                left = _after(domains[meeting], domains[other], later=meeting == later)
                if not left:
                    chain = sorted(_tied(instance, meeting))
                    raise Impossible(Infeasibility.ORDER, {"meeting": meeting, "chain": chain})
                changed |= left != domains[meeting]
                domains[meeting] = left
    return domains


def _after(domain: int, other: int, *, later: bool) -> int:
    """Slots of a meeting that can be later (or earlier) than another one."""
    if later:
        lowest = (other & -other).bit_length()
        return domain >> lowest << lowest
    return domain & ((1 << (other.bit_length() - 1)) - 1)


def _tied(instance: Instance, meeting: int) -> set[int]:
    """All that must be before or after the meeting, however far."""
    found = {meeting}
    for near, far in ((0, 1), (1, 0)):
        edge = [meeting]
        while edge:
            here = edge.pop()
            for order in instance.orders:
                if order[near] == here and order[far] not in found:
                    found.add(order[far])
                    edge.append(order[far])
    return found


def propagated(instance: Instance, given: Sequence[int]) -> list[int]:
    """Cut away slots until nothing follows any more: full agendas, full slots, orders."""
    domains, changed = list(given), True
    while changed:
        before = list(domains)
        for meetings in instance.meetings_of:
            _all_different(instance, domains, meetings)
        for slot, tables in enumerate(instance.tables):
            certain = [meeting for meeting, domain in enumerate(domains) if domain == 1 << slot]
            if len(certain) > tables:
                raise Impossible(Infeasibility.TABLES, {"meetings": certain, "slots": [slot], "tables": tables})
            if len(certain) == tables:
                for meeting in range(len(domains)):
                    if domains[meeting] != 1 << slot:
                        _cut(instance, domains, meeting, domains[meeting] & ~(1 << slot))
        for earlier, later in instance.orders:
            _cut(instance, domains, later, _after(domains[later], domains[earlier], later=True))
            _cut(instance, domains, earlier, _after(domains[earlier], domains[later], later=False))
        changed = before != domains
    return domains


def _cut(instance: Instance, domains: list[int], meeting: int, left: int) -> None:
    if not left:
        raise Impossible(Infeasibility.FORCED, {"meeting": meeting, "slots": list(bits(instance.domains[meeting]))})
    domains[meeting] = left


def _all_different(instance: Instance, domains: list[int], meetings: list[int]) -> None:
    """Cut away slots in which a meeting would leave too few for the others of the same person."""
    if all(domains[meeting].bit_count() >= len(meetings) for meeting in meetings):
        return
    holder, group = match(domains, meetings)
    if group is not None:
        raise Impossible(Infeasibility.FORCED, {"meeting": group[0], "slots": list(bits(instance.domains[group[0]]))})
    mine = {meeting: slot for slot, meeting in holder.items()}
    for meeting in meetings:
        domain = domains[meeting]
        for slot in bits(domain & ~(1 << mine[meeting])):
            if slot not in holder:
                continue
            others = dict(holder)
            del others[mine[meeting]]
            evicted = others[slot]
            others[slot] = meeting
            if not _augment(domains, others, evicted, {slot}):
                _cut(instance, domains, meeting, domains[meeting] & ~(1 << slot))
