"""Input and output files of the commands."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from solver.formats.json import load_problem, load_result, load_schedule
from solver.formats.reading import InvalidDocument, parse
from solver.model.problem import Problem
from solver.model.result import Result
from solver.model.schedule import Schedule
from solver.validate.schedule_index import ScheduleIndex


def read(path: Path) -> Any:
    """The JSON document of a file; raises `InvalidDocument`."""
    return parse(path)


def read_problem(path: Path) -> Problem:
    """The problem of a file; raises `InvalidDocument` or `InvalidProblem`."""
    return load_problem(parse(path))


def read_answer(path: Path) -> tuple[Schedule, Result | None]:
    """The schedule of a file, with all that is stated of it if it is a result; raises `InvalidDocument`."""
    document = parse(path)
    result = load_result(document) if _is_result(document) else None
    return load_schedule(document) if result is None else result.schedule, result


def schedule_of(document: Any) -> Schedule:
    """The schedule of a schedule's or a result's document; raises `InvalidDocument`."""
    return load_result(document).schedule if _is_result(document) else load_schedule(document)


def _is_result(document: Any) -> bool:
    return isinstance(document, dict) and "reasons" in document


def check_fits(problem: Problem, schedule: Schedule) -> None:
    """Refuse a schedule of another problem; raises `InvalidDocument`."""
    strange = ScheduleIndex(problem, schedule).malformed
    if strange:
        raise InvalidDocument(
            "malformed", f"the assignment of {strange[0].ids[0]} is of another problem, or runs over the end of a block"
        )


def check_writable(path: Path | None) -> None:
    """Refuse early, before the work is done, what could not be written at its end; raises `InvalidDocument`."""
    if path is not None and (path.is_dir() or not os.access(path.parent, os.W_OK)):
        raise InvalidDocument("unreadable", f"{path} cannot be written")


def text_of(document: Mapping[str, Any]) -> str:
    """A JSON object as text, with a line for each item of a list: quick to write, and easy to compare."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for name, value in document.items():
        items = ",\n  ".join(map(encode, value)) if isinstance(value, list) else ""
        parts.append(f" {encode(name)}: " + (f"[\n  {items}\n ]" if items else encode(value)))
    return "{\n" + ",\n".join(parts) + "\n}"


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
