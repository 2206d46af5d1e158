"""`matchmaker bench`: benchmark of a folder's event beside first come, first served (the README's table)."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from sqlmodel import select

from matchmaker.alerts.planning.proposals import ENOUGH
from matchmaker.base.db import get_engine, open_session, transaction
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, sentence, tell
from matchmaker.cli.solving import solve_with_bar
from matchmaker.imports import load_folder
from matchmaker.migrations.run import migrate
from matchmaker.models import Event, Scenario, ScenarioKind
from matchmaker.scheduling.planning.results import read_schedule
from matchmaker.scheduling.planning.tasks import make_task
from matchmaker.scheduling.queries.numbers import Numbers, numbers_from_json
from solver import Goal

Measure = Callable[[Numbers], str]


def _goal(name: str) -> Measure:
    def measure(numbers: Numbers) -> str:
        goal = numbers.goal(name)
        return str(goal.value) if goal else "–"

    return measure


def _worst(numbers: Numbers) -> str:
    worst = numbers.worst_off
    return f"{worst.met} / {worst.target}" if worst else "–"


_WORDED: tuple[tuple[str, Measure, str], ...] = (
    (N_("Required pairs missing"), _goal("required"), "required"),
    (N_("Value of the wishes met"), _goal("value"), "value"),
    (N_("Wishes met"), lambda numbers: str(numbers.wishes), ""),
    (N_("Wishes met of strength “must”"), lambda numbers: str(numbers.must), ""),
    (N_("Meetings"), lambda numbers: str(numbers.meetings), ""),
    (N_("Guaranteed meetings missing"), _goal("guarantees"), "guarantees"),
    (N_("Unfairness (sum of squared gaps)"), _goal("fairness"), "fairness"),
    (N_("Worst-off: wishes met / fair share"), _worst, ""),
    (N_("Breaks"), lambda numbers: str(numbers.breaks), "breaks"),
    (N_("Idle slots inside agendas"), _goal("waiting"), "waiting"),
    (N_("Changes of place between meetings"), _goal("place_changes"), "place_changes"),
)
MEASURES = (
    *_WORDED,
    *((goal.replace("_", " "), _goal(goal), goal.value) for goal in Goal if goal not in {name for *_, name in _WORDED}),
)
"""What each line says, how it is read off, and the goal whose proved bound stands beside it; a goal that has no wording
here is told by its own word."""

REPAIRED = N_(
    "Repairs: %(number)s; median %(median)s s, longest %(longest)s s; with three proposals: %(three)s; "
    "least disturbance proved: %(proved)s; faults: %(faults)s."
)


@click.command("bench")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--seconds", type=click.FloatRange(1, 3600), default=30, show_default=True)
@click.option("--repairs", type=click.IntRange(0, 1000), default=0, help="Measure so many repairs of the schedule too.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(folder: Path, seconds: float, repairs: int, as_json: bool) -> None:
    """Solve a folder's event in a database of its own and print the table that compares."""
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/bench.sqlite"
        migrate(get_engine(url))
        with transaction(url) as session:
            slug = load_folder(session, folder).slug
        scenario_id = solve_with_bar(slug, seconds, quiet=as_json, url=url)
        with open_session(read_only=True, url=url) as session:
            solved = session.get_one(Scenario, scenario_id)
            baseline = session.exec(select(Scenario).where(Scenario.kind == ScenarioKind.BASELINE)).one()
            problem = make_task(session, session.exec(select(Event)).one()).problem
            from solver.bench.repairs import measure

            repaired = measure(problem, read_schedule(session, solved), repairs)
        get_engine(url).dispose()
    if as_json:
        compared = {"seconds": solved.seconds, "baseline": baseline.numbers, "solved": solved.numbers}
        answer(compared | {"repairs": [asdict(one) for one in repaired]})
        return
    before, after = numbers_from_json(baseline.numbers), numbers_from_json(solved.numbers)
    headers = ("", N_("first come, first served"), N_("this solver"), N_("proved bound"))
    click.echo(_row([sentence(header) for header in headers]))
    click.echo("| --- | ---: | ---: | ---: |")
    for label, read, goal_name in MEASURES:
        goal = after.goal(goal_name)
        bound = str(goal.bound) if goal and goal.bound is not None else ""
        click.echo(_row([sentence(label), read(before), read(after), bound]))
    if repaired:
        took = [one.seconds for one in repaired]
        click.echo()
        tell(
            REPAIRED,
            number=len(repaired),
            median=f"{median(took):.2f}",
            longest=f"{max(took):.2f}",
            three=sum(one.proposals >= ENOUGH for one in repaired),
            proved=sum(one.proved for one in repaired),
            faults=sum(one.faults for one in repaired),
        )


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
