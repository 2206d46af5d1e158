"""The rules of the house: tests lie in the rooms of what they test, builders are apart, files stay short."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.paths import ROOT

PACKAGES = ("matchmaker", "solver", "web")
APART = {"browser", "interop", "processes"}
"""Folders of tests that belong to no package: see docs/testing.md."""
MOST_LINES = 300
TWINS = {"Delegation", "Meeting", "Place", "Slot"}
"""Words of the domain that are a class in the solver and a table of the database, and mean the same in both."""
TESTS = ROOT / "tests"


def modules(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts)


def imported(path: Path) -> set[str]:
    """What a file imports, with its module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def contracts() -> list[dict[str, Any]]:
    """The contracts of import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def has_room(folder: Path) -> bool:
    """Whether a folder of tests has its counterpart: a folder of a package, or a module."""
    counterpart = ROOT / folder
    return folder.parts[0] in PACKAGES and (counterpart.is_dir() or counterpart.with_suffix(".py").is_file())


def test_tests_lie_in_the_rooms_of_what_they_test():
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")} - {Path()}

    assert {str(folder) for folder in folders if folder.parts[0] not in APART and not has_room(folder)} == set()


def test_nothing_is_imported_from_tests_or_conftest_files():
    """What several tests need is made in tests/builders; pytest alone finds what is in a conftest file."""
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(TESTS)
        for name in imported(path)
        if name.startswith("tests.") and any(part == "conftest" or part.startswith("test_") for part in name.split("."))
    }

    assert wrong == set()


def test_conftest_files_hold_fixtures_and_hooks_only():
    wrong = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in TESTS.rglob("conftest.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        or (
            isinstance(node, ast.FunctionDef)
            and not node.name.startswith("pytest_")
            and not any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_no_file_is_long(package):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(ROOT / package)
        if "versions" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert long == {}


def test_the_steps_of_pipelines_are_all_under_their_contract():
    """Rooms without layers: what is neither `commands` nor `words` is listed in pyproject.toml, step by step."""
    (contract,) = [each for each in contracts() if each["name"] == "the steps of pipelines never import changes"]
    layers = {"commands", "jobs", "queries", "words"}
    steps = {
        f"matchmaker.{room}.{path.stem}"
        for room in ("feeds", "imports", "mail")
        for path in (ROOT / "matchmaker" / room).iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem not in layers | {"__init__"}
    }

    assert set(contract["source_modules"]) == steps | {
        "matchmaker.calendars",
        "matchmaker.contacts",
        "matchmaker.inbox.parsing",
    }


ERRORS = {"Closed", "InvalidInput", "NotFound", "Stale", "TooMany"}
"""Those of matchmaker/base/errors.py that commands raise for people to read."""


def raised(
    function: ast.FunctionDef, beside: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()
) -> set[str]:
    """The errors that a function raises, by itself or in functions of the same file."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            found |= {node.exc.func.id} & ERRORS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in beside.keys() - seen:
            found |= raised(beside[node.func.id], beside, seen | {node.func.id})
    return found


def test_commands_say_which_errors_they_raise():
    silent = {}
    for path in (ROOT / "matchmaker").glob("*/commands/*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        for name, function in functions.items():
            said = ast.get_docstring(function) or ""
            missing = {error for error in raised(function, functions) if error not in said}
            if missing and not name.startswith("_"):
                silent[f"{path.relative_to(ROOT)}: {name}"] = missing

    assert silent == {}


def test_a_class_name_means_one_thing():
    """Public class names are unique over the packages, but for the twins of the domain."""
    places = defaultdict(list)
    for package in PACKAGES:
        for path in modules(ROOT / package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name].append(str(path.relative_to(ROOT)))

    assert {name: found for name, found in places.items() if len(found) > 1 and name not in TWINS} == {}
    assert {name for name in TWINS if len(places[name]) != 2} == set()
