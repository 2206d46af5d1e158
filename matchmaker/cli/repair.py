"""`matchmaker repair`: what a change does to the published schedule, and up to three repairs; nothing is written."""

from typing import Any

import click
from rich.table import Table

from matchmaker.alerts.planning.disruption import Disruption
from matchmaker.alerts.planning.happened import KINDS, read_causes
from matchmaker.alerts.planning.missed import missed_wishes
from matchmaker.alerts.planning.proposals import MeetingTime, PersonChange, ProposalKind, RepairProposal, Repairs
from matchmaker.alerts.planning.repairs import NAMES, find_repairs
from matchmaker.alerts.words import why_not_three
from matchmaker.base.db import open_session
from matchmaker.base.i18n import N_
from matchmaker.cli.console import answer, console, event_called, language, sentence, tell
from matchmaker.scheduling.planning.engine import Schedule
from matchmaker.scheduling.planning.facts import Facts, load_facts


@click.command("repair")
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option(
    "--cause",
    "causes",
    multiple=True,
    required=True,
    help="What has happened, for example “late anne@x.example 10:30” or “table-lost T5 T6”; several at once are "
    f"possible. Kinds: {', '.join(f'{kind} {shape.usage}' for kind, shape in KINDS.items())}.",
)
@click.option("--most", type=click.IntRange(0, 10_000), help="People whom the repair with more met may disturb.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 600),
    help="Work for all repairs, in seconds of a processor; by default as much as needed.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(slug: str, causes: tuple[str, ...], *, most: int | None, seconds: float | None, as_json: bool) -> None:
    """Try a change: what has to go, and up to three repairs, with whom each disturbs. Nothing is written."""
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        facts = load_facts(session, event)
        happened = read_causes(facts, causes)
        found = find_repairs(session, event, happened, most_disturbed=most, work=seconds)
        told = {"causes": list(causes), **_found(facts, happened, found)}
    if as_json:
        answer(told)
        return
    _show(told)


def _found(facts: Facts, happened: Disruption, found: Repairs) -> dict[str, Any]:
    different = [one for one in found.proposals if one.same_as is None]
    return {
        "outcome": found.outcome.value,
        "impact": _impact(facts, happened, found),
        "repairs": [_repair(one, found.released) for one in different],
        "reason": why_not_three(found, language()) or None,
    }


def _impact(facts: Facts, happened: Disruption, found: Repairs) -> dict[str, Any]:
    """Return what is so whatever is chosen."""
    first = next(iter(found.proposals), None)
    if first is None:
        return {}
    gone = [talk.title for talk in facts.presentations if talk.speaker_id in happened.absent]
    return {
        "meetings": len(first.cannot_stay),
        "of": first.meetings[0],
        "people": len({person for lost in first.cannot_stay for person in lost.people}),
        "wishes": first.wishes[0] - first.wishes[1] if first.kind is ProposalKind.ONLY_CANCEL else None,
        "presentations_without_speaker": gone,
        "cannot_stay": [
            {
                "organisations": list(lost.organisations),
                "people": list(lost.people),
                "was": _time(lost.was),
                "cause": lost.cause.value,
            }
            for lost in first.cannot_stay
        ],
    }


def _repair(one: RepairProposal, released: Schedule) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "people_disturbed": one.people_disturbed,
        "at_least": one.disturbed_bound,
        "proved": one.proved,
        "meetings": list(one.meetings),
        "wishes": list(one.wishes),
        "guarantees_missing": list(one.guarantees_missing),
        "disturbed": [_change(change) for change in one.disturbed],
        "told": [_change(change) for change in one.told],
        "unmet": [
            {
                "from": wish.from_name,
                "to": wish.to_name,
                "strength": wish.strength.value,
                "lost": wish.lost,
                "code": wish.code.value,
                "reason": wish.sentence,
                "help": wish.fix or None,
            }
            for wish in missed_wishes(one.source, released, (language(),))
        ],
    }


def _change(one: PersonChange) -> dict[str, Any]:
    return {
        "person": one.person,
        "organisation": one.organisation,
        "other": one.other,
        "happening": one.happening.value,
        "before": None if one.before is None else _time(one.before),
        "after": None if one.after is None else _time(one.after),
    }


def _time(at: MeetingTime) -> str:
    return f"{at.day.isoformat()} {at.starts:%H:%M} {at.place}"


def _show(told: dict[str, Any]) -> None:
    impact = told["impact"]
    if impact:
        tell(
            N_("%(meetings)d of %(of)d meetings cannot stay, of %(people)d people."),
            meetings=impact["meetings"],
            of=impact["of"],
            people=impact["people"],
        )
        for title in impact["presentations_without_speaker"]:
            tell(N_("Without a speaker: %(title)s"), title=title)
    table = Table(box=None)
    for label in ("", N_("People disturbed"), N_("Meetings"), N_("Wishes met")):
        table.add_column(sentence(label) if label else "")
    names = {kind.value: name for kind, name in NAMES.items()}
    for one in told["repairs"]:
        meetings, wishes = (f"{before} → {after}" for before, after in (one["meetings"], one["wishes"]))
        table.add_row(sentence(names[one["kind"]]), str(one["people_disturbed"]), meetings, wishes)
    if told["repairs"]:
        console.print(table)
    if told["reason"]:
        click.echo(told["reason"])
