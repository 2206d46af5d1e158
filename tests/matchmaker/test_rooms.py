"""The docstring of a room says what is in it: every file, and nothing that is not there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import matchmaker

ROOT = Path(matchmaker.__file__).parent
ELSEWHERE = {"contacts", "demo", "migrations", "models"}
"""Rooms whose files are described in another way, or are two or three."""
ROOMS = sorted(file.parent.name for file in ROOT.glob("*/__init__.py") if file.parent.name not in ELSEWHERE)


@pytest.mark.parametrize("room", ROOMS)
def test_the_docstring_of_a_room_names_its_files(room: str) -> None:
    docstring = import_module(f"matchmaker.{room}").__doc__ or ""
    rows = re.findall(r"^(\S.*?) {2,}\S", docstring, re.MULTILINE)
    named = {name for row in rows for name in row.split(", ")}
    folders = {name for name in named if name.endswith("/")}
    files = {
        str(file.relative_to(ROOT / room).with_suffix(""))
        for file in (ROOT / room).rglob("*.py")
        if file.name != "__init__.py"
    }
    assert named - folders == {file for file in files if not any(file.startswith(folder) for folder in folders)}
