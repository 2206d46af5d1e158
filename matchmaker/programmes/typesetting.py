"""Setting of papers: texts that are translated already, as a value, to a PDF file, by a child process."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog

from matchmaker.base.config import get_config
from matchmaker.base.errors import TooMany, TryLater
from matchmaker.base.i18n import N_
from matchmaker.programmes import typst_child

HERE = Path(__file__).parent
PATIENCE = 180
"""In seconds, for a child that waits for a processor."""
MOST_AT_ONCE = 2
"""Papers that one process sets at the same time: each takes a processor."""
WAIT = 20.0
"""In seconds, for the end of another one; it holds a thread."""
_room = BoundedSemaphore(MOST_AT_ONCE)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a child process sets."""

    main: str
    """Name of the template in `templates`."""
    data: Mapping[str, Any]
    """What the template reads: texts in the language of the paper, all of them values."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """SVG, by file name."""


class NotSet(Exception):
    """A template or its data are wrong: a fault of the product."""


def set_paper(paper: Paper) -> bytes:
    """Return a paper as PDF: tagged (PDF/UA-1, unless a sign of it is in no font), without a network or system fonts.

    Raises `TooMany` where it takes more memory or time than a paper may, `TryLater` where others are being set.
    """
    parts = {"main": paper.main, "data": paper.data, "pictures": paper.pictures}
    fonts = [folder for folder in (HERE / "fonts", get_config().data / "fonts") if folder.is_dir()]
    command = [sys.executable, "-I", typst_child.__file__, str(HERE / "templates"), *map(str, fonts)]
    with _turn():
        try:
            child = subprocess.run(  # noqa: S603  our own script
                command, input=json.dumps(parts).encode(), env={}, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _too_large() from error
    if child.returncode == typst_child.TOO_LARGE or child.returncode < 0:  # a signal of the system, at a limit
        raise _too_large()
    if child.returncode != 0:
        log.error("paper_not_set", main=paper.main, code=child.returncode)
        raise NotSet(paper.main, child.stderr.decode(errors="replace")[-500:])
    return child.stdout


@contextmanager
def _turn() -> Iterator[None]:
    if not _room.acquire(timeout=WAIT):
        raise TryLater(N_("Other papers are being made just now. Please try again in a moment."))
    try:
        yield
    finally:
        _room.release()


def _too_large() -> TooMany:
    return TooMany(N_("This paper is too large to be made in one piece."))
