"""`matchmaker repair`: what a change does to the published schedule, and up to three repairs; nothing is written."""

from typing import Any

import click
from rich.table import Table

from matchmaker.alerts.planning.proposals import MeetingTime, PersonChange, advised
from matchmaker.alerts.planning.repairs import NAMES
from matchmaker.base.db import open_session
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.change_desk.commands.trying import try_changes
from matchmaker.change_desk.planning.found import Found, KeptProposal, RepairKind, TriedChanges, read_found
from matchmaker.change_desk.planning.looking import look_for_repairs
from matchmaker.change_desk.planning.talks import TalkFate
from matchmaker.change_desk.queries.written import read_changes, usage
from matchmaker.change_desk.rules import MOST_CHANGES, EventChange
from matchmaker.change_desk.words import why_not_more
from matchmaker.cli.console import answer, console, event_called, language, sentence, tell
from matchmaker.models import GivenName, NameKind, Staff
from matchmaker.scheduling.words import name_in

TITLES = {RepairKind(kind.value): name for kind, name in NAMES.items()} | {RepairKind.MOST_MET: NameKind.MOST_MET}
FATES = {
    TalkFate.NO_SPEAKER: N_("Without a speaker: %(title)s"),
    TalkFate.SPEAKER_AWAY: N_("The speaker is not there then: %(title)s"),
    TalkFate.MOVED: N_("At another time: %(title)s"),
    TalkFate.CANCELLED: N_("Cancelled: %(title)s"),
}

EPILOG = "\n".join(("\b", "Causes:", *(f"  {line}" for line in usage())))
"""Each kind on a line of its own, which click does not wrap."""


@click.command("repair", epilog=EPILOG)
@click.option("--event", "slug", required=True, help="Short name of the event.")
@click.option(
    "--cause",
    "causes",
    multiple=True,
    required=True,
    help="What has happened, for example “late anne@x.example 10:30”, “table-lost T5 T6 10:00-12:00” or “wish Numalis "
    "'Banque Delvaux' must agreed”; several at once are possible.",
)
@click.option(
    "--from",
    "start",
    type=click.Choice(["release", "draft"]),
    default="release",
    show_default=True,
    help="What the repairs go on from; disturbance is counted against the release either way.",
)
@click.option("--most", type=click.IntRange(0, 10_000), help="People whom the repair with more met may disturb.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 600),
    help="Work for all repairs, in seconds of a processor; by default as much as needed.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(
    slug: str, causes: tuple[str, ...], *, start: str, most: int | None, seconds: float | None, as_json: bool
) -> None:
    """Try a change: what has to go, and up to three repairs, with whom each disturbs. Nothing is written.

    The same as “Something has changed” on the screen: every kind of change, the same repairs, the same numbers.
    """
    changes, trial = _tried(slug, causes, from_draft=start == "draft")
    kept: list[dict[str, Any]] = []
    look_for_repairs(trial, changes, should_stop=lambda: False, on_found=kept.append, most_disturbed=most, work=seconds)
    told = {"causes": list(causes), **_found(read_found(kept[-1]))}
    if as_json:
        answer(told)
        return
    _show(told)


def _tried(slug: str, causes: tuple[str, ...], *, from_draft: bool) -> tuple[tuple[EventChange, ...], TriedChanges]:
    """Return what has changed, and the event as it would be, of which nothing stays."""
    with open_session(read_only=True) as session:
        event = event_called(session, slug)
        changes = tuple(dict.fromkeys(read_changes(session, event, causes, language())))
        if not 1 <= len(changes) <= MOST_CHANGES:
            raise InvalidInput(N_("Between 1 and %(most)d changes are looked at together."), most=MOST_CHANGES)
        nobody = Staff(email="-", email_key="-", name="-", language=language(), password_hash="-")  # noqa: S106
        session.add(nobody)
        session.flush()
        trial = try_changes(session, event, changes, staff=nobody, from_draft=from_draft)
        session.rollback()
    return changes, trial


def _found(found: Found) -> dict[str, Any]:
    place = advised([one.view for one in found.proposals])
    return {
        "outcome": found.outcome.value,
        "impact": _impact(found),
        "repairs": [_repair(one) for one in found.proposals],
        "advised": None if place is None else found.proposals[place].kind.value,
        "reason": why_not_more(found, language()) or None,
    }


def _impact(found: Found) -> dict[str, Any]:
    """Return what is so whatever is chosen."""
    return {
        "meetings": found.touched,
        "of": found.meetings,
        "people": found.people,
        "at_another_time": found.shifted,
        "at_another_place": found.elsewhere,
        "could_not_stay_before": found.earlier,
        "presentations": [{"title": talk.title, "what": talk.fate.value} for talk in found.talks],
        "presentations_that_stay": [
            {"title": talk.title, "at": f"{talk.starts:%H:%M}", "along": f"{talk.along:%H:%M}"}
            for talk in found.staying
        ],
        "cannot_stay": [
            {
                "organisations": list(lost.organisations),
                "people": list(lost.people),
                "was": _time(lost.was),
                "cause": lost.cause.value,
            }
            for lost in found.cannot_stay
        ],
    }


def _repair(one: KeptProposal) -> dict[str, Any]:
    view, hears = one.view, one.announced
    return {
        "kind": one.kind.value,
        "people_disturbed": view.people_disturbed,
        "at_least": view.disturbed_bound,
        "proved": view.proved,
        "meetings": list(view.meetings),
        "wishes": list(view.wishes),
        "guarantees_missing": list(view.guarantees_missing),
        "disturbed": [_change(change) for change in view.disturbed],
        "told": [_change(change) for change in view.told],
        "release": None if hears is None else {"lines": dict(hears.lines), "people": len(hears.people)},
        "unmet": [
            {
                "from": wish.from_name,
                "to": wish.to_name,
                "strength": wish.strength.value,
                "lost": wish.lost,
                "code": wish.code.value,
                "reason": reason,
                "help": fix or None,
            }
            for wish in one.missed
            for reason, fix in [wish.said(language())]
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
    tell(
        N_("%(meetings)d of %(of)d meetings cannot stay, of %(people)d people."),
        meetings=impact["meetings"],
        of=impact["of"],
        people=impact["people"],
    )
    if impact["at_another_time"]:
        tell(N_("Meetings that stay, at another time than people know: %(number)d."), number=impact["at_another_time"])
    for talk in impact["presentations"]:
        tell(FATES[TalkFate(talk["what"])], title=talk["title"])
    table = Table(box=None)
    for label in ("", N_("People disturbed"), N_("Meetings"), N_("Wishes met")):
        table.add_column(sentence(label) if label else "")
    for one in told["repairs"]:
        meetings, wishes = (f"{before} → {after}" for before, after in (one["meetings"], one["wishes"]))
        table.add_row(
            name_in(language(), GivenName(kind=TITLES[RepairKind(one["kind"])])),
            str(one["people_disturbed"]),
            meetings,
            wishes,
        )
    if told["repairs"]:
        console.print(table)
    if told["reason"]:
        click.echo(told["reason"])
