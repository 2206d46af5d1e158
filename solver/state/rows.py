"""A schedule as an array, a row for each request, and the same as a sketch."""

import numpy as np

from solver.state.columns import Ints
from solver.state.sketch import Choice, Sketch

ROW_SLOT, ROW_KIND, ROW_ONE, ROW_TWO, ROW_COLUMNS = range(5)
"""The first slot, or -1 for a request that is out; the kind of place; who goes for each side."""


def sketch_of(rows: Ints) -> Sketch:
    """Rows as a sketch."""
    return {
        number: Choice(slot, (one, two), kind)
        for number, (slot, kind, one, two) in enumerate(rows.tolist())
        if slot >= 0
    }


def rows_of(sketch: Sketch, requests: int) -> Ints:
    """A sketch as rows."""
    rows = np.full((requests, ROW_COLUMNS), -1, dtype=np.int64)
    for number, choice in sketch.items():
        rows[number] = (choice.slot, choice.kind, *choice.agents)
    return rows
