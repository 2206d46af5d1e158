"""`matchmaker compare`: how one schedule differs from another, by people and by meetings."""

import click
from rich.table import Table
from sqlmodel import Session

from matchmaker.base.db import open_session
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, language, named_scenario, sentence
from matchmaker.models import Event, Scenario
from matchmaker.releases.queries.difference import read_difference
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
        first, scenario = (named_scenario(session, event, name) for name in (before, after))
        if before == "release":
            people, meetings = _as_published(session, event, scenario)
        else:
            found = compare_scenarios(session, first, scenario)
            people, meetings = len(found.disturbed), dict(found.meetings)
    if as_json:
        answer({"people_disturbed": people, "meetings": meetings})
        return
    table = Table(box=None, show_header=False)
    table.add_row(sentence(N_("People whose day changes")), str(people))
    for change, number in meetings.items():
        table.add_row(sentence(_WORDS[change]), str(number))
    console.print(table)


def _as_published(session: Session, event: Event, scenario: Scenario) -> tuple[int, dict[str, int]]:
    """Return what the page that publishes it says: beside what people were told, where a block may have moved since."""
    told = read_difference(session, event, scenario, language=language())
    return told.disturbed or 0, {
        "same": told.unchanged,
        "moved": told.count("moved"),
        "place": told.count("place"),
        "people": told.count("people"),
        "new": told.count("new") + told.count("back"),
        "gone": told.count("cancelled"),
    }
