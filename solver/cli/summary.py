"""Longer things that commands say."""

from solver.cli.findings import sentence_of
from solver.diagnose import contradictions
from solver.model.problem import Problem
from solver.model.result import Result, Status
from solver.state.index import Index


def unless_possible(problem: Problem, result: Result) -> str:
    """Why there is no schedule, as sentences on lines of their own: by the ladder if it knows, else the conflict."""
    if result.status is Status.UNKNOWN:
        return "No schedule was found in the time; nothing proves that there is none."
    lines = ["There is no schedule, because what must be kept contradicts itself."]
    found = list(contradictions(Index(problem)))
    if found:
        lines += [f"  {sentence_of(problem, finding)}" for finding in found]
    elif result.conflict:
        lines.append(f"  These requests cannot all be placed as they must: {', '.join(result.conflict)}.")
    return "\n".join(lines)
