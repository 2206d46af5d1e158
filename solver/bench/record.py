"""Results file of the benchmarks: measurements so far, so that a long comparison can run in pieces."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path("var/bench.json")

Measured = dict[str, Any]
"""One line of a table."""


def recorded(file: Path = FILE) -> dict[str, dict[str, Measured]]:
    """By part and by name within it."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def record(part: str, name: str, measured: Mapping[str, Any], file: Path = FILE) -> None:
    """Add one line, or replace it."""
    everything = recorded(file)
    everything.setdefault(part, {})[name] = dict(measured)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    fresh.replace(file)
