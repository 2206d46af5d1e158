"""`matchmaker solve`: run the solver in this process, with a progress bar."""

import click
from rich.table import Table

from matchmaker.base.db import open_session
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, sentence, tell
from matchmaker.cli.solving import solve_with_bar
from matchmaker.models import Scenario
from matchmaker.scheduling.queries.numbers import Numbers, numbers_from_json


@click.command("solve")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=30, show_default=True, help="Time for it.")
@click.option("--name", default="", help="Name of the scenario.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(slug: str, seconds: float, name: str, as_json: bool) -> None:
    """Make the best schedule of the present wishes and save it as a scenario; nothing is published."""
    scenario_id = solve_with_bar(slug, seconds, name=name, quiet=as_json)
    with open_session(read_only=True) as session:
        scenario = session.get_one(Scenario, scenario_id)
    if as_json:
        told = {"scenario": scenario_id, "status": scenario.status, "seconds": scenario.seconds}
        answer(told | {"numbers": scenario.numbers})
        return
    console.print(_table(numbers_from_json(scenario.numbers)))
    tell(N_("Saved as scenario %(id)d."), id=scenario_id)


def _table(numbers: Numbers) -> Table:
    table = Table(box=None, show_header=False)
    worst = numbers.worst_off if numbers.worst_off and numbers.worst_off.target else None
    for label, value in (
        (N_("Meetings"), str(numbers.meetings)),
        (N_("Wishes met"), str(numbers.wishes)),
        (N_("Wishes met of strength “must”"), str(numbers.must)),
        (N_("Worst-off"), f"{worst.organisation}: {worst.met} / {worst.target}" if worst else "–"),
        (N_("Breaks"), str(numbers.breaks)),
    ):
        table.add_row(sentence(label), value)
    return table
