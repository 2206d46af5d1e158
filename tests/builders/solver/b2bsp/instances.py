"""The published instances, which are not part of this repository."""

import csv
import os
from pathlib import Path

from tests.builders.aids import missing_kit
from tests.builders.paths import SHARED

VARIABLE = "B2BSP"
BESIDE = SHARED / "b2bsp"
FAST = [
    ("forumt-14", "original"),
    ("forumt-14crafd", "original"),
    ("tic-12", "original"),
    ("tic-12crafc", "original"),
    ("tic-13", "original"),
    ("tic-13crafb", "original"),
    ("tic-13crafc", "original"),
    ("tic-14crafa", "original"),
    ("forum-13", "forb0003"),
    ("forum-13", "prec25"),
    ("tic-12", "fixed040-Forb"),
]
"""Settled within seconds."""
SLOW = [
    ("forum-13", "original"),
    ("forum-13crafb", "original"),
    ("forum-13crafc", "original"),
    ("forum-14", "original"),
    ("forumt-14crafc", "original"),
    ("forumt-14crafe", "original"),
    ("tic-14crafc", "original"),
    ("tic-14crafd", "original"),
    ("ticf-13crafa", "original"),
    ("ticf-13crafb", "original"),
    ("ticf-13crafc", "original"),
    ("ticf-14crafa", "original"),
    ("forum-13", "fixed020-Forb"),
    ("forum-13", "prec15"),
    ("tic-13", "fixed040-Forb"),
]


def folder() -> Path:
    """Where they are; without them the test is skipped, or fails where tests must be complete."""
    place = Path(os.environ.get(VARIABLE, BESIDE))
    if not (place / "known.csv").exists():
        missing_kit(f"the published instances are not in {place}; set {VARIABLE} to their folder")
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
