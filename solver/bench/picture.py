"""Plot of quality over time, from the progress of recorded runs."""

from pathlib import Path
from typing import Any

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

PICTURE = Path("docs/pictures/quality-over-time.svg")
COLOURS = ("#1b6ca8", "#c2571a", "#3b7d3b", "#7a4f9a", "#a08020", "#555555")


def draw(forums: dict[str, dict[str, Any]], file: Path = PICTURE) -> bool:
    """The share of the proved bound on the value that was reached after so many seconds; False without any progress."""
    figure = Figure(figsize=(8, 4.5), facecolor="white")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    lines = [(name, curve) for name, forum in forums.items() if (curve := _curve(forum))]
    for colour, (name, curve) in zip(COLOURS * len(lines), lines, strict=False):
        seconds, share = zip(*curve, strict=True)
        axes.step(seconds, share, where="post", label=name, color=colour, marker="o", markersize=3)
    axes.set_xlabel("seconds")
    axes.set_ylabel("value of the wishes met, % of the proved bound")
    axes.set_title("One run for each forum")
    axes.grid(visible=True, color="#dddddd")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if not lines:
        return False
    axes.legend(frameon=False, loc="lower right")
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None})
    return True


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
