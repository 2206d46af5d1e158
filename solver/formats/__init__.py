"""Problems and schedules as files."""

from solver.formats.json import dump_problem, load_problem

__all__ = ["dump_problem", "load_problem"]
