"""Plots: quality over time, from the progress of recorded runs, and cactus plots, instances solved over time."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

PICTURE = Path("docs/pictures/quality-over-time.svg")
PUBLISHED_CACTUS = Path("docs/pictures/solved-published.svg")
PRECEDENCE_CACTUS = Path("docs/pictures/solved-precedence.svg")
COLOURS = ("#1b6ca8", "#c2571a", "#3b7d3b", "#7a4f9a", "#a08020", "#555555")
LEAST = 0.01
"""Seconds where a cactus plot begins."""


def draw(forums: dict[str, dict[str, Any]], file: Path = PICTURE) -> bool:
    """The share of the proved bound on the value that was reached after so many seconds; False without any progress."""
    figure, axes = _axes()
    lines = [(name, curve) for name, forum in forums.items() if (curve := _curve(forum))]
    for colour, (name, curve) in zip(COLOURS * len(lines), lines, strict=False):
        seconds, share = zip(*curve, strict=True)
        axes.step(seconds, share, where="post", label=name, color=colour, marker="o", markersize=3)
    axes.set_xlabel("seconds")
    axes.set_ylabel("value of the wishes met, % of the proved bound")
    axes.set_title("One run for each forum")
    if not lines:
        return False
    axes.legend(frameon=False, loc="lower right")
    _save(figure, file)
    return True


def draw_cactus(solved: Mapping[str, Sequence[float]], instances: int, file: Path) -> None:
    """For each engine the seconds of the instances it solved, of so many: how many are solved after so many seconds."""
    figure, axes = _axes()
    for colour, (name, all_seconds) in zip(COLOURS, solved.items(), strict=False):
        seconds = [max(one, LEAST) for one in sorted(all_seconds)]
        axes.step(
            [LEAST, *seconds], range(len(seconds) + 1), where="post", label=f"{name} ({len(seconds)})", color=colour
        )
    axes.set_xscale("log")
    axes.set_xlabel("seconds")
    axes.set_ylabel(f"instances solved, of {instances}")
    axes.set_ylim(0, 1.05 * instances)
    axes.legend(frameon=False, loc="upper left")
    _save(figure, file)


def _axes() -> tuple[Figure, Axes]:
    figure = Figure(figsize=(8, 4.5), facecolor="white")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    axes.grid(visible=True, color="#dddddd")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _save(figure: Figure, file: Path) -> None:
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None})


def _curve(forum: dict[str, Any]) -> list[tuple[float, float]]:
    """Of the longest run, seconds and per cent of its last bound."""
    runs = [run for run in forum["runs"] if run.get("progress")]
    if not runs:
        return []
    run = runs[-1]
    bound = run["goals"]["value"]
    return [
        (seconds, 100 * goals["value"][0] / bound) for seconds, goals in run["progress"] if bound and "value" in goals
    ]
