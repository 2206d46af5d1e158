"""Independent validation (the judge): checks a schedule and all claims about it, without any code of the search."""

from collections.abc import Iterable

from solver.model.problem import Problem
from solver.model.result import Reason
from solver.model.schedule import Schedule
from solver.validate.goals import scores
from solver.validate.reasons import confirms
from solver.validate.report import Report, Rule, Violation
from solver.validate.rules import RULES
from solver.validate.schedule_index import ScheduleIndex

__all__ = ["Report", "Rule", "Violation", "broken", "confirm", "unconfirmed", "validate"]


def validate(problem: Problem, schedule: Schedule) -> Report:
    """Every broken hard rule, and the value of every goal."""
    index = ScheduleIndex(problem, schedule)
    return Report(violations=_broken(index), scores=scores(index))


def broken(problem: Problem, schedule: Schedule) -> tuple[Violation, ...]:
    """Every broken hard rule, without the goals: these take most of the time."""
    return _broken(ScheduleIndex(problem, schedule))


def _broken(index: ScheduleIndex) -> tuple[Violation, ...]:
    return (*index.malformed, *(violation for rule in RULES for violation in rule(index)))


def confirm(problem: Problem, schedule: Schedule, reason: Reason) -> bool:
    """Whether a reason is true of the schedule, by its witnesses (their shapes: `solver.explain.reasons`).

    That a value is proved, which WORTH_LESS presumes, cannot be seen from a schedule; its exchange can.
    """
    return confirms(ScheduleIndex(problem, schedule), reason)


def unconfirmed(problem: Problem, schedule: Schedule, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that are not true; reads the schedule only once."""
    index = ScheduleIndex(problem, schedule)
    return tuple(reason for reason in reasons if not confirms(index, reason))
