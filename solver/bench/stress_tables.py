"""Tables in Markdown, and those of the precedence-stress instances."""

from collections.abc import Iterable
from typing import Any

from solver.bench.picture import PRECEDENCE_CACTUS, draw_cactus
from solver.bench.precedence import LIMIT as STRESS_LIMIT
from solver.bench.precedence import OPEN, stress_instances
from solver.bench.published import folder

QUICK = 10.0
"""Seconds that nobody has to beat."""
Lines = dict[str, dict[str, Any]]


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown; all columns but the first are to the right."""
    names = list(head)
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def stress_tables(lines: Lines) -> str:
    """What is proved by density and by family, and then each instance."""
    settled = {name: line for name, line in lines.items() if line["known"] != OPEN}
    rows = []
    for kind, group in _groups(settled).items():
        proved = [line for line in group if line["proved"] and line["fits"]]
        rows.append(
            (
                kind,
                len(group),
                sum(line["seconds"] <= QUICK for line in proved),
                len(proved),
                sum(line["seconds"] <= max(QUICK, float(line["published"])) for line in proved),
                sum(line["found"].isdigit() and int(line["found"]) <= int(line["known"]) + 1 for line in group),
                sum(not line["fits"] for line in group),
            )
        )
    head = (
        "settled by others",
        "instances",
        f"proved in {QUICK:g} s",
        f"proved in {STRESS_LIMIT:g} s",
        f"proved in the published seconds or {QUICK:g} s",
        "schedule within one break",
        "contradictions",
    )
    details = [
        (
            *(name, line["known"], line["found"], line["bound"]),
            *(f"{line['seconds']:.2f}", line.get("worked", "–"), line["published"] or "–"),
        )
        for name, line in lines.items()
    ]
    columns = ("instance", "optimum", "ours: breaks", "ours: bound", "ours, s", "worked, s", "published, s")
    place = folder()
    stress = [] if place is None or not (place / "precedence").exists() else list(stress_instances(place))
    absent = [one.name for one in stress if one.name not in lines]
    note = f"\n**Not measured yet:** {', '.join(absent)}.\n" if absent else ""
    return table(head, rows) + _stress_cactus(lines) + "\n" + table(columns, details) + note


def _stress_cactus(lines: Lines) -> str:
    solved = {
        "ours": [line["seconds"] for line in lines.values() if line["proved"]],
        "best published": [float(line["published"]) for line in lines.values() if line["published"]],
    }
    draw_cactus(solved, len(lines), PRECEDENCE_CACTUS)
    return f"\n![Instances with precedences solved over time](pictures/{PRECEDENCE_CACTUS.name})\n"


def _groups(lines: Lines) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for name, line in lines.items():
        base, _, density = name.rpartition(".prec")
        groups.setdefault(f"{density} %", []).append(line)
        groups.setdefault(base.split("craf")[0], []).append(line)
    return {"all": list(lines.values())} | dict(sorted(groups.items()))
