"""The published instances, which are not part of this repository."""

import csv
import os
from pathlib import Path

import pytest

VARIABLE = "B2BSP"
BESIDE = Path(__file__).parents[3].parent / "shared" / "b2bsp"


def folder() -> Path:
    """Where they are; without them the test is skipped, or fails where tests must be complete."""
    place = Path(os.environ.get(VARIABLE, BESIDE))
    if not (place / "known.csv").exists():
        message = f"the published instances are not in {place}; set {VARIABLE} to their folder"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return place


def path(instance: str, variant: str) -> Path:
    """The file of an instance."""
    return folder() / ("originals" if variant == "original" else "variants") / f"{instance}.{variant}.dzn"


def known(instance: str, variant: str) -> int | None:
    """The proved fewest breaks, None if not all meetings can take place."""
    with (folder() / "known.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if (row["instance"], row["variant"]) == (instance, variant):
                value = row["proved_minimum_breaks"]
                return None if value == "infeasible" else int(value)
    raise LookupError(instance, variant)
