"""Instances of the published benchmark (B2B meeting scheduling, MiniZinc data) as problems; everything counts from 1.

A meeting is a row of `requested`: two participants and the session in which it must be (1 morning, 2 afternoon, 3 any).
All meetings must take place, all slots are one run without a gap, and idle slots count wherever they are.
"""

import re
from collections.abc import Sequence

from solver.formats.json import InvalidDocument
from solver.model.parts import Agent, Delegation, Pin, Place, Request, Side, Slot
from solver.model.problem import Problem

SLOT_MINUTES = 30
"""The format has no times; any length will do."""
MORNING, AFTERNOON, ANY = 1, 2, 3
MOST_SLOTS, MOST_PARTICIPANTS = 1_000, 100_000
"""More is certainly a slip."""

REQUIRED = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots", "requested")
OPTIONAL = ("forbidden", "fixed", "precedences", "meetingsxBusiness", "nMeetingsBusiness")
"""`meetingsxBusiness` and `nMeetingsBusiness` repeat what `requested` says, and must agree with it."""

_COMMENT = re.compile(r"%[^\n]*|/\*.*?\*/", re.DOTALL)
_ASSIGNMENT = re.compile(r"\s*(\w+)\s*=(.*)", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,9}")
_ITEM = re.compile(r"\s*(?:(?P<range>-?\d+\s*\.\.\s*-?\d+)|\{(?P<set>[^{}]*)\})\s*")


def load_instance(text: str, *, fairness: int | None = 2) -> Problem:
    """The problem of an instance; `fairness` is how much the breaks of two participants may differ (None: no limit).

    Ids: slot `s1`, participant `p1` (agent and delegation), meeting `m1`, the tables `tables`. Raises `InvalidDocument`
    if it is not such an instance, `InvalidProblem` if its precedences go round in a circle.
    """
    data = _Data(text)
    participants, slots = data.number("nBusiness", MOST_PARTICIPANTS), data.number("nTotalSlots", MOST_SLOTS)
    meetings = data.number("nMeetings", MOST_PARTICIPANTS)
    morning, tables = data.number("nMorningSlots", slots), data.number("nTables", MOST_PARTICIPANTS)
    requested = data.rows("requested", meetings, 3)
    for number, (one, two, session) in enumerate(requested, start=1):
        pair = 1 <= one <= participants and 1 <= two <= participants and one != two
        _expect(pair, "requested", f"row {number}: {one} and {two} are not two of {participants} participants")
        _expect(session in (MORNING, AFTERNOON, ANY), "requested", f"row {number}: no session {session}")
    _check_repetitions(data, participants, requested)
    forbidden = data.sets("forbidden", participants, slots)
    earlier = data.sets("precedences", meetings, meetings)
    fixed = data.numbers("fixed", meetings) or [0] * meetings
    for number, slot in enumerate(fixed, start=1):
        _expect(0 <= slot <= slots, "fixed", f"meeting {number}: no slot {slot}")
    free = [set(range(1, slots + 1)) - row for row in forbidden or [set[int]()] * participants]
    requests = []
    for number, (one, two, session) in enumerate(requested, start=1):
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
        places=(Place(id="tables", capacity=tables),),
        agents=tuple(Agent(id=f"p{n}", free=frozenset(f"s{s}" for s in own)) for n, own in enumerate(free, start=1)),
        delegations=tuple(Delegation(id=f"p{n}") for n in range(1, participants + 1)),
        requests=tuple(requests),
        absence_counts=True,
        break_spread=fairness,
        place_all=True,
    )


def _check_repetitions(data: "_Data", participants: int, requested: Sequence[Sequence[int]]) -> None:
    """What is said twice must be the same."""
    of: list[set[int]] = [set() for _ in range(participants)]
    for number, (one, two, _) in enumerate(requested, start=1):
        of[one - 1].add(number)
        of[two - 1].add(number)
    said = data.sets("meetingsxBusiness", participants, len(requested) + 1)
    counts = data.numbers("nMeetingsBusiness", participants)
    for number, own in enumerate(of, start=1):
        if said:
            # the published files count from 2 here: 1 stands for no meeting and is in every set
            _expect(
                said[number - 1] in (own, {1, *(meeting + 1 for meeting in own)}),
                "meetingsxBusiness",
                f"participant {number}: requested says otherwise",
            )
        if counts:
            _expect(
                counts[number - 1] == len(own), "nMeetingsBusiness", f"participant {number}: requested says otherwise"
            )


class _Data:
    """The assignments of an instance; every complaint names the one that is invalid."""

    def __init__(self, text: str) -> None:
        self._texts: dict[str, str] = {}
        for statement in _COMMENT.sub(" ", text).split(";"):
            if not statement.strip():
                continue
            match = _ASSIGNMENT.fullmatch(statement)
            _expect(match is not None, "not an assignment", " ".join(statement.split())[:40])
            assert match is not None
            name = match[1]
            _expect(name in REQUIRED + OPTIONAL, name, "unknown name")
            _expect(name not in self._texts, name, "given twice")
            self._texts[name] = match[2].strip()
        for name in REQUIRED:
            _expect(name in self._texts, name, "missing")

    def number(self, name: str, most: int) -> int:
        """A whole number from 0 on."""
        number = _whole(self._texts[name], name)
        _expect(0 <= number <= most, name, f"{number} is not from 0 to {most}")
        return number

    def numbers(self, name: str, length: int) -> list[int]:
        """An array of numbers; none at all if it is absent."""
        if name not in self._texts:
            return []
        numbers = _numbers(self._inside(name, "[", "]"), name)
        _expect(len(numbers) == length, name, f"{len(numbers)} numbers instead of {length}")
        return numbers

    def rows(self, name: str, length: int, width: int) -> list[list[int]]:
        """The numbers of a matrix, row by row."""
        inside = self._inside(name, "[", "]").strip()
        _expect(not inside or (inside[0] == "|" and inside[-1] == "|"), name, "not a matrix [| ... |]")
        parts = inside.strip("|").split("|") if inside.strip("|").strip() else []
        rows = [_numbers(part, f"{name}, row {number}") for number, part in enumerate(parts, start=1)]
        for number, row in enumerate(rows, start=1):
            _expect(len(row) == width, name, f"row {number} has {len(row)} numbers instead of {width}")
        _expect(len(rows) == length, name, f"{len(rows)} rows instead of {length}")
        return rows

    def sets(self, name: str, length: int, most: int) -> list[set[int]]:
        """The sets of an array of sets, none at all if it is absent; 0 is the format's way to write nothing."""
        if name not in self._texts:
            return []
        sets: list[set[int]] = []
        rest = self._inside(name, "[", "]")
        while rest.strip():
            match = _ITEM.match(rest)
            _expect(match is not None, name, f"item {len(sets) + 1} is not a set")
            assert match is not None
            sets.append(_members(match, f"{name}, item {len(sets) + 1}", most))
            rest = rest[match.end() :]
            _expect(not rest or rest[0] == ",", name, f"no comma after item {len(sets)}")
            rest = rest[1:]
        _expect(len(sets) == length, name, f"{len(sets)} sets instead of {length}")
        return sets

    def _inside(self, name: str, first: str, last: str) -> str:
        text = self._texts[name]
        _expect(text.startswith(first) and text.endswith(last) and len(text) > 1, name, f"not {first} ... {last}")
        return text[1:-1]


def _whole(text: str, what: str) -> int:
    text = text.strip()
    _expect(_NUMBER.fullmatch(text) is not None, what, f"“{text[:20]}” is not a number")
    return int(text)


def _numbers(text: str, what: str) -> list[int]:
    """Numbers with commas between them, and perhaps one at the end."""
    text = text.strip().removesuffix(",")
    return [_whole(part, what) for part in text.split(",")] if text.strip() else []


def _members(match: re.Match[str], what: str, most: int) -> set[int]:
    inside: str = match["set"] if match["set"] is not None else match["range"]
    if ".." in inside:
        ends = [_whole(part, what) for part in inside.split("..")]
        _expect(len(ends) == 2, what, "not a range")
        _expect(ends[0] >= 0 and ends[1] <= most, what, f"not from 0 to {most}")
        members = list(range(ends[0], ends[1] + 1))
    else:
        members = _numbers(inside, what)
    for member in members:
        _expect(0 <= member <= most, what, f"{member} is not from 0 to {most}")
    return set(members) - {0}


def _side(participant: int) -> Side:
    return Side(delegation=f"p{participant}", agents=(f"p{participant}",))


def _slot(number: int, morning: int) -> Slot:
    start = (number - 1) * SLOT_MINUTES
    block = "morning" if number <= morning else "afternoon"
    return Slot(id=f"s{number}", start=start, end=start + SLOT_MINUTES, day="1970-01-01", block=block)


def _expect(fine: bool, *what: str) -> None:
    if not fine:
        raise InvalidDocument("malformed", ": ".join(what))
