"""Column mapping: what each column of a file means, by its header, a recognised export, or as somebody has set it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.likeness import likeness
from matchmaker.base.names import fold
from matchmaker.imports import exports
from matchmaker.imports.choices import choices
from matchmaker.imports.columns import ORGANISATION, Column, Columns, called
from matchmaker.imports.exports import Recognised
from matchmaker.imports.grid import IsHeader, shorten
from matchmaker.imports.layout import CHOICE, CONSTANTS, FULL_NAMES, Layout, extras

ALIKE = 0.8
"""From here on two headers are taken for spellings of one."""
REPLACES = {
    **{column.name: frozenset({"first_name", "last_name"}) for column in FULL_NAMES},
    CHOICE.name: frozenset({"to"}),
}
"""Needed columns that an extra one makes superfluous."""
LONGEST_KEY = 200
_AUTHORS = frozenset({"name", "nom", "naam", "participant", "delegation"})
"""Folded; names of the column in a wide sheet that says who wishes, beside those of an organisation."""


class ColumnsUnclear(InvalidInput):
    """The headers do not say which columns are which; somebody can set it on screen. `lacking` names our columns."""

    def __init__(self, message: str, lacking: Sequence[Column] = (), **params: Any) -> None:
        super().__init__(message, **params)
        self.lacking = tuple(column.name for column in lacking)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What somebody has set: the name of our column for each place (empty: left out), and values for every line."""

    fields: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    set_at: datetime | None = None
    """When."""


def header_keys(headers: Sequence[str]) -> dict[int, str]:
    """Return by which key each place of a file is remembered, but for those without a name; at most 210 signs.

    A second column with the same header has a key of its own.
    """
    keys: dict[int, str] = {}
    for place, header in enumerate(headers):
        if key := fold(header)[:LONGEST_KEY]:
            number = sum(each == key or each.startswith(f"{key} #") for each in keys.values())
            keys[place] = f"{key} #{number + 1}" if number else key
    return keys


def known_headers(columns: Columns) -> IsHeader:
    """Return what tells whether a header is one of ours, of a recognised export, or of a wide sheet."""
    ours = (*columns, *extras(columns))

    @lru_cache(maxsize=2_000)  # the first lines are looked at again for each separator
    def is_known(header: str) -> bool:
        known = called(ours, header) is not None or exports.is_mark(header)
        return known or (CHOICE in ours and bool(choices([header])))

    return is_known


def find_layout(headers: Sequence[str], columns: Columns, mapping: ColumnMapping | None = None) -> Layout:
    """Return where each of `columns` stands; what somebody has set counts before what is recognised.

    Raises ColumnsUnclear if a needed column is missing or two columns mean the same.
    """
    if mapping is None:
        layout = as_recognised(headers, columns)
    else:
        _check_set(mapping, headers, columns)
        layout = _as_set(mapping, exports.recognise(headers))
    _check_complete(layout, headers, columns)
    return layout


def _check_set(mapping: ColumnMapping, headers: Sequence[str], columns: Columns) -> None:
    names = {column.name for column in (*columns, *extras(columns))}
    if len(mapping.fields) != len(headers) or not set(mapping.fields) <= names | {""}:
        raise InvalidInput(N_("These columns are not those of the file. Please set them again."))
    if not set(mapping.constants) <= names & set(CONSTANTS):
        raise InvalidInput(N_("This column cannot have the same value on every line."))
    for name in set(mapping.fields) - {"", CHOICE.name}:
        places = [place for place, chosen in enumerate(mapping.fields) if chosen == name]
        if len(places) > 1:
            raise _twice(headers, places)


def _as_set(mapping: ColumnMapping, export: Recognised | None) -> Layout:
    places: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(mapping.fields):
        if name:
            places[name] = (*places.get(name, ()), place)
    return _layout(places, export, mapping.constants)


def as_recognised(headers: Sequence[str], columns: Columns) -> Layout:
    """Return which columns the headers tell by their names, or as those of a recognised export."""
    export = exports.recognise(headers)
    ours = (*columns, *extras(columns))
    names = {column.name for column in ours}
    places = {name: found for name, found in (export.places if export else {}).items() if name in names}
    taken = {place for found in places.values() for place in found}
    if CHOICE in ours and "to" not in _called(headers, columns, taken):
        places |= _wide(headers)
        taken = {place for found in places.values() for place in found}
    for name, found in _called(headers, ours, taken).items():
        places.setdefault(name, found)
    return _layout(places, export)


def _called(headers: Sequence[str], columns: Columns, taken: set[int]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, header in enumerate(headers):
        if place not in taken and (column := _by_name(header, columns)) is not None:
            found[column.name] = (*found.get(column.name, ()), place)
    return found


def _by_name(header: str, columns: Columns) -> Column | None:
    return next((column for text in exports.spellings(header) if (column := called(columns, text))), None)


def _wide(headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the choices of a wide sheet and who makes them; nothing if it is no wide sheet."""
    chosen = choices(headers)
    if not chosen:
        return {}
    others = [place for place in range(len(headers)) if place not in chosen and headers[place]]
    named = [
        place
        for place in others
        if fold(headers[place]) in _AUTHORS
        or getattr(called(ORGANISATION, headers[place]), "name", "") in {"organisation", "organisation_id"}
    ]
    author = named or others[:1]
    return {CHOICE.name: chosen} | ({"from": tuple(author)} if author else {})


def _layout(
    places: Mapping[str, tuple[int, ...]], export: Recognised | None, constants: Mapping[str, str] | None = None
) -> Layout:
    constants = {name: value for name, value in (constants or {}).items() if value and name not in places}
    if export is None:
        return Layout(places, constants)
    return Layout(places, constants, export.product, export.state, export.finished)


def _check_complete(layout: Layout, headers: Sequence[str], columns: Columns) -> None:
    for name, places in layout.places.items():
        if len(places) > 1 and name != CHOICE.name and not layout.product:
            raise _twice(headers, places)
    missing = missing_columns(layout, columns)
    if missing:
        raise ColumnsUnclear(
            N_(
                "Columns missing in the first line: %(missing)s. "
                "Columns found there: %(found)s. Add what is missing, or correct its name."
            ),
            missing,
            missing="; ".join(
                f"{column.name} ({', '.join(column.aliases[:5])})".replace(" ()", "") for column in missing
            ),
            found=shorten(", ".join(shorten(header, 40) for header in headers if header), 600),
        )


def _twice(headers: Sequence[str], places: Sequence[int]) -> ColumnsUnclear:
    return ColumnsUnclear(
        N_("Two columns, “%(first)s” and “%(second)s”, mean the same. Keep one of them."),
        first=shorten(headers[places[0]]),
        second=shorten(headers[places[1]]),
    )


def missing_columns(layout: Layout, columns: Columns) -> list[Column]:
    """Return the needed columns that a layout does not give."""
    given = set(layout.places) | set(layout.constants)
    for extra, replaced in REPLACES.items():
        if extra in given:
            given |= replaced
    return [column for column in columns if column.needed and column.name not in given]


def guess(
    headers: Sequence[str],
    examples: Sequence[Sequence[str]],
    columns: Columns,
    words: Mapping[str, Collection[str]] = MappingProxyType({}),
    known: Mapping[int, str] = MappingProxyType({}),
) -> ColumnMapping:
    """Return the best guess for each column: its header, one spelled alike or inside a question, or what it holds.

    What the community has said of places, `known`, stays.
    `examples` are the first cells of each column; `words` are the folded values that those of our columns have which
    have few. Each of our columns is guessed once, but for choices.
    """
    layout = as_recognised(headers, columns)
    fields = [known.get(place, "") for place in range(len(headers))]
    for name, found in layout.places.items():
        places = [place for place in found if place not in known]
        if name == CHOICE.name or name not in known.values():
            for place in places if name == CHOICE.name else places[:1]:
                fields[place] = name
    used = set(fields)
    ours = [column for column in (*columns, *extras(columns)) if column.name not in {*used, CHOICE.name}]
    scores = sorted(
        (
            (-_likeness(header, examples[place], column, words), place, column.name)
            for place, header in enumerate(headers)
            if not fields[place] and place not in known
            for column in ours
        )
    )
    for score, place, name in scores:
        if -score >= ALIKE and not fields[place] and name not in used:
            fields[place] = name
            used.add(name)
    return ColumnMapping(tuple(fields))


def _likeness(header: str, examples: Sequence[str], column: Column, words: Mapping[str, Collection[str]]) -> float:
    """Return from 0 to 1 how likely a column of a file is one of ours."""
    folded = fold(header)
    if column.name == "email" and examples and all("@" in cell for cell in examples):
        return 1.0
    if column.name in words and examples and all(fold(cell) in words[column.name] for cell in examples):
        return 1.0
    best = 0.0
    for name in map(fold, column.names):
        if f" {name} " in f" {folded} ":
            best = max(best, 0.85 + min(len(name), 10) / 100)
        else:
            best = max(best, likeness(folded, name) / 100)
    return best
