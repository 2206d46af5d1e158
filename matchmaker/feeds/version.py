"""The version of the code that writes calendars, a part of every digest of a source."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import matchmaker
from matchmaker.base.i18n import TRANSLATIONS

WRITER = "matchmaker.feeds.calendars"
LIBRARIES = ("tzdata", "icalendar", "babel")


@cache
def writer_version() -> str:
    """Return a digest of everything that writes calendars: our code, its translations, zone data, libraries."""
    parts = [*code_digests(modules(WRITER).values())]
    parts += sorted(sha256(file.read_bytes()).hexdigest() for file in TRANSLATIONS.rglob("*.mo"))
    parts += [version(library) for library in LIBRARIES]
    return sha256(" ".join(parts).encode()).hexdigest()


def modules(name: str, root: Path = Path(matchmaker.__file__).parent) -> dict[str, Path]:
    """Return the modules of the package in `root` that `name` imports, directly or not, and itself, with their files.

    Read from the import statements, so that a new import cannot be forgotten here.
    """
    found: dict[str, Path] = {}
    waiting = [name]
    while waiting:
        module = waiting.pop()
        file = _file(module, root)
        if file is not None and module not in found:
            found[module] = file
            waiting += _imported(ast.parse(file.read_text(encoding="utf-8")))
    return found


def code_digests(files: Iterable[Path]) -> list[str]:
    """Return a digest of each file's syntax tree without its imports, in no order that names could change.

    A module that is moved, renamed or reformatted gives the same digest.
    """
    return sorted(sha256(_code(file).encode()).hexdigest() for file in files)


def _file(module: str, root: Path) -> Path | None:
    """Return the file of a module; None for what is no module of the package in `root`."""
    package, *names = module.split(".")
    if package != root.name:
        return None
    path = root.joinpath(*names)
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names that the import statements of a file bind: modules, and what may be modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _code(file: Path) -> str:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.dump(tree)
