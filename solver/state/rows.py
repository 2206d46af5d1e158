"""A schedule as an array, a row for each request, and the same as a sketch."""

from collections.abc import Sequence

import numpy as np

from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.sketch import Choice, Sketch

ROW_SLOT, ROW_KIND, ROW_PEOPLE = range(3)
"""The first slot, or -1 for a request that is out; the kind of place; from there on who goes for each party, with -1
where a meeting has fewer people than others."""


def sketch_of(rows: Ints) -> Sketch:
    """Rows as a sketch."""
    return {
        number: Choice(slot, trimmed(who), kind) for number, (slot, kind, *who) in enumerate(rows.tolist()) if slot >= 0
    }


def rows_of(sketch: Sketch, index: Index) -> Ints:
    """A sketch as rows."""
    rows = np.full((len(index.cases), ROW_PEOPLE + index.width), -1, dtype=np.int64)
    for number, choice in sketch.items():
        rows[number, : ROW_PEOPLE + len(choice.agents)] = (choice.slot, choice.kind, *choice.agents)
    return rows


def trimmed(who: Sequence[int]) -> tuple[int, ...]:
    """People without the -1 at the end."""
    return tuple(who) if who[-1] >= 0 else tuple(agent for agent in who if agent >= 0)
