"""Instances of the published benchmark (B2B meeting scheduling, MiniZinc data) as problems; everything counts from 1.

A meeting is a row of `requested`: two participants and the session in which it must be (1 morning, 2 afternoon, 3 any).
All meetings must take place, all slots are one run without a gap, and idle slots count wherever they are.
"""

import re
from dataclasses import dataclass

from solver.formats.json import InvalidDocument
from solver.problem import Agent, Delegation, Pin, Place, Problem, Request, Side, Slot

SLOT_MINUTES = 30
"""The format has no times; any length will do."""
MORNING, AFTERNOON, ANY = 1, 2, 3

_ASSIGNMENT = re.compile(r"(\w+)\s*=\s*([^;]*);")
_NUMBER = re.compile(r"-?\d+")
_SET = re.compile(r"\{([^{}]*)\}")
_COMMENT = re.compile(r"%[^\n]*")


def load_instance(text: str, *, fairness: int | None = 2) -> Problem:
    """The problem of an instance; `fairness` is how much the breaks of two participants may differ (None: no limit).

    Ids: slot `s1`, participant `p1` (agent and delegation), meeting `m1`, the tables `tables`. Raises `InvalidDocument`
    if it is not such an instance, `InvalidProblem` if its precedences go round in a circle.
    """
    data = _Data(dict(_ASSIGNMENT.findall(_COMMENT.sub("", text))))
    participants, meetings, slots = data.number("nBusiness"), data.number("nMeetings"), data.number("nTotalSlots")
    morning = data.number("nMorningSlots")
    requested = data.rows("requested", 3)
    forbidden, earlier = data.sets("forbidden"), data.sets("precedences")
    fixed = data.numbers("fixed") or [0] * meetings
    _expect(len(requested) == meetings, "requested", "nMeetings")
    _expect(len(forbidden) in (0, participants), "forbidden", "nBusiness")
    _expect(len(earlier) in (0, meetings), "precedences", "nMeetings")
    _expect(len(fixed) == meetings, "fixed", "nMeetings")
    _expect(0 <= morning <= slots, "nMorningSlots", "nTotalSlots")
    _expect(
        all(0 <= slot <= slots for slot in (*fixed, *(s for row in forbidden for s in row))), "slots", "nTotalSlots"
    )
    _expect(all(1 <= m <= meetings for row in earlier for m in row), "precedences", "nMeetings")
    free = [set(range(1, slots + 1)) - row for row in forbidden or [set[int]()] * participants]
    requests = []
    for number, (one, two, session) in enumerate(requested, start=1):
        _expect(1 <= one <= participants and 1 <= two <= participants and one != two, "requested", f"row {number}")
        _expect(session in (MORNING, AFTERNOON, ANY), "requested", f"row {number}")
        allowed = set(range(1 if session != AFTERNOON else morning + 1, (slots if session != MORNING else morning) + 1))
        pin = fixed[number - 1]
        possible = not pin or pin in allowed & free[one - 1] & free[two - 1]
        requests.append(
            Request(
                id=f"m{number}",
                sides=(_side(one), _side(two)),
                slots=frozenset(f"s{slot}" for slot in allowed) if possible else frozenset(),
                pin=Pin(slot=f"s{pin}") if pin and possible else None,
                after=tuple(f"m{other}" for other in sorted(earlier[number - 1])) if earlier else (),
            )
        )
    return Problem(
        slots=tuple(_slot(slot, morning) for slot in range(1, slots + 1)),
        places=(Place(id="tables", capacity=data.number("nTables")),),
        agents=tuple(Agent(id=f"p{n}", free=frozenset(f"s{s}" for s in own)) for n, own in enumerate(free, start=1)),
        delegations=tuple(Delegation(id=f"p{n}") for n in range(1, participants + 1)),
        requests=tuple(requests),
        absence_counts=True,
        break_spread=fairness,
        place_all=True,
    )


@dataclass(frozen=True)
class _Data:
    """The texts to the right of the equals signs."""

    texts: dict[str, str]

    def number(self, name: str) -> int:
        """A whole number that is not negative."""
        numbers = self.numbers(name)
        _expect(len(numbers) == 1 and numbers[0] >= 0, name, "one number")
        return numbers[0]

    def numbers(self, name: str) -> list[int]:
        """All numbers of an array."""
        return [int(number) for number in _NUMBER.findall(self.texts.get(name, ""))]

    def rows(self, name: str, width: int) -> list[list[int]]:
        """The numbers of a matrix, row by row."""
        numbers = self.numbers(name)
        _expect(len(numbers) % width == 0, name, f"{width} columns")
        return [numbers[first : first + width] for first in range(0, len(numbers), width)]

    def sets(self, name: str) -> list[set[int]]:
        """The sets of an array of sets; 0 is the format's way to write nothing."""
        return [_members(text) for text in _SET.findall(self.texts.get(name, ""))]


def _members(text: str) -> set[int]:
    if ".." in text:
        first, last = _NUMBER.findall(text.replace("..", " "))
        return set(range(int(first), int(last) + 1)) - {0}
    return {int(number) for number in _NUMBER.findall(text)} - {0}


def _side(participant: int) -> Side:
    return Side(delegation=f"p{participant}", agents=(f"p{participant}",))


def _slot(number: int, morning: int) -> Slot:
    start = (number - 1) * SLOT_MINUTES
    block = "morning" if number <= morning else "afternoon"
    return Slot(id=f"s{number}", start=start, end=start + SLOT_MINUTES, day="1970-01-01", block=block)


def _expect(fine: bool, *what: str) -> None:
    if not fine:
        raise InvalidDocument("malformed", ", ".join(what))
