"""What somebody sees to set the columns of a file: each with three examples, and the best guess of what it means."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.names import fold
from matchmaker.imports.categories import categories_by_word
from matchmaker.imports.columns import Column
from matchmaker.imports.grid import Record, shorten
from matchmaker.imports.importer import columns_of
from matchmaker.imports.layout import extras
from matchmaker.imports.mapping import REPLACES, ColumnMapping, guess
from matchmaker.imports.owners import Owner
from matchmaker.imports.read import Sheet
from matchmaker.imports.remembered import Reading, constant_values, memory
from matchmaker.imports.rows import read_sheet
from matchmaker.models import Event

EXAMPLES = 3
LOOKED_THROUGH = 200
"""So many lines are looked through for examples."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file."""

    place: int
    letter: str
    """As spreadsheets name it."""
    header: str
    examples: tuple[str, ...]
    chosen: str
    """The name of our column, empty if it is left out."""
    remembered: bool
    """Whether that is as the community has set it before."""


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """The columns of a file, and what each may be."""

    columns: tuple[FileColumn, ...]
    width: int
    """How many columns the file has, empty ones included."""
    choices: tuple[Column, ...]
    """What a column may be, in the order of our files."""
    needed: tuple[str, ...]
    """Names that must be chosen."""
    either: dict[str, frozenset[str]]
    """Names that stand for several needed ones."""
    constants: dict[str, tuple[str, ...]]
    """Values that may be said for all lines, by the names of our columns."""
    said: dict[str, str]
    """Those that are said."""
    sheet: str
    sheets: tuple[str, ...]
    """Names of the sheets of a workbook that has several."""
    guessed: bool
    """Nobody has set the columns of this file yet."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names that are needed and for which nothing is chosen or said."""
        chosen = {column.chosen for column in self.columns} | self.said.keys()
        given = chosen.union(*(self.either[name] for name in chosen & self.either.keys()))
        return tuple(name for name in self.needed if name not in given)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that are left out because they mean nothing to us, not because somebody has said so."""
        if not self.guessed:
            return ()
        return tuple(
            column.header for column in self.columns if column.header and not column.chosen and not column.remembered
        )

    @property
    def remembers(self) -> bool:
        """Whether columns are as the community has set them before."""
        return any(column.remembered for column in self.columns)


def propose(session: Session, owner: Owner, kind: str, data: bytes, reading: Reading) -> ColumnProposal:
    """Return the columns of a file as they are set, or else as they are guessed.

    Raises InvalidInput or TooMany where the file as a whole cannot be read.
    """
    ours = columns_of(kind)
    table = read_sheet(data, ours, reading.sheet)
    headers = table.header.cells
    examples = [_examples(table.records, place) for place in range(len(headers))]
    mapping = reading.mapping
    places: Collection[int] = ()
    if mapping is None or len(mapping.fields) != len(headers):
        kept = memory(session, owner, kind, headers)
        guessed = guess(headers, examples, ours, _words(session, owner), kept.fields)
        mapping, places = ColumnMapping(guessed.fields, kept.constants), kept.fields.keys()
    names = {column.name for column in ours}
    constants = {name: values for name, values in constant_values(session, owner).items() if name in names}
    needed = tuple(column.name for column in ours if column.needed)
    said = {name: values[0] for name, values in constants.items() if len(values) == 1 and name in needed}
    said |= {name: value for name, value in mapping.constants.items() if value in constants.get(name, ())}
    return ColumnProposal(
        columns=tuple(
            FileColumn(place, letter(place), shorten(header, 200), examples[place], chosen, place in places)
            for place, (header, chosen) in enumerate(zip(headers, mapping.fields, strict=True))
            if header or examples[place]
        ),
        width=len(headers),
        choices=(*ours, *extras(ours)),
        needed=needed,
        either={extra.name: REPLACES[extra.name] for extra in extras(ours)},
        constants=constants,
        said=said,
        sheet=table.name,
        sheets=_sheets(table),
        guessed=reading.mapping is None,
    )


def _words(session: Session, owner: Owner) -> dict[str, Collection[str]]:
    """Return the folded values of our columns that have few."""
    if isinstance(owner, Event):
        return {"category": categories_by_word(session, owner)}
    return {"tier": [fold(tier) for tier in owner.tiers]}


def letter(place: int) -> str:
    """Return how spreadsheets name a column: A for 0, AA for 26."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _examples(records: Sequence[Record], place: int) -> tuple[str, ...]:
    cells = (record.cells[place] for record in records[:LOOKED_THROUGH] if place < len(record.cells))
    return tuple(shorten(cell, 60) for cell in list(dict.fromkeys(filter(None, cells)))[:EXAMPLES])


def _sheets(table: Sheet) -> tuple[str, ...]:
    return (table.name, *table.others) if table.others else ()
