"""Reading what the commands take."""

import json
from pathlib import Path
from typing import Any

from solver.formats.json import InvalidDocument, load_result, load_schedule
from solver.schedule import Schedule


def read(path: Path) -> Any:
    """The JSON document of a file; raises `InvalidDocument` with code unreadable."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidDocument("unreadable", str(error)) from error


def schedule_of(document: Any) -> Schedule:
    """The schedule of a schedule's or a result's document; raises `InvalidDocument`."""
    return load_result(document).schedule if "reasons" in document else load_schedule(document)
