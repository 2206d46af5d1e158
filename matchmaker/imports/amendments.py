"""Amendments: what the reader of a preview says beside the file.

They are kept with the upload; the file itself stays as it is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from matchmaker.imports import texts

LONGEST = 5000
"""Signs of a mended cell; the columns have limits of their own below it."""


@dataclass(frozen=True, slots=True)
class Amendments:
    """Cells mended, questions answered and lines left out, by the numbers of the lines."""

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Texts by our names of the columns; they stand for those of the file."""
    answers: Mapping[int, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()

    def mend(self, line: int, column: str, text: str) -> "Amendments":
        """Return these with one cell mended."""
        cells = {column: texts.clean(text[:LONGEST])}
        return replace(self, cells={**self.cells, line: {**self.cells.get(line, {}), **cells}})

    def answer(self, line: int, answer: str) -> "Amendments":
        """Return these with one question answered."""
        return replace(self, answers={**self.answers, line: answer[:20]})

    def leave_out(self, lines: Collection[int]) -> "Amendments":
        """Return these with more lines left out."""
        return replace(self, left_out=self.left_out | frozenset(lines))

    def take_in(self, lines: Collection[int]) -> "Amendments":
        """Return these with some lines taken in again."""
        return replace(self, left_out=self.left_out - frozenset(lines))

    def stored(self) -> dict[str, Any]:
        """Return them as a value of JSON."""
        return {
            "cells": {str(line): dict(cells) for line, cells in self.cells.items()},
            "answers": {str(line): answer for line, answer in self.answers.items()},
            "left_out": sorted(self.left_out),
        }


def restored(stored: Mapping[str, Any]) -> Amendments:
    """Return the amendments that `Amendments.stored` has written; an empty value has none."""
    return Amendments(
        {int(line): cells for line, cells in stored.get("cells", {}).items()},
        {int(line): answer for line, answer in stored.get("answers", {}).items()},
        frozenset(stored.get("left_out", ())),
    )


NONE = Amendments()
