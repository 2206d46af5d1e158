"""Parsing of a table into typed rows, with a sentence for every invalid cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.imports.cells import BadCell, NothingSaid, check_shown
from matchmaker.imports.columns import Column, Columns
from matchmaker.imports.grid import shorten
from matchmaker.imports.layout import LayoutLine, lay_out
from matchmaker.imports.mapping import ColumnMapping, find_layout, known_headers
from matchmaker.imports.preview import AnswerChoice, RowMessage
from matchmaker.imports.read import Sheet, read_table


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

    def ask(self, message: str, choices: tuple[AnswerChoice, ...], **params: Any) -> str | None:
        """Return what the reader has answered; without an answer the line cannot be imported."""
        self.question, self.choices = RowMessage(message, params), choices
        if self.answer in {choice.value for choice in choices}:
            return self.answer
        self.refuse(message, **params)
        return None

    def refuse(self, message: str, **params: Any) -> None:
        """Note why this line cannot be imported."""
        self.messages.append(RowMessage(message, params))

    def refuse_cell(self, column: str, message: str, **params: Any) -> None:
        """Note why a cell cannot be used; the sentence's `column` and `value` are filled in."""
        told = {"column": self.headers.get(column, column), "value": shorten(self.texts.get(column, ""))}
        self.refuse(message, **told, **{name: shorten(p) if isinstance(p, str) else p for name, p in params.items()})

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


def read_rows(data: bytes, columns: Columns) -> Rows:
    """Return the rows of a file; raises InvalidInput or TooMany where the file as a whole cannot be used."""
    return rows_of(read_sheet(data, columns), columns)


def read_sheet(data: bytes, columns: Columns, sheet: str = "") -> Sheet:
    """Return the table in a file, of a workbook the named sheet; raises InvalidInput or TooMany where there is none."""
    return read_table(data, known_headers(columns), sheet)


def rows_of(table: Sheet, columns: Columns, mapping: ColumnMapping | None = None) -> Rows:
    """Return the rows of a table; raises ColumnsUnclear if its headers, or `mapping`, do not give what is needed."""
    header = table.header.cells
    layout = find_layout(header, columns, mapping)
    if not table.records:
        raise InvalidInput(N_("This file has the names of the columns, but no line below them."))
    lines, said = lay_out(table.header, table.records, layout)
    notices = list(table.notices)
    if layout.product:
        notices.append(RowMessage(N_("Recognised: export of %(product)s."), {"product": layout.product}))
    if unused := [cell for place, cell in enumerate(header) if cell and place not in layout.used]:
        notices.append(RowMessage(N_("These columns are not used: %(columns)s."), {"columns": _listed(unused)}))
    headers = {name: header[places[0]] for name, places in layout.places.items()}
    rows = tuple(_row(line, columns, len(header)) for line in lines)
    return Rows(table, rows, headers, (*notices, *said))


def _listed(headers: Iterable[str]) -> str:
    return shorten(", ".join(shorten(header, 40) for header in headers), 600)


def _row(line: LayoutLine, columns: Columns, width: int) -> Row:
    row = Row(line.number, headers=line.headers)
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
    for column in columns:
        if column.name not in line.texts:
            continue
        cell = row.texts[column.name] = line.texts[column.name]
        if cell:
            _fill(row, column, cell)
        elif column.needed:
            row.refuse_cell(column.name, N_("Column “%(column)s” is empty. Fill it in."))
    return row


def _fill(row: Row, column: Column, cell: str) -> None:
    try:
        check_shown(cell)
        row.values[column.name] = column.parse(cell)
    except NothingSaid:
        return
    except BadCell as bad:
        row.refuse_cell(column.name, bad.message, **bad.params)
