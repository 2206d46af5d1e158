"""Each goal has what the recipe in CONTRIBUTING.md asks for and no type can check: its tests, its row in the docs."""

import re
from pathlib import Path

import pytest

import solver
from solver.goals import GOALS, GoalDefinition

ROOT = Path(solver.__file__).parent.parent
ROW = re.compile(r"^\| \d+ ([\w ]+): [^|]*\| `(\w+)` \|", re.MULTILINE)
"""A row of the table of goals: its name, and that of its file and judge."""

each_goal = pytest.mark.parametrize("definition", GOALS, ids=[item.goal.value for item in GOALS])


@each_goal
def test_a_goal_has_its_file_of_tests(definition: GoalDefinition) -> None:
    assert Path(__file__).with_name(f"test_{definition.goal.value}.py").is_file()


@each_goal
def test_a_goal_has_its_row_in_the_table_of_goals(definition: GoalDefinition) -> None:
    rows = ROW.findall((ROOT / "docs" / "formulation.md").read_text())

    assert rows[GOALS.index(definition)][1] == definition.goal.value
    assert len(rows) == len(GOALS)
