"""`matchmaker bench`: an event of one's own beside first come, first served, and how its schedule is repaired."""

import json

from tests.builders.paths import TINY


def test_the_table_is_that_of_the_readme(run) -> None:
    done = run("bench", "--folder", TINY, "--seconds", 1)
    heads = [line for line in done.output.splitlines() if line.startswith("|")][:2]
    assert heads == ["|  | first come, first served | this solver | proved bound |", "| --- | ---: | ---: | ---: |"]
    assert "Repairs" not in done.output


def test_repairs_are_measured_and_judged(run) -> None:
    answer = json.loads(run("bench", "--folder", TINY, "--seconds", 1, "--repairs", 5, "--json").stdout)
    repaired = answer["repairs"]
    assert [one["kind"] for one in repaired] == [
        "a meeting is cancelled",
        "somebody leaves",
        "somebody comes late",
        "a table is lost",
        "a table is lost for one slot",
    ]
    assert [(one["proposals"], one["proved"], one["faults"]) for one in repaired] == [(3, True, 0)] * 5


def test_the_sentence_about_repairs(run) -> None:
    said = run("bench", "--folder", TINY, "--seconds", 1, "--repairs", 1).output.splitlines()[-1]
    assert said.startswith("Repairs: 1; median ")
    assert said.endswith("; with three proposals: 1; least disturbance proved: 1; faults: 0.")
