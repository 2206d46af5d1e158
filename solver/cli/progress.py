"""Progress on standard error: one line rewritten in place on a terminal, plain lines elsewhere."""

import os
import sys
from typing import TextIO

from solver.model.result import Goal, PlanProgress

NAMES = {
    Goal.EXCESS: "people displaced above the allowance",
    Goal.REQUIRED: "required missing",
    Goal.GUARANTEES: "guarantees short by",
    Goal.VALUE: "value",
    Goal.FAIRNESS: "unfairness",
    Goal.DISTURBED: "people disturbed",
    Goal.MOVED: "meetings moved",
    Goal.BREAKS: "breaks",
    Goal.WAITING: "idle slots in breaks",
    Goal.PLACE_CHANGES: "changes of place",
}
"""The goals for people; one that is not here is told by its own name."""


def name_of(goal: Goal) -> str:
    """The goal for people."""
    return NAMES.get(goal, goal.value.replace("_", " "))


class ProgressLine:
    """Shows the progress of a run; `done` ends the line."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._rewrites = self._stream.isatty()
        self._open = False

    def show(self, progress: PlanProgress) -> None:
        """Show what is known now."""
        line = line_of(progress)
        if not self._rewrites:
            print(line, file=self._stream, flush=True)
            return
        width = _width(self._stream)
        print(f"\r\x1b[K{line[: width - 1]}", end="", file=self._stream, flush=True)
        self._open = True

    def done(self) -> None:
        """End the line that was rewritten, if there is one."""
        if self._open:
            print(file=self._stream)
            self._open = False


def line_of(progress: PlanProgress) -> str:
    """Seconds, then each goal with its bound unless they are equal."""
    if progress.compiling:
        return f"{progress.seconds:6.1f} s  compiling the search, only this once"
    known = {result.goal: result for result in progress.goals}
    parts = [
        f"{name_of(goal)} {known[goal].value}{'' if known[goal].proved else f' (bound {known[goal].bound})'}"
        for goal in Goal
        if goal in known
    ]
    return f"{progress.seconds:6.1f} s  {', '.join(parts)}"


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
