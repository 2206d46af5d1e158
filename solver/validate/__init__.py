"""The judge: checks a schedule against its problem. It shares nothing with the search, on purpose."""

from solver.problem import Problem
from solver.schedule import Schedule
from solver.validate.facts import Facts
from solver.validate.goals import GOALS
from solver.validate.report import Report, Rule, Violation
from solver.validate.rules import RULES

__all__ = ["Report", "Rule", "Violation", "validate"]


def validate(problem: Problem, schedule: Schedule) -> Report:
    """Every broken hard rule, and the value of every goal."""
    facts = Facts(problem, schedule)
    violations = [*facts.misread, *(violation for rule in RULES for violation in rule(facts))]
    return Report(violations=tuple(violations), scores={goal: score(facts) for goal, score in GOALS.items()})
