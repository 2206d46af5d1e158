"""Parsing of a table into typed rows, with a sentence for every invalid cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.imports.cells import BadCell, NothingSaid
from matchmaker.imports.columns import Column, Columns, called
from matchmaker.imports.preview import AnswerChoice, RowMessage
from matchmaker.imports.read import Record, Sheet, read_table


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


def shorten(value: str, most: int = 120) -> str:
    """Return `value` on one line, cut to be shown in a sentence."""
    line = " ".join(value.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def read_rows(data: bytes, columns: Columns) -> Rows:
    """Return the rows of a CSV file; raises InvalidInput or TooMany where the file as a whole cannot be used."""
    table = read_table(data, lambda header: called(columns, header) is not None)
    places, unknown = _places(table.header, columns)
    headers = {column.name: table.header.cells[place].strip() for column, place in places}
    notices = list(table.notices)
    if unknown:
        notices.append(RowMessage(N_("These columns are not used: %(columns)s."), {"columns": _listed(unknown)}))
    if not table.records:
        raise InvalidInput(N_("This file has the names of the columns, but no line below them."))
    rows = tuple(_row(record, places, headers, len(table.header.cells)) for record in table.records)
    return Rows(table, rows, headers, tuple(notices))


def _places(header: Record, columns: Columns) -> tuple[list[tuple[Column, int]], list[str]]:
    """Return where each column stands, and the headers that are none of ours."""
    found: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(header.cells):
        column = called(columns, cell)
        if column is None:
            if cell.strip():
                unknown.append(cell)
        elif column.name in found:
            raise InvalidInput(
                N_("Two columns, “%(first)s” and “%(second)s”, mean the same. Keep one of them."),
                first=shorten(header.cells[found[column.name]]),
                second=shorten(cell),
            )
        else:
            found[column.name] = place
    missing = [column for column in columns if column.needed and column.name not in found]
    if missing:
        raise InvalidInput(
            N_(
                "Columns missing in the first line: %(missing)s. "
                "Columns found there: %(found)s. Add what is missing, or correct its name."
            ),
            missing="; ".join(f"{column.name} ({', '.join(column.aliases)})".replace(" ()", "") for column in missing),
            found=_listed(cell for cell in header.cells if cell.strip()),
        )
    return [(column, found[column.name]) for column in columns if column.name in found], unknown


def _listed(headers: Iterable[str]) -> str:
    return shorten(", ".join(shorten(header, 40) for header in headers), 600)


def _row(record: Record, places: list[tuple[Column, int]], headers: dict[str, str], width: int) -> Row:
    row = Row(record.number, headers=headers)
    surplus = [cell for cell in record.cells[width:] if cell.strip()]
    if surplus:
        row.refuse(
            N_(
                "This line has %(cells)d cells, the first line %(width)d. "
                "Is there a separator inside a text? Put that text in quotation marks."
            ),
            cells=len(record.cells),
            width=width,
        )
        return row
    for column, place in places:
        cell = record.cells[place].strip() if place < len(record.cells) else ""
        row.texts[column.name] = cell
        if cell:
            _fill(row, column, cell)
        elif column.needed:
            row.refuse_cell(column.name, N_("Column “%(column)s” is empty. Fill it in."))
    return row


def _fill(row: Row, column: Column, cell: str) -> None:
    try:
        row.values[column.name] = column.parse(cell)
    except NothingSaid:
        return
    except BadCell as bad:
        row.refuse_cell(column.name, bad.message, **bad.params)
