"""`repair PROBLEM.json SCHEDULE.json`: three proposals after a change, in sentences and as JSON."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from solver.cli import EXIT_NEGATIVE, EXIT_OK
from solver.cli.files import read, schedule_of
from solver.formats.json import dump_schedule, load_problem
from solver.model.problem import Problem
from solver.model.result import Goal
from solver.model.settings import Settings
from solver.repair import Fallen, Happening, Proposal, ProposalKind, Repair, RepairOutcome
from solver.repair.changes import block_moves, cancels, comes_late, leaves, table_lost
from solver.repair.time_limit import SECONDS, patient, time_for

HELP = "propose repairs of a schedule after a change"
NAMES = {
    ProposalKind.ONLY_CANCEL: "only cancel",
    ProposalKind.LEAST_DISTURBANCE: "least disturbance",
    ProposalKind.MORE_MET: "more met",
}

WITHOUT_PROPOSAL = {
    RepairOutcome.IMPOSSIBLE: "No schedule keeps all pins and obligations.",
    RepairOutcome.NOT_FOUND: "Nothing was found in the time.",
    RepairOutcome.STOPPED: "Stopped before it was known what the change forces.",
}


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path, help="before the change, or after it if no change is named")
    parser.add_argument("schedule", type=Path, help="a schedule or a result: where the repair starts")
    parser.add_argument("--released", type=Path, metavar="SCHEDULE", help="against which people are disturbed")
    parser.add_argument("--leaves", action="append", default=[], metavar="AGENT")
    parser.add_argument("--late", action="append", default=[], type=_pair, metavar="AGENT:SLOT")
    parser.add_argument("--lost", action="append", default=[], metavar="PLACE[:SLOT,SLOT]")
    parser.add_argument("--cancel", action="append", default=[], metavar="REQUEST")
    parser.add_argument("--moves", action="append", default=[], type=_shift, metavar="BLOCK:MINUTES")
    parser.add_argument("--most-disturbed", type=int, metavar="K", help="people whom more met may disturb")
    limit = f"{SECONDS:g} unless thousands of meetings are possible"
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help=limit)
    parser.add_argument("--workers", type=int, default=Settings().workers)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--out", type=Path, metavar="REPAIR")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    problem = _changed(load_problem(read(options.problem)), options)
    before = schedule_of(read(options.schedule))
    released = before if options.released is None else schedule_of(read(options.released))
    work = time_for(problem) if options.time_limit is None else options.time_limit
    limit = patient(work) if options.time_limit is None else Settings(time_limit=work)
    settings = replace(limit, workers=options.workers, seed=options.seed)
    from solver.repair import repair

    found = repair(
        problem, before, released=released, settings=settings, most_disturbed=options.most_disturbed, work=work
    )
    for line in (*_forced(found), *(sentence for proposal in found.proposals for sentence in _told(found, proposal))):
        print(line)
    if found.outcome in WITHOUT_PROPOSAL:
        print(WITHOUT_PROPOSAL[found.outcome])
    print(f"{found.seconds:.1f} s", file=sys.stderr)
    if options.out is not None:
        options.out.write_text(json.dumps(_dump(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return EXIT_OK if found.proposals else EXIT_NEGATIVE


def _pair(text: str) -> tuple[str, str]:
    one, colon, two = text.partition(":")
    if not (one and colon and two):
        raise ArgumentTypeError(f"{text!r} needs a name, a colon and another name")
    return one, two


def _shift(text: str) -> tuple[str, int]:
    block, minutes = _pair(text)
    try:
        return block, int(minutes)
    except ValueError as error:
        raise ArgumentTypeError(f"{minutes!r} is no number of minutes") from error


def _changed(problem: Problem, options: Namespace) -> Problem:
    for agent in options.leaves:
        problem = leaves(problem, agent)
    for agent, slot in options.late:
        problem = comes_late(problem, agent, slot)
    for text in options.lost:
        place, _, slots = text.partition(":")
        problem = table_lost(problem, place, slots.split(",") if slots else None)
    for request in options.cancel:
        problem = cancels(problem, request)
    for block, minutes in options.moves:
        problem = block_moves(problem, block, minutes)
    return problem


def _forced(found: Repair) -> list[str]:
    if not found.fallen:
        return ["Every meeting can stay where it is."]
    head = f"{len(found.fallen)} meetings cannot stay where they are:"
    if len(found.fallen) == 1:
        head = "1 meeting cannot stay where it is:"
    return [head, *map(_fallen, found.fallen)]


def _fallen(item: Fallen) -> str:
    return f"  {item.request} in {item.was.slot} ({item.cause.value}): {', '.join(item.people)}"


def _told(found: Repair, proposal: Proposal) -> list[str]:
    """What a proposal does, for a person to read."""
    same = found.same_as(proposal)
    head = f"{NAMES[proposal.kind].capitalize()}: "
    if same is not None:
        return [head + f"the same as {NAMES[same]}{_proof(proposal)}."]
    people = proposal.disturbed
    before, after = proposal.before, proposal.after
    worth = (
        f"wishes met {_step(before.wishes, after.wishes)}, value {_step(before.value, after.value)}, "
        f"guaranteed meetings missing {_step(before.shortfall, after.shortfall)}"
    )
    lines = [
        head + f"disturbs {_who(people)}{_proof(proposal)}.",
        f"  {after.meetings} meetings instead of {before.meetings}; {worth}.",
    ]
    told = {Happening.OTHER_PLACE: "another place", Happening.OTHER_PERSON: "another person to meet"}
    for happening, words in told.items():
        agents = sorted({change.agent for change in proposal.changes if change.happening is happening})
        if agents:
            lines.append(f"  Told of {words}: {', '.join(agents)}.")
    disturbing = [change for change in proposal.changes if change.disturbs]
    return [*lines, *(f"  {change.agent} {change.happening.value} {change.request}" for change in disturbing)]


def _who(people: tuple[str, ...]) -> str:
    if not people:
        return "nobody"
    return f"{len(people)} {'person' if len(people) == 1 else 'people'} ({', '.join(people)})"


def _proof(proposal: Proposal) -> str:
    if proposal.kind is ProposalKind.ONLY_CANCEL:
        return ""
    if proposal.proved:
        return ", proved"
    if proposal.kind is ProposalKind.LEAST_DISTURBANCE:
        bound = proposal.disturbed_bound
        return ", not proved" + ("" if bound is None else f": at least {bound}")
    bound = next(item.bound for item in proposal.goals if item.goal is Goal.VALUE)
    return ", the value not proved" + ("" if bound is None else f": at most {bound}")


def _step(before: int, after: int) -> str:
    return f"{after} as before" if before == after else f"{after} ({after - before:+d})"


def _dump(found: Repair) -> dict[str, Any]:
    return {
        "format": "matchmaker-repair",
        "version": 1,
        "seconds": round(found.seconds, 3),
        "outcome": found.outcome.value,
        "most_disturbed": found.most_disturbed,
        "fallen": [
            {"request": item.request, "cause": item.cause.value, "people": list(item.people)} for item in found.fallen
        ],
        "proposals": [_dump_proposal(found, proposal) for proposal in found.proposals],
    }


def _dump_proposal(found: Repair, proposal: Proposal) -> dict[str, Any]:
    same = found.same_as(proposal)
    return {
        "kind": proposal.kind.value,
        "same_as": None if same is None else same.value,
        "proved": proposal.proved,
        "disturbed": list(proposal.disturbed),
        "disturbed_bound": proposal.disturbed_bound,
        "goals": [{"goal": item.goal.value, "value": item.value, "bound": item.bound} for item in proposal.goals],
        "changes": [
            {
                "agent": change.agent,
                "request": change.request,
                "happening": change.happening.value,
                "forced": change.forced,
            }
            for change in proposal.changes
        ],
        "schedule": dump_schedule(proposal.schedule),
    }
