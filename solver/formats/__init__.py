"""Problems and schedules as files."""

from solver.formats.json import dump_problem, dump_result, load_problem, load_result

__all__ = ["dump_problem", "dump_result", "load_problem", "load_result"]
