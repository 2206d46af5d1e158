"""Report of the benchmarks: the tables of docs/benchmark.md."""

from pathlib import Path
from statistics import median
from typing import Any

from solver.bench.forums import GOALS
from solver.bench.picture import PICTURE, PUBLISHED_CACTUS, draw, draw_cactus
from solver.bench.precedence import LIMIT as STRESS_LIMIT
from solver.bench.published import LIMIT, PLAIN_LIMIT, folder, instances
from solver.bench.record import recorded
from solver.bench.stress_tables import Lines, stress_tables, table
from solver.model.result import Goal

PAGE = Path("docs/benchmark.md")
GOAL_NAMES = {
    Goal.GUARANTEES: "guarantees missing",
    Goal.VALUE: "value",
    Goal.FAIRNESS: "unfairness",
    Goal.BREAKS: "breaks",
}

HEAD = """# Measured

Every number here was measured by `make bench`; anybody can repeat it. Each schedule, ours or a peer's, is scored by the
same judge (`solver.validate`), which shares nothing with any search. Each number is one run unless it says otherwise.
*Load* is the number of processes that wanted to run in the minute before: above 0, others were using the machine, and
the seconds are longer than on an idle one. This page is written by `python -m solver bench report`.
"""
PUBLISHED = f"""
## The published benchmark

`python -m solver bench published`: all meetings are placed, the number of breaks is least. *RC2* is MaxSAT of
python-sat (unit soft clauses on the ends of breaks, both implied constraints, cardinality networks, `adapt, exhaust,
minz`, Glucose 4), for at most {LIMIT:g} s; *CP-SAT* is its plain model (a boolean for each meeting and slot) with two
workers, for at most {PLAIN_LIMIT:g} s. A peer that does not settle an instance counts as its limit (marked >, with the
breaks it had). Ours: seconds of each seed, from the file read to the proof, two processes.
"""
PRECEDENCE = f"""
## With precedences

`python -m solver bench precedence`: the originals with precedences for 30, 40 and 50 % of each participant's meetings,
{STRESS_LIMIT:g} s and two processes each, one seed. *Published*: the best seconds of several SAT and MaxSAT engines,
one thread of a Xeon 8581C; "open" where none of them proved an optimum in two hours. *Worked*: processor seconds of all
processes, with about a second to start; on an idle machine of two cores near twice the seconds.
"""
FORUMS = """
## Generated forums

`python -m solver bench forums`, made by `python -m solver generate` (seed 0). *First come* serves the premium
category first and then by arrival. HiGHS maximises the value alone; ours first fulfils the guarantees, which may cost
value, and cares for fairness and breaks after it. *Of the flow bound*: meetings, as a share of the most that people,
limits and places allow (`python -m solver validate` prints it for any schedule). The *proved bound* is on the value,
given the guarantees reached.
"""
LARGE = """
## Large

`python -m solver bench large`, with the columns of the forums above.
"""
STOPPING = """
## Told to stop

`python -m solver bench stopping`: a run is told to stop at each of these moments, with minutes left. *Waited* is what
passed from the word to the result, *worked* the processor time of it; the rest was waiting for a processor.
"""
REPAIRS = """
## Repaired

`python -m solver bench repairs`: a forum is solved, then something happens to one of its meetings, drawn at random,
each time to the same schedule. A repair has 1.2 s of work, and more where thousands of meetings are possible
(`solver.repair.time_for`). *Proved*: no repair with the least shortfall disturbs fewer people. *Faults* are what
the judge (`solver.validate.repair`) finds wrong in the proposals or in what they say. `matchmaker bench --repairs 50`
does the same with an event of one's own.
"""


def write(page: Path = PAGE) -> None:
    """The page and the pictures, from what is recorded; a section of which nothing is recorded stays as it is."""
    before = _sections(page.read_text(encoding="utf-8")) if page.exists() else {}
    parts = recorded()
    texts = {
        PUBLISHED: ("published", _published),
        PRECEDENCE: ("precedence", stress_tables),
        FORUMS: ("forums", _pictured),
        LARGE: ("large", _forums),
        STOPPING: ("stopping", _stopping),
        REPAIRS: ("repairs", _repairs),
    }
    sections = [HEAD]
    for head, (part, text) in texts.items():
        if lines := parts.get(part):
            sections.append(head + _machines(lines) + text(lines))
        else:
            sections.append(before.get(_title(head), ""))
    page.write_text("".join(sections), encoding="utf-8")


def _sections(page: str) -> dict[str, str]:
    """The sections of the page by their title, as they stand."""
    _, *sections = page.split("\n## ")
    return {_title(section): f"\n## {section.rstrip()}\n" for section in sections}


def _title(section: str) -> str:
    return section.lstrip("\n# ").partition("\n")[0]


def _machines(lines: Lines) -> str:
    machines = "; ".join(sorted({line["machine"] for line in lines.values()}))
    loads = [line["load"] for line in lines.values()]
    return f"\nMachine: {machines}. Load {min(loads)} to {max(loads)}.\n\n"


def _published(lines: Lines) -> str:
    def seconds(line: dict[str, Any], peer: str) -> str:
        measured = line.get(peer)
        if measured is None:
            return "–"
        return (
            f"{measured['seconds']:.2f}" if measured["settled"] else f"> {measured['seconds']:g} ({measured['found']})"
        )

    rows = [
        (
            name,
            line["known"],
            "yes" if line["as_known"] else "**no**",
            " ".join(f"{one:.2f}" for one in line["ours"]),
            seconds(line, "rc2"),
            seconds(line, "cp_sat"),
        )
        for name, line in lines.items()
    ]
    text = table(("instance", "breaks", "ours as known, proved", "ours, s", "RC2, s", "CP-SAT, s"), rows)
    place = folder()
    absent = [] if place is None else [one.full_name for one in instances(place) if one.full_name not in lines]
    if absent:
        text += f"\n**Not measured yet:** {', '.join(absent)}.\n"
    originals = {name: line for name, line in lines.items() if name.endswith(".original")}
    return text + _totals(originals) + _published_cactus(lines)


def _published_cactus(lines: Lines) -> str:
    solved = {"ours": [median(line["ours"]) for line in lines.values() if line["as_known"]]} | {
        name: [line[peer]["seconds"] for line in lines.values() if peer in line and line[peer]["settled"]]
        for peer, name in (("rc2", "RC2"), ("cp_sat", "CP-SAT"))
    }
    draw_cactus(solved, len(lines), PUBLISHED_CACTUS)
    return f"\n![Published instances solved over time](pictures/{PUBLISHED_CACTUS.name})\n"


def _totals(originals: Lines) -> str:
    if not originals:
        return ""
    middle = [median(line["ours"]) for line in originals.values()]
    slowest = max(max(line["ours"]) for line in originals.values())
    text = (
        f"\nThe {len(originals)} originals, the median of the seeds for each: together {sum(middle):.1f} s, "
        f"median {median(middle):.2f} s; slowest of all runs {slowest:.1f} s."
    )
    for peer, name in (("rc2", "RC2"), ("cp_sat", "CP-SAT")):
        both = [line for line in originals.values() if peer in line]
        if both:
            theirs = sum(line[peer]["seconds"] for line in both)
            ours = sum(median(line["ours"]) for line in both)
            text += f" {name} on {len(both)} of them: {theirs:.1f} s together, {theirs / ours:.1f} times ours."
    return text + "\n"


def _pictured(lines: Lines) -> str:
    picture = f"\n![Value reached over time](pictures/{PICTURE.name})\n" if draw(lines) else ""
    return _forums(lines) + picture


def _forums(lines: Lines) -> str:
    rows: list[list[object]] = []
    for name, forum in lines.items():
        for place, run in enumerate(forum["runs"]):
            label = f"{name} ({forum['requests']} requests)" if place == 0 else ""
            peak = "–" if run["peak_mib"] is None else run["peak_mib"]
            if "scores" not in run:
                rows.append([label, run["name"], f"{run['seconds']:.1f}", peak, *["none"] * (2 + len(GOALS)), ""])
                continue
            share = f"{100 * run['meetings'] / forum['bound']:.2f} %"
            scores = [run["scores"][goal.value] for goal in GOALS]
            valid = "" if run["valid"] else " (invalid)"
            bound = run.get("goals", {}).get("value")
            rows.append(
                [
                    label,
                    run["name"] + valid,
                    f"{run['seconds']:.1f}",
                    peak,
                    run["meetings"],
                    share,
                    *scores,
                    bound or "",
                ]
            )
    head = ("forum", "by", "s", "peak MiB", "meetings", "of the flow bound", *(GOAL_NAMES[goal] for goal in GOALS))
    return table((*head, "proved bound of the value"), rows)


def _stopping(lines: Lines) -> str:
    rows = [
        (
            name if place == 0 else "",
            stop["asked"],
            stop["waited"],
            stop["worked"],
            stop["status"],
            stop["meetings"],
            stop["not_explained"],
        )
        for name, line in lines.items()
        for place, stop in enumerate(line["stops"])
    ]
    return table(("forum", "told after, s", "waited, s", "worked, s", "answer", "meetings", "not looked into"), rows)


def _repairs(lines: Lines) -> str:
    text = ""
    for name, line in lines.items():
        text += f"\n{name}: {line['meetings']} meetings are placed.\n\n"
        kinds = dict.fromkeys(one["kind"] for one in line["changes"])
        rows = [(kind, *_repaired([one for one in line["changes"] if one["kind"] == kind])) for kind in kinds]
        head = ("what happens", "times", "median, s", "longest, s", "three proposals", "proved", "faults")
        text += table(head, [*rows, ("**all**", *_repaired(line["changes"]))])
    return text


def _repaired(changes: list[dict[str, Any]]) -> tuple[object, ...]:
    seconds = [one["seconds"] for one in changes]
    return (
        len(changes),
        f"{median(seconds):.2f}",
        f"{max(seconds):.2f}",
        sum(one["proposals"] == 3 for one in changes),
        sum(one["proved"] for one in changes),
        sum(one["faults"] for one in changes),
    )
