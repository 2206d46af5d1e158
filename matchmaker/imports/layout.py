"""Layout of a file: which places of a line give which of our columns, and its lines laid out that way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.imports.cells import text
from matchmaker.imports.columns import Column, may
from matchmaker.imports.full_names import split_name
from matchmaker.imports.grid import Record
from matchmaker.imports.preview import RowMessage

FULL_NAME = may(
    "full_name",
    text(200),
    *("name and surname", "first and last name", "first name last name", "nom complet", "prénom et nom", "prénom nom"),
    *("volledige naam", "voornaam en naam", "voornaam en achternaam", "voornaam naam", "vollständiger name"),
    *("vor- und nachname", "vorname und nachname", "vorname nachname", "vorname name"),
)
"""First and last name in one cell, which is split; the first name comes first."""
LAST_FIRST = may(
    "last_first_name",
    text(200),
    *("last name and first name", "last and first name", "last name first name", "surname and first name"),
    *("nom et prénom", "nom prénom", "nom de famille et prénom", "naam en voornaam", "naam voornaam"),
    *("achternaam en voornaam", "achternaam voornaam", "nach- und vorname", "nachname und vorname"),
    *("nachname vorname", "name und vorname", "name vorname"),
)
"""Last and first name in one cell, which is split; the last name comes first."""
FULL_NAMES = (FULL_NAME, LAST_FIRST)
CHOICE = may("choice", text(200))
"""A column for each choice: several columns of a line may be one, and their order is the rank."""
_OF_A_CHOICE = ("to", "rank")
"""What each choice of a line has for itself."""
CONSTANTS = ("category", "tier", "member_since")
"""Columns that may have the same value on every line instead."""
LISTED = 20
"""So many lines are named in a notice."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of a line, from 0, by the names of our columns; of several places the first filled one counts."""

    places: Mapping[str, tuple[int, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    """Values that the file does not hold, the same for every line."""
    product: str = ""
    """Whose export the file is, if that is recognised."""
    state: int | None = None
    """Place that says in words whether somebody still comes."""
    finished: int | None = None
    """Place that is empty where an answer was not finished."""

    @property
    def used(self) -> set[int]:
        return {place for places in self.places.values() for place in places} | {
            place for place in (self.state, self.finished) if place is not None
        }


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """The cells of a line by the names of our columns, and how the file writes those names."""

    number: int
    texts: dict[str, str]
    headers: dict[str, str]
    cells: int
    """How many the line has."""
    surplus: bool = False
    """Whether a cell stands to the right of the header."""
    choice: int = 0
    """Which choice of a wide sheet it is, from 1."""
    full_name: str = ""
    """The cell that was split into first and last name."""


def name_of_cell(column: str, choice: int) -> str:
    """Return what tells a cell of a line from the others: the name of our column, with the number of a choice."""
    return f"{column}.{choice}" if choice and column in _OF_A_CHOICE else column


GONE = frozenset(
    {
        *("canceled", "cancelled", "refunded", "not attending", "deleted", "transferred", "expired"),
        *("withdrawn", "rejected", "annule", "annulee", "expire", "expiree", "rembourse", "remboursee", "retire"),
        *("retiree", "refuse", "refusee", "geannuleerd", "verlopen", "terugbetaald", "teruggetrokken", "afgewezen"),
        *("storniert", "abgelaufen", "erstattet", "zuruckgezogen", "abgelehnt"),
    }
)
"""Folded; states in exports of people who do not come."""


def lay_out(header: Record, records: Sequence[Record], layout: Layout) -> tuple[list[LayoutLine], list[RowMessage]]:
    """Return the lines with cells by our columns, and notices on what was left out."""
    names = dict(enumerate(header.cells))
    lines: list[LayoutLine] = []
    gone: list[int] = []
    empty: list[int] = []
    for record in records:
        if _is_gone(record, layout):
            gone.append(record.number)
            continue
        found = list(_lines(record, layout, names))
        if not found:
            empty.append(record.number)
        lines += found
    notices = [
        RowMessage(sentence, {"lines": _listed(numbers)})
        for sentence, numbers in (
            (N_("Left out, because they say that nobody comes, or are unfinished: lines %(lines)s."), gone),
            (N_("Left out, because they have no choice: lines %(lines)s."), empty),
        )
        if numbers
    ]
    return lines, notices


def _is_gone(record: Record, layout: Layout) -> bool:
    return (layout.state is not None and fold(_cell(record, layout.state)) in GONE) or (
        layout.finished is not None and not _cell(record, layout.finished)
    )


def _lines(record: Record, layout: Layout, names: Mapping[int, str]) -> Iterator[LayoutLine]:
    """Yield the line, or one for each of its choices."""
    texts, headers = dict(layout.constants), {name: name for name in layout.constants}
    for column, places in layout.places.items():
        if column != CHOICE.name:
            place = next((place for place in places if _cell(record, place)), places[0])
            texts[column], headers[column] = _cell(record, place), names[place]
    full_name = _split(texts, headers)
    surplus = any(cell.strip() for cell in record.cells[len(names) :])
    choices = layout.places.get(CHOICE.name)
    if choices is None:
        yield LayoutLine(record.number, texts, headers, len(record.cells), surplus, full_name=full_name)
        return
    for rank, place in enumerate(choices, start=1):
        if chosen := _cell(record, place):
            said = dict(zip(_OF_A_CHOICE, (chosen, str(rank)), strict=True))
            own = headers | dict.fromkeys(said, names[place])
            yield LayoutLine(record.number, texts | said, own, len(record.cells), choice=rank)


def _split(texts: dict[str, str], headers: dict[str, str]) -> str:
    """Put the parts of a full name into the columns of first and last name that are empty; return what was split."""
    cell = ""
    for column in FULL_NAMES:
        if column.name in texts:
            cell, header = texts.pop(column.name), headers.pop(column.name)
            parts = split_name(cell, last_first=column is LAST_FIRST) if cell else ("", "")
            for name, part in zip(("first_name", "last_name"), parts, strict=True):
                if not texts.get(name):
                    texts[name], headers[name] = part, header
    return cell


def _cell(record: Record, place: int) -> str:
    return record.cells[place].strip() if place < len(record.cells) else ""


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:LISTED])) + (" …" if len(numbers) > LISTED else "")


def extras(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return what a place may be beside one of `columns`."""
    names = {column.name for column in columns}
    return tuple(
        extra
        for extra, needed in (
            *((column, {"first_name", "last_name"}) for column in FULL_NAMES),
            (CHOICE, {"to", "rank"}),
        )
        if needed <= names
    )
