"""Enumerations parsed from forms and addresses."""

from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def choice(kind: type[Choice], text: str) -> Choice | None:
    """Return the member that a form or an address names; None for any other text."""
    return next((member for member in kind if member.value == text), None)
