"""Argument types for numbers, with a sentence for values out of range."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from math import isfinite


def positive_seconds(text: str) -> float:
    """A time above zero; raises `ArgumentTypeError` for anything else."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not isfinite(seconds) or seconds <= 0:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


def whole_from(least: int) -> Callable[[str], int]:
    """What reads a whole number that is at least so large, and raises `ArgumentTypeError` for anything else."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number < 2**31:
            raise ArgumentTypeError(f"{text!r} is not a whole number from {least}")
        return number

    return read
