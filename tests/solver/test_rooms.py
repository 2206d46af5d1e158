"""The docstring of a room that lists files, or has a table of them, names every file of the room."""

import re
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
