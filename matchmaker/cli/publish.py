"""`matchmaker publish`: publish a scenario as the event's next release, after showing the difference."""

from collections import Counter

import click
from rich.table import Table

from matchmaker import jobs
from matchmaker.alerts.commands.publication import publish
from matchmaker.alerts.planning.needless import needless_changes
from matchmaker.base.db import open_session, transaction
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, language, sentence, tell
from matchmaker.models import EntryKind, ReleaseKind
from matchmaker.releases.queries.difference import Difference, read_difference
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.queries.lookup import scenario_of

_WORDS = {
    "cancelled": N_("cancelled"),
    "moved": N_("moved"),
    "place": N_("other place"),
    "people": N_("other people"),
    "back": N_("takes place after all"),
    "new": N_("new"),
}


@click.command("publish")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option("--scenario", "scenario_id", type=int, required=True, help="Number of the scenario.")
@click.option("--provisional", is_flag=True, help="Publish as provisional: shown, but not yet certain.")
@click.option("--anyway", is_flag=True, help="Publish a draft that changes something without need.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON; needs --yes.")
def command(slug: str, scenario_id: int, *, provisional: bool, anyway: bool, yes: bool, as_json: bool) -> None:
    """Publish a scenario: show the difference, ask, then tell everyone whose agenda changes."""
    if as_json and not yes:
        raise click.UsageError("--json needs --yes, since nobody is asked.")
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        scenario = scenario_of(session, event, scenario_id)
        found = read_difference(session, event, scenario, language=language())
        is_draft = scenario == current_draft(session, event)
        needless = needless_changes(session, event, scenario) if is_draft and not anyway else None
    if found.problems:
        problems = " ".join(problem.sentence for problem in found.problems)
        raise InvalidInput(N_("This scenario cannot be published: %(problems)s"), problems=problems)
    if needless is not None:
        raise InvalidInput(
            N_("What this draft was made for is undone: put it back on its page, or publish it with --anyway.")
        )
    if not as_json:
        _show(found)
        if not yes and not click.confirm(sentence(N_("Publish it?"))):
            tell(N_("Nothing was published."))
            return
    with transaction() as session:
        event = event_called(session, slug)
        release = publish(
            session,
            event,
            scenario_of(session, event, scenario_id),
            kind=ReleaseKind.PROVISIONAL if provisional else ReleaseKind.FINAL,
            staff=None,
            expected_release=found.release,
        )
        number, kind = release.number, release.kind.value
    jobs.enqueue_outbox()
    if as_json:
        counts = Counter(line.kind for line in found.lines if line.entry_kind == EntryKind.MEETING)
        answer({"release": number, "kind": kind, "meetings": dict(counts), "people": len(found.people)})
    else:
        tell(N_("Published as number %(number)d."), number=number)


def _show(found: Difference) -> None:
    table = Table(box=None, show_header=False)
    for line in found.lines:
        before = f"{line.before.day} {line.before.starts:%H:%M}" if line.before else ""
        after = f"{line.after.day} {line.after.starts:%H:%M}" if line.after else ""
        table.add_row(sentence(_WORDS[line.kind]), line.title, before, after)
    console.print(table)
    tell(
        N_("Meetings that stay: %(unchanged)d. People whose agenda changes: %(people)d; it stays for %(others)d."),
        unchanged=found.unchanged,
        people=len(found.people),
        others=found.people_unchanged,
    )
