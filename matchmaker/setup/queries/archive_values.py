"""Values of the parts of an archive: which texts, numbers, times and names are taken."""

from datetime import time
from functools import cache
from typing import Annotated, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.plain_text import one_line, several_lines
from matchmaker.models import ProgrammeKind

LARGEST_NUMBER = 100_000
T = TypeVar("T")


def written(text: str) -> str:
    """Return a text on one line; raises `ValueError` for an empty one."""
    if not (text := one_line(text)):
        raise ValueError("empty")
    return text


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"Factory"})  # reads hundreds of files; this one means "not set yet"


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("no time zone")
    return name


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError("no language of the product")
    return code


def _wall(at: time) -> time:
    if at.tzinfo is not None or at.microsecond:
        raise ValueError("no wall time")
    return at


def no_presentation(kind: ProgrammeKind) -> ProgrammeKind:
    """Return the kind of an item; raises `ValueError` for one that somebody gives."""
    if kind is ProgrammeKind.PRESENTATION:
        raise ValueError("somebody gives it")
    return kind


Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Cell = Annotated[int, Field(ge=0, le=80)]
Day = Annotated[int, Field(ge=-60, le=60)]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Wall = Annotated[time, AfterValidator(_wall)]
Code = Annotated[str, Field(max_length=40), AfterValidator(written)]
Name = Annotated[str, Field(max_length=200), AfterValidator(written)]
Words = Annotated[str, Field(max_length=120), AfterValidator(one_line)]
Text = Annotated[str, Field(max_length=10_000), AfterValidator(several_lines)]
Language = Annotated[str, AfterValidator(_language)]
Zone = Annotated[str, AfterValidator(_zone)]
Names = Annotated[dict[Language, Annotated[str, Field(max_length=500), AfterValidator(one_line)]], Field(max_length=9)]
Some = Annotated[list[T], Field(max_length=50)]
Many = Annotated[list[T], Field(max_length=2000)]
