"""Parsing of a table into typed rows, with a sentence for every invalid cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.imports.amendments import NONE, Amendments
from matchmaker.imports.cells import BadCell, NothingSaid, check_shown
from matchmaker.imports.columns import Column, Columns
from matchmaker.imports.full_names import SplitName, SplitNames
from matchmaker.imports.grid import Record, shorten
from matchmaker.imports.layout import LayoutLine, lay_out, name_of_cell
from matchmaker.imports.mapping import ColumnMapping, find_layout, known_headers
from matchmaker.imports.names import split_names
from matchmaker.imports.preview import AnswerChoice, CellToMend, LineOutcome, PreviewLine, RowMessage
from matchmaker.imports.read import Sheet, read_table
from matchmaker.imports.tag_words import ForeignWord, Meanings, as_tags, counted, foreign_words, with_words_in_place


@dataclass(slots=True)
class Row:
    """The values of one line, by the names of the columns; an empty cell or an absent column has none."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """The cells as they stand in the file."""
    headers: dict[str, str] = field(default_factory=dict)
    """How the file writes the name of each column."""
    messages: list[RowMessage] = field(default_factory=list)
    question: RowMessage | None = None
    choices: tuple[AnswerChoice, ...] = ()
    answer: str = ""
    """What the reader of the preview has chosen."""
    mended: dict[str, str] = field(default_factory=dict)
    """What the file says in the cells that the reader of the preview has mended."""
    choice: int = 0
    """Which choice of the line the row is, where a line has several."""
    full_name: str = ""
    """The cell that was split into first and last name."""
    foreign: list[ForeignWord] = field(default_factory=list)
    """Words in cells of tags that are none."""

    def ask(self, message: str, choices: tuple[AnswerChoice, ...], **params: Any) -> str | None:
        """Return what the reader has answered; without an answer the line cannot be imported."""
        self.question, self.choices = RowMessage(message, params), choices
        if self.answer in {choice.value for choice in choices}:
            return self.answer
        self.refuse(message, **params)
        return None

    def has(self, *columns: str) -> bool:
        """Tell whether the cells of all these columns have a value, and none of them is refused."""
        return not self.refused(*columns) and all(name in self.values for name in columns)

    def named(self, *columns: str, between: str = " → ") -> str:
        """Return what the line is about: some of its cells, shortened, a dash for an empty one; empty if all are."""
        texts = [shorten(self.texts.get(column, ""), 60) for column in columns]
        return between.join(text or "–" for text in texts) if any(texts) else ""

    def refused(self, *columns: str) -> bool:
        """Tell whether a cell of one of these columns is refused."""
        return any(name in message.columns for message in self.messages for name in columns)

    def refuse(self, message: str, at: Sequence[str] = (), **params: Any) -> None:
        """Note why this line cannot be imported, and the columns `at` which it can be mended."""
        self.messages.append(RowMessage(message, params, tuple(at)))

    def refuse_cell(
        self, column: str, message: str, suggestions: Sequence[str] = (), *, also: Sequence[str] = (), **params: Any
    ) -> None:
        """Note why a cell cannot be used; the sentence's `column` and `value` are filled in.

        The line can be mended in the columns `also`, too.
        """
        told = {"column": self.headers.get(column, column), "value": shorten(self.texts.get(column, ""))}
        told |= {name: shorten(p) if type(p) is str else p for name, p in params.items()}
        self.messages.append(RowMessage(message, told, (column, *also), tuple(suggestions)))

    @property
    def to_mend(self) -> tuple[CellToMend, ...]:
        """The cells that are refused, or mended, in the order in which they were."""
        suggested: dict[str, tuple[str, ...]] = dict.fromkeys(self.mended, ())
        for message in self.messages:
            suggested |= {name: (*suggested.get(name, ()), *message.suggestions) for name in message.columns}
        return tuple(
            CellToMend(
                name_of_cell(name, self.choice),
                self.headers.get(name, name),
                self.texts.get(name, ""),
                texts,
                self.mended.get(name),
            )
            for name, texts in suggested.items()
        )

    def only(self, columns: Columns) -> dict[str, Any]:
        """Return the values that some columns give, by the fields that they fill."""
        return {column.target: self.values[column.name] for column in columns if column.name in self.values}


@dataclass(frozen=True, slots=True)
class Rows:
    """A file as rows of values."""

    table: Sheet
    rows: tuple[Row, ...]
    headers: dict[str, str]
    notices: tuple[RowMessage, ...]
    unused: tuple[str, ...] = ()
    """Headers that mean none of our columns."""
    left_out: tuple[PreviewLine, ...] = ()
    """Lines that the reader of the preview has left out."""
    names: SplitNames | None = None
    """The full names that were split, if the file has such a column."""
    foreign: tuple[ForeignWord, ...] = ()
    """Words in columns of tags that are none, each once."""


def read_rows(data: bytes, columns: Columns) -> Rows:
    """Return the rows of a file; raises InvalidInput or TooMany where the file as a whole cannot be used."""
    return rows_of(read_sheet(data, columns), columns)


def read_sheet(data: bytes, columns: Columns, sheet: str = "") -> Sheet:
    """Return the table in a file, of a workbook the named sheet; raises InvalidInput or TooMany where there is none."""
    return read_table(data, known_headers(columns), sheet)


def rows_of(
    table: Sheet,
    columns: Columns,
    mapping: ColumnMapping | None = None,
    amendments: Amendments = NONE,
    meanings: Meanings = MappingProxyType({}),
) -> Rows:
    """Return the rows of a table, as its reader has amended them; `meanings` of words that are no tags.

    Raises ColumnsUnclear if its headers, or `mapping`, do not give what is needed.
    """
    header = table.header.cells
    layout = find_layout(header, columns, mapping)
    if not table.records:
        raise InvalidInput(N_("This file has the names of the columns, but no line below them."))
    taken = [record for record in table.records if record.number not in amendments.left_out]
    lines, said = lay_out(table.header, taken, layout)
    notices = list(table.notices)
    if layout.product:
        notices.append(RowMessage(N_("Recognised: export of %(product)s."), {"product": layout.product}))
    unused = tuple(cell for place, cell in enumerate(header) if cell and place not in layout.used)
    if unused:
        notices.append(RowMessage(N_("These columns are not used: %(columns)s."), {"columns": _listed(unused)}))
    headers = {name: header[places[0]] for name, places in layout.places.items()}
    rows = tuple(_row(line, columns, len(header), amendments, meanings) for line in lines)
    left_out = tuple(_left_out(record) for record in table.records if record.number in amendments.left_out)
    return Rows(
        table,
        rows,
        headers,
        (*notices, *said),
        unused,
        left_out,
        split_names(header, layout, list(_split_names(rows))),
        counted(word for row in rows for word in row.foreign),
    )


def _split_names(rows: Iterable[Row]) -> Iterator[SplitName]:
    """Yield the full names of the lines whose parts are neither refused nor mended."""
    for row in rows:
        parts = [row.texts.get(name, "") for name in ("first_name", "last_name")]
        if (
            row.full_name
            and not row.refused("first_name", "last_name")
            and not {"first_name", "last_name"} & set(row.mended)
        ):
            yield SplitName(row.number, row.full_name, *parts)


def _left_out(record: Record) -> PreviewLine:
    told = [cell.strip() for cell in record.cells if cell.strip()]
    return PreviewLine(record.number, shorten(" · ".join(told[:4])), LineOutcome.LEFT_OUT)


def _listed(headers: Iterable[str]) -> str:
    return shorten(", ".join(shorten(header, 40) for header in headers), 600)


def _row(line: LayoutLine, columns: Columns, width: int, amendments: Amendments, meanings: Meanings) -> Row:
    row = Row(line.number, headers=line.headers, choice=line.choice, full_name=line.full_name)
    row.answer = amendments.answers.get(line.number, "")
    mended = amendments.cells.get(line.number, {})
    if line.surplus:
        row.refuse(
            N_(
                "This line has %(cells)d cells, the first line %(width)d. "
                "Is there a separator inside a text? Put that text in quotation marks."
            ),
            cells=line.cells,
            width=width,
        )
        return row
    texts = with_words_in_place(line.texts, {one.name: one.tags for one in columns if one.tags}, meanings)
    for column in columns:
        name = name_of_cell(column.name, line.choice)
        if column.name not in texts and name not in mended:
            continue
        present = texts.get(column.name, "")
        cell = row.texts[column.name] = mended.get(name, present)
        if cell != present.replace("\r\n", "\n"):
            row.mended[column.name] = present
        if cell:
            _fill(row, column, cell, meanings)
        elif column.needed:
            row.refuse_cell(column.name, N_("Column “%(column)s” is empty. Fill it in."))
    return row


def _fill(row: Row, column: Column, cell: str, meanings: Meanings) -> None:
    try:
        check_shown(cell)
        if column.tags:
            row.foreign += foreign_words(column.tags, cell, meanings)
            cell = as_tags(column.tags, cell, meanings)
            if not cell:
                return
        row.values[column.name] = column.parse(cell)
    except NothingSaid:
        return
    except BadCell as bad:
        row.refuse_cell(column.name, bad.message, bad.suggestions, **bad.params)
