"""Solving on the command line, with a progress bar of value and bound."""

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from matchmaker.base.i18n import N_
from matchmaker.cli.console import console, sentence
from matchmaker.models import SolveMode
from matchmaker.scheduling.jobs import solving
from matchmaker.scheduling.planning.closeness import STANDARD
from matchmaker.scheduling.planning.engine import Goal, PlanProgress


def solve_with_bar(
    slug: str,
    seconds: float,
    *,
    name: str = "",
    quiet: bool = False,
    url: str | None = None,
    mode: SolveMode = SolveMode.AFRESH,
    reference_id: int | None = None,
    allowance: int = STANDARD,
) -> int:
    """Solve the event in this process, showing time, value and bound, and return the id of the saved scenario.

    Mode, reference and allowance are those of `solving.solve_now`.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(sentence(N_("Solving")), total=seconds)

        def on_progress(found: PlanProgress) -> None:
            bar.update(task, completed=min(found.seconds, seconds), description=_found(found))

        return solving.solve_now(
            slug,
            seconds,
            on_progress,
            name=name,
            url=url,
            mode=mode,
            reference_id=reference_id,
            allowance=allowance,
        )


def _found(found: PlanProgress) -> str:
    value = next((goal for goal in found.goals if goal.goal is Goal.VALUE), None)
    if value is None:
        return sentence(N_("Solving"))
    if value.proved:
        return sentence(N_("Solving: value %(value)d, the best possible"), value=value.value)
    if value.bound is None:
        return sentence(N_("Solving: value %(value)d"), value=value.value)
    return sentence(N_("Solving: value %(value)d, at most %(bound)d"), value=value.value, bound=value.bound)
