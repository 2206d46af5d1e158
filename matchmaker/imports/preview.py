"""The preview of an import: one line per row of the file, with changes and errors in words."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from matchmaker.base.i18n import translate
from matchmaker.imports.full_names import SplitNames
from matchmaker.imports.shown import in_words
from matchmaker.imports.tag_words import UNKNOWN_TAGS, ForeignWord
from matchmaker.imports.value_words import Accepted


class Kind(StrEnum):
    """What an organiser can import."""

    PARTICIPANTS = "participants"
    WISHES = "wishes"
    PROGRAMME = "programme"
    PROSPECTS = "prospects"
    """Counterparts of a mission."""


class LineOutcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"
    LEFT_OUT = "left_out"
    """By the reader of the preview."""


@dataclass(frozen=True, slots=True)
class RowMessage:
    """A sentence for the reader: a gettext key (`message`) and what fills its placeholders (`params`)."""

    message: str
    params: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    """Names of the columns whose cells are wrong, ours and not those of the file; none for a whole line."""
    suggestions: tuple[str, ...] = ()
    """Texts that the cell would be right with."""

    def text(self, language: str) -> str:
        params = {
            name: one.in_words(language) if isinstance(one, Accepted) else in_words(one, language)
            for name, one in self.params.items()
        }
        return translate(language, self.message, **params)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A value that the file changes, see `matchmaker.imports.shown`."""

    column: str
    old: str | date
    new: str | date


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer that a line's question accepts."""

    value: str
    words: RowMessage


@dataclass(frozen=True, slots=True)
class CellToMend:
    """A cell that is wrong, or was until the reader mended it."""

    column: str
    """Our name, with the number of a choice where a line has several."""
    header: str
    """Its name in the file."""
    text: str
    """As it is now."""
    suggestions: tuple[str, ...] = ()
    before: str | None = None
    """What the file says, where the reader has mended it."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One row of the file: its number as a spreadsheet counts (the header is 1), what it is about, what it would do."""

    number: int
    name: str
    outcome: LineOutcome
    changes: tuple[RowChange, ...] = ()
    messages: tuple[RowMessage, ...] = ()
    question: RowMessage | None = None
    choices: tuple[AnswerChoice, ...] = ()
    """Answers to the question; without one of them the line counts as an error."""
    answer: str = ""
    cells: tuple[CellToMend, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether nothing is wrong with this line but that its question has no answer yet."""
        return self.outcome is LineOutcome.ERROR and self.messages == (self.question,)

    @property
    def waits_for_words(self) -> bool:
        """Whether nothing is wrong with this line but words that are no tags, which are said once for all lines."""
        return self.outcome is LineOutcome.ERROR and {each.message for each in self.messages} == {UNKNOWN_TAGS}

    @property
    def to_mend(self) -> bool:
        """Whether the reader has, or had, something to say about this line alone."""
        if self.waits_for_words:
            return False
        return bool(self.cells or self.question) or self.outcome in {LineOutcome.ERROR, LineOutcome.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows of a file are new, changed, the same, in error, or left out."""

    new: int = 0
    changed: int = 0
    same: int = 0
    errors: int = 0
    left_out: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same + self.errors + self.left_out


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. It can be applied when no line is in error."""

    filename: str
    encoding: str
    """Of the bytes (UTF-8, UTF-16, Windows-1252, Mac Roman), or the format of a workbook (XLSX, ODS)."""
    separator: str
    """Empty for a workbook."""
    columns: tuple[str, ...]
    """The headers that are used, as the file writes them."""
    notices: tuple[RowMessage, ...]
    """About the file as a whole; none of them stands in the way."""
    lines: tuple[PreviewLine, ...]
    unused: tuple[str, ...] = ()
    """The headers that mean none of our columns."""
    names: SplitNames | None = None
    """Full names that were split, for a look at the parts."""
    foreign: tuple[ForeignWord, ...] = ()
    """Words in columns of tags that are none."""

    @property
    def outcome(self) -> Outcome:
        found = Counter(line.outcome for line in self.lines)
        return Outcome(
            new=found[LineOutcome.NEW],
            changed=found[LineOutcome.CHANGED],
            same=found[LineOutcome.SAME],
            errors=found[LineOutcome.ERROR],
            left_out=found[LineOutcome.LEFT_OUT],
        )

    @property
    def questions(self) -> tuple[PreviewLine, ...]:
        """The lines with a question, answered or not."""
        return tuple(line for line in self.lines if line.question)

    @property
    def to_mend(self) -> tuple[PreviewLine, ...]:
        """The lines about which the reader has something to say, those in error first."""
        lines = (line for line in self.lines if line.to_mend)
        return tuple(sorted(lines, key=lambda line: line.outcome is not LineOutcome.ERROR))

    @property
    def can_apply(self) -> bool:
        """Whether applying would do something and no line is in error."""
        outcome = self.outcome
        return outcome.errors == 0 and outcome.new + outcome.changed > 0

    @property
    def errors(self) -> tuple[PreviewLine, ...]:
        return tuple(line for line in self.lines if line.outcome is LineOutcome.ERROR)

    @property
    def wrong(self) -> tuple[PreviewLine, ...]:
        """The lines in error, without those that only wait for an answer or for words."""
        return tuple(line for line in self.errors if not (line.waits or line.waits_for_words))
