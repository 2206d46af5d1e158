"""Problems, schedules and results as JSON objects, with a format name and a version.

Objects mirror the public types field by field; what equals the type's default is left out. Sets become sorted lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar

from solver.formats.reading import InvalidDocument, InvalidValue, reader
from solver.model.problem import Problem
from solver.model.result import Goal, GoalResult, Reason, ReasonCode, Result, Status
from solver.model.sanity.size import MOST
from solver.model.schedule import Assignment, Schedule

__all__ = [
    "InvalidDocument",
    "dump_problem",
    "dump_result",
    "dump_schedule",
    "load_problem",
    "load_result",
    "load_schedule",
]

VERSION = 1
PROBLEM, SCHEDULE, RESULT = "matchmaker-problem", "matchmaker-schedule", "matchmaker-result"

Object = dict[str, Any]
T = TypeVar("T")


def dump_problem(problem: Problem) -> Object:
    """The problem as a JSON object."""
    body: Object = _plain(problem)
    return _head(PROBLEM) | body


def load_problem(document: Any) -> Problem:
    """The problem of a JSON object; raises `InvalidDocument`, or `InvalidProblem` if it contradicts itself."""
    return _read(document, PROBLEM, _problem)


def dump_schedule(schedule: Schedule) -> Object:
    """The schedule as a JSON object."""
    return _head(SCHEDULE) | {"assignments": _assignments(schedule)}


def load_schedule(document: Any) -> Schedule:
    """The schedule of a JSON object; raises `InvalidDocument`."""
    return _read(document, SCHEDULE, lambda body: _schedule(reader(_ScheduleBody)(body).assignments))


def dump_result(result: Result) -> Object:
    """The result as a JSON object; goals also say whether they are proved."""
    return _head(RESULT) | {
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "goals": [
            {"goal": item.goal.value, "value": item.value, "bound": item.bound, "proved": item.proved}
            for item in result.goals
        ],
        "assignments": _assignments(result.schedule),
        "reasons": [
            {"request": item.request, "code": item.code.value, "witness": item.witness} for item in result.reasons
        ],
        "conflict": list(result.conflict),
    }


def load_result(document: Any) -> Result:
    """The result of a JSON object; raises `InvalidDocument`."""
    return _read(document, RESULT, _result)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScheduleBody:
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _GoalBody:
    goal: Goal
    value: int
    bound: int | None
    proved: bool = False
    """Told for readers of the file; what is proved follows from value and bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReasonBody:
    request: str
    code: ReasonCode
    witness: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ResultBody:
    status: Status
    seconds: float
    goals: tuple[_GoalBody, ...]
    assignments: tuple[Assignment, ...]
    reasons: tuple[_ReasonBody, ...]
    conflict: tuple[str, ...] = ()


def _head(name: str) -> Object:
    return {"format": name, "version": VERSION}


def _assignments(schedule: Schedule) -> list[Object]:
    return [
        {"request": item.request, "slot": item.slot, "place": item.place, "agents": list(item.agents)}
        for item in schedule.assignments.values()
    ]


def _plain(item: Any) -> Any:
    """Public types as objects without their defaults; sets sorted; pairs that are keys as lists."""
    if isinstance(item, frozenset):
        return sorted((_plain(part) for part in item), key=str)
    if isinstance(item, tuple):
        return [_plain(part) for part in item]
    if isinstance(item, Mapping):
        return [[*key, value] for key, value in sorted(item.items())]
    if not hasattr(item, "__dataclass_fields__"):
        return item
    return {
        field.name: _plain(value)
        for field in fields(item)
        if (value := getattr(item, field.name)) != field.default
        and not (field.default_factory is not MISSING and value == field.default_factory())
    }


def _read(document: Any, name: str, load: Callable[[Object], T]) -> T:
    if not isinstance(document, Mapping) or document.get("format") != name:
        raise InvalidDocument("unknown_format", f"a document of the format {name} is expected")
    if document.get("version") != VERSION or type(document["version"]) is not int:
        raise InvalidDocument("unknown_version", f"version {VERSION} is read, not {document.get('version')!r:.40}")
    try:
        return load({key: value for key, value in document.items() if key not in ("format", "version")})
    except InvalidValue as invalid:
        raise InvalidDocument("malformed", str(invalid)) from invalid


def _problem(body: Object) -> Problem:
    for kind, most in MOST.items():
        if isinstance(body.get(kind), list) and len(body[kind]) > most:
            raise InvalidDocument("too_large", f"there are {len(body[kind]):,} {kind}, at most {most:,} are read")
    problem: Problem = reader(Problem)(body)
    return problem


def _schedule(items: tuple[Assignment, ...]) -> Schedule:
    schedule: dict[str, Assignment] = {}
    for number, item in enumerate(items):
        if item.request in schedule:
            raise InvalidValue(f"{item.request} is placed twice", "request", number, "assignments")
        schedule[item.request] = item
    return Schedule(schedule)


def _result(body: Object) -> Result:
    read: _ResultBody = reader(_ResultBody)(body)
    return Result(
        status=read.status,
        schedule=_schedule(read.assignments),
        goals=tuple(GoalResult(goal=item.goal, value=item.value, bound=item.bound) for item in read.goals),
        reasons=tuple(Reason(request=item.request, code=item.code, witness=item.witness) for item in read.reasons),
        seconds=read.seconds,
        conflict=read.conflict,
    )
