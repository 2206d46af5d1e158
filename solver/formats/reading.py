"""Deserialising JSON into dataclasses by their field types; an invalid value is named by its path in the document."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from math import isfinite
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

LARGEST_FILE = 256 * 2**20
"""Bytes; 60,000 requests take about 20 MB."""

Reader = Callable[[Any], Any]


class InvalidDocument(ValueError):
    """Not a document of the expected kind.

    `code` is unreadable, too_large, duplicate_key, unknown_format, unknown_version or malformed; `detail` says what,
    for malformed ones with the path of the culprit, as in `requests[17].sides[0].agents: a list is expected`.
    """

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


class InvalidValue(Exception):
    """A value that does not fit its type; the path in the document grows while it is raised from the inside out."""

    def __init__(self, what: str, *path: str | int) -> None:
        self.what, self.path = what, list(path)
        super().__init__(what)

    def __str__(self) -> str:
        names = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in reversed(self.path))
        return f"{names.lstrip('.') or 'the document'}: {self.what}"


def parse(path: Path) -> Any:
    """The JSON value of a file; raises `InvalidDocument` (unreadable, too_large, duplicate_key)."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InvalidDocument("too_large", f"{path.name} has {size:,} bytes, at most {LARGEST_FILE:,} are read")
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidDocument):
            raise
        raise InvalidDocument("unreadable", str(error)) from error
    return parse_text(text)


def parse_text(text: str) -> Any:
    """The JSON value of a text; raises `InvalidDocument` if it is none, or has a key twice or what is no number."""
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_number)
    except RecursionError as error:
        raise InvalidDocument("unreadable", "it is nested too deeply") from error
    except ValueError as error:
        if isinstance(error, InvalidDocument):
            raise
        raise InvalidDocument("unreadable", str(error)) from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise InvalidDocument("duplicate_key", next(name for name in names if names.count(name) > 1))
    return made


def _no_number(text: str) -> None:
    raise InvalidDocument("unreadable", f"{text} is not a number")


@cache
def reader(kind: Any) -> Reader:
    """What reads a JSON value as a type: a dataclass, a text, number, truth value, list, set or object of those.

    Raises `TypeError` for any other type; what it returns raises `InvalidValue` for a value that is not of the type.
    """
    if is_dataclass(kind):
        return _object_reader(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (UnionType,) or NoneType in parts:
        one = reader(next(part for part in parts if part is not NoneType))
        return lambda value: None if value is None else one(value)
    if origin is tuple and len(parts) == 2 and parts[1] is Ellipsis:
        return _list_reader(tuple, reader(parts[0]))
    if origin is tuple:
        return _row_reader(tuple(map(reader, parts)))
    if origin is frozenset:
        return _list_reader(frozenset, reader(parts[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping) and parts[0] is str:
        return _anything
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _table_reader(reader(parts[0]), reader(parts[1]), len(get_args(parts[0])))
    raise TypeError(f"no JSON for {kind}")


def _object_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: reader(hints[field.name]) for field in fields(kind)}
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise InvalidValue("an object is expected")
        made = {}
        for name, part in value.items():
            if name not in readers:
                raise InvalidValue("there is no such field", name)
            try:
                made[name] = readers[name](part)
            except InvalidValue as invalid:
                invalid.path.append(name)
                raise
        for name in needed:
            if name not in made:
                raise InvalidValue("it is missing", name)
        return kind(**made)

    return read


def _list_reader(collection: Callable[[list[Any]], Any], item: Reader) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise InvalidValue("a list is expected")
        made = []
        try:
            for part in value:
                made.append(item(part))  # noqa: PERF401 -- the number of items read is the path of an invalid one
        except InvalidValue as invalid:
            invalid.path.append(len(made))
            raise
        return collection(made)

    return read


def _row_reader(items: tuple[Reader, ...]) -> Reader:
    every = [_list_reader(tuple, item) for item in items]

    def read(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(items):
            raise InvalidValue(f"a list of {len(items)} is expected")
        if every and all(one is items[0] for one in items):
            return every[0](value)
        return tuple(item(part) for item, part in zip(items, value, strict=True))

    return read


def _table_reader(key: Reader, item: Reader, width: int) -> Reader:
    """Rows of a key's parts and a value, as a mapping."""

    def row(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != width + 1:
            raise InvalidValue(f"a list of {width + 1} is expected")
        return key(value[:width]), item(value[width])

    return _list_reader(dict, row)


def _enum_reader(kind: type[Enum]) -> Reader:
    def read(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError:
            raise InvalidValue(f"one of {', '.join(str(one.value) for one in kind)} is expected") from None

    return read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValue("a text is expected")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise InvalidValue("a whole number is expected")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not isfinite(value):
        raise InvalidValue("a number is expected")
    return float(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidValue("true or false is expected")
    return value


def _anything(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidValue("an object is expected")
    return value


_PLAIN: dict[Any, Reader] = {str: _text, int: _whole, float: _number, bool: _truth}
