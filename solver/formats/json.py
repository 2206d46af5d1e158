"""Problems, schedules and results as JSON objects, with a format name and a version.

Objects mirror the public types field by field; what equals the type's default is left out. Sets become sorted lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from solver.problem import Agent, Delegation, Pin, Place, Problem, Request, Side, Slot
from solver.result import Goal, GoalResult, Reason, ReasonCode, Result, Status
from solver.schedule import Assignment, Schedule

VERSION = 1
PROBLEM, SCHEDULE, RESULT = "matchmaker-problem", "matchmaker-schedule", "matchmaker-result"

Object = dict[str, Any]
T = TypeVar("T")


class InvalidDocument(ValueError):
    """Not a document of the expected kind: `code` is unreadable, unknown_format, unknown_version or malformed."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


def dump_problem(problem: Problem) -> Object:
    """The problem as a JSON object."""
    body: Object = _plain(problem)
    return _head(PROBLEM) | body


def load_problem(document: Any) -> Problem:
    """The problem of a JSON object; raises `InvalidDocument`, or `InvalidProblem` if it contradicts itself."""
    return _read(document, PROBLEM, _problem)


def dump_schedule(schedule: Schedule) -> Object:
    """The schedule as a JSON object."""
    return _head(SCHEDULE) | {"assignments": [_plain(item) for item in schedule.assignments.values()]}


def load_schedule(document: Any) -> Schedule:
    """The schedule of a JSON object; raises `InvalidDocument`."""
    return _read(document, SCHEDULE, lambda body: _schedule(body["assignments"]))


def dump_result(result: Result) -> Object:
    """The result as a JSON object; goals also say whether they are proved."""
    return _head(RESULT) | {
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "goals": [
            {"goal": item.goal.value, "value": item.value, "bound": item.bound, "proved": item.proved}
            for item in result.goals
        ],
        "assignments": [_plain(item) for item in result.schedule.assignments.values()],
        "reasons": [
            {"request": item.request, "code": item.code.value, "witness": item.witness} for item in result.reasons
        ],
        "conflict": list(result.conflict),
    }


def load_result(document: Any) -> Result:
    """The result of a JSON object; raises `InvalidDocument`."""
    return _read(document, RESULT, _result)


def _head(name: str) -> Object:
    return {"format": name, "version": VERSION}


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
        raise InvalidDocument("unknown_format", name)
    if document.get("version") != VERSION:
        raise InvalidDocument("unknown_version", str(document.get("version")))
    try:
        return load({key: value for key, value in document.items() if key not in ("format", "version")})
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDocument("malformed", str(error)) from error


def _problem(body: Object) -> Problem:
    return Problem(
        slots=tuple(Slot(**item) for item in body.pop("slots")),
        places=tuple(_with_sets(Place, item, "closed") for item in body.pop("places")),
        agents=tuple(_agent(item) for item in body.pop("agents")),
        delegations=tuple(Delegation(**item) for item in body.pop("delegations")),
        requests=tuple(_request(item) for item in body.pop("requests")),
        vetoes=frozenset(frozenset(pair) for pair in body.pop("vetoes", ())),
        travel={(one, two): minutes for one, two, minutes in body.pop("travel", ())},
        **body,
    )


def _agent(item: Object) -> Agent:
    kept = tuple(frozenset(slots) for slots in item.get("keep_one_free", ()))
    return _with_sets(Agent, item | {"keep_one_free": kept}, "free")


def _request(item: Object) -> Request:
    one, two = item["sides"]
    changed = {
        "sides": (_with_tuples(Side, one, "agents"), _with_tuples(Side, two, "agents")),
        "pin": None if item.get("pin") is None else _with_tuples(Pin, item["pin"], "agents"),
    }
    known = {key: tuple(item[key]) for key in ("third_parties", "after") if key in item}
    return _with_sets(Request, item | changed | known, "slots", "places")


def _schedule(items: list[Object]) -> Schedule:
    return Schedule({item["request"]: _with_tuples(Assignment, item, "agents") for item in items})


def _result(body: Object) -> Result:
    return Result(
        status=Status(body["status"]),
        schedule=_schedule(body["assignments"]),
        goals=tuple(
            GoalResult(goal=Goal(item["goal"]), value=item["value"], bound=item["bound"]) for item in body["goals"]
        ),
        reasons=tuple(
            Reason(request=item["request"], code=ReasonCode(item["code"]), witness=item["witness"])
            for item in body["reasons"]
        ),
        seconds=body["seconds"],
        conflict=tuple(body["conflict"]),
    )


def _with_sets(kind: Callable[..., T], item: Object, *names: str) -> T:
    return kind(**item | {name: frozenset(item[name]) for name in names if item.get(name) is not None})


def _with_tuples(kind: Callable[..., T], item: Object, *names: str) -> T:
    return kind(**item | {name: tuple(item[name]) for name in names if item.get(name) is not None})
