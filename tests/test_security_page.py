"""The page of requirements (docs/security.md) is complete, and the tests that it names exist."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.builders.paths import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
REQUIREMENTS = """
    1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5
    3.7.1-2 4.1.1-3 4.2.1 4.3.1-2 4.4.1-4 5.1.1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4
    6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1 8.4.1
    9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3
    11.3.1-3 11.4.1-4 11.5.1 11.6.1 12.1.1-3 12.2.1-2 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2
    14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4
    17.3.1-2
"""
"""Those of levels 1 and 2 of ASVS 5.0, by section."""
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def required() -> Iterator[str]:
    for section, numbers in (word.rsplit(".", 1) for word in REQUIREMENTS.split()):
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            yield from (f"V{section}.{number}" for number in range(int(first), int(last or first) + 1))


def defined() -> set[tuple[str, str]]:
    """The tests that there are, by the name of their file."""
    return {
        (path.name, node.name)
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def rows() -> list[list[str]]:
    """The cells of each row of the page's tables that begins with a requirement."""
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if line.startswith("| V")
    ]


def test_each_requirement_is_there_once():
    listed = Counter(number for cells in rows() for number in cells[0].strip("| ").split(", "))

    assert listed == Counter(required())


def test_the_tests_named_exist():
    assert set(NAMED.findall(PAGE)) - defined() == set()


@pytest.mark.parametrize(
    "cells", [cells for cells in rows() if len(cells) == 4], ids=lambda cells: cells[0].strip("| ")
)
def test_what_is_met_names_its_test_or_says_that_a_person_reads_it(cells):
    shown = cells[-1].rstrip(" |")

    assert shown == "review" or NAMED.sub("", shown).strip(", ") == ""
