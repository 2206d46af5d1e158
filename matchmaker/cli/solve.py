"""`matchmaker solve`: run the solver in this process, with a progress bar."""

import click
from rich.table import Table

from matchmaker.base.db import open_session
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, named_scenario, sentence, tell
from matchmaker.cli.solving import solve_with_bar
from matchmaker.models import Scenario, SolveMode, row_id
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.scheduling.planning.closeness import LARGEST, STANDARD
from matchmaker.scheduling.queries.numbers import Numbers, numbers_from_json

ONE_SCHEDULE = (SolveMode.ADD, SolveMode.CLOSE, SolveMode.BETTER, SolveMode.AFRESH)


@click.command("solve")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=30, show_default=True, help="Time for it.")
@click.option("--name", default="", help="Name of the scenario.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in ONE_SCHEDULE]),
    default=None,
    help="What may change of what is published: add (nothing, only what fits is added), close (as much as each gained "
    "wish is worth), better (whatever meets more wishes) or afresh. After a release: close.",
)
@click.option("--from", "start", default="release", show_default=True, help="“release”, or the number of a scenario.")
@click.option(
    "--allowance",
    type=click.IntRange(0, LARGEST),
    default=STANDARD,
    show_default=True,
    help="For close: people whose meetings may move for one more wish of strength “must”.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(
    slug: str, seconds: float, name: str, *, mode: str | None, start: str, allowance: int, as_json: bool
) -> None:
    """Make the best schedule of the present wishes and save it as a scenario; nothing is published.

    After a release it starts from what is published and stays close to it.
    """
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        if start == "release" and mode is None:
            reference = published_scenario(session, event)
        else:
            reference = None if mode == SolveMode.AFRESH.value else named_scenario(session, event, start)
        reference_id = None if reference is None else row_id(reference)
    kept = SolveMode(mode) if mode else SolveMode.CLOSE if reference_id else SolveMode.AFRESH
    scenario_id = solve_with_bar(
        slug, seconds, name=name, quiet=as_json, mode=kept, reference_id=reference_id, allowance=allowance
    )
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
        *_near(numbers),
    ):
        table.add_row(sentence(label), value)
    return table


def _near(numbers: Numbers) -> list[tuple[str, str]]:
    """Return what the schedule changes of the one that it started from."""
    near = numbers.near
    if near is None:
        return []
    return [
        (N_("People whose day changes"), str(near.people)),
        (N_("Wishes gained"), str(near.gained)),
        (N_("Wishes lost"), str(near.lost)),
    ]
