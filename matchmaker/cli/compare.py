"""`matchmaker compare`: how one schedule differs from another, by people and by meetings."""

import click
from rich.table import Table

from matchmaker.base.db import open_session
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, named_scenario, sentence
from matchmaker.scheduling.planning.results import compare_scenarios

_WORDS = {
    "same": N_("unchanged"),
    "moved": N_("moved"),
    "place": N_("other place"),
    "people": N_("other people"),
    "new": N_("new"),
    "gone": N_("gone"),
}


@click.command("compare")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option("--from", "before", default="release", show_default=True, help="“release”, or the number of a scenario.")
@click.option("--to", "after", required=True, help="“release”, or the number of a scenario.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(slug: str, before: str, after: str, as_json: bool) -> None:
    """Compare two schedules: the people disturbed, and what becomes of each meeting."""
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        found = compare_scenarios(
            session, named_scenario(session, event, before), named_scenario(session, event, after)
        )
    if as_json:
        answer({"people_disturbed": len(found.disturbed), "meetings": dict(found.meetings)})
        return
    table = Table(box=None, show_header=False)
    table.add_row(sentence(N_("People whose day changes")), str(len(found.disturbed)))
    for change, number in found.meetings.items():
        table.add_row(sentence(_WORDS[change]), str(number))
    console.print(table)
