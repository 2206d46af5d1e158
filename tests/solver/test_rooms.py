"""What contracts and docstrings say of the rooms of the solver is complete."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import solver

ROOT = Path(solver.__file__).parent
ROW = re.compile(r"^(?:- |\| )`.*(?:\n  .*)*", re.MULTILINE)
"""A line of the list, with its continuation, or a row of the table."""


def rows(room: str) -> list[str]:
    return ROW.findall(import_module(f"solver.{room}").__doc__ or "")


LISTED = [room for room in sorted(file.parent.name for file in ROOT.glob("*/__init__.py")) if rows(room)]


def test_rooms_with_many_files_list_them():
    assert {"b2bsp", "bounds", "model", "search"} <= set(LISTED)


@pytest.mark.parametrize("room", LISTED)
def test_the_docstring_of_a_room_names_its_files(room):
    named = {name.removesuffix(".py") for name in re.findall(r"`([\w/.]+)`", "\n".join(rows(room)))}
    folders = tuple(name for name in named if name.endswith("/"))
    files = {
        str(file.relative_to(ROOT / room).with_suffix(""))
        for file in (ROOT / room).rglob("*.py")
        if file.name != "__init__.py"
    }

    assert {file for file in files - named if not file.startswith(folders)} == set()


def contract(name: str) -> dict[str, list[str]]:
    contracts = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"].startswith(name))


def test_the_judge_may_import_no_room_below_it_but_the_model():
    """The order of the rooms forbids those above it."""
    order = contract("rooms of the solver")["layers"]
    below = order[order.index("validate") + 1 :]
    forbidden = contract("the judge imports only the model")["forbidden_modules"]

    assert {name for name in forbidden if name.startswith("solver.")} == {
        f"solver.{room}" for room in below if room != "model"
    }
