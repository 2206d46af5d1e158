"""Statistical disclosure control: what a figure may say to those who read no names."""

BASE = 5
"""Figures are multiples of it, and smaller ones are not said."""


def rounded(number: int) -> int | None:
    """Return a number rounded to the nearest multiple of `BASE`; None for one that is below it."""
    return None if number < BASE else BASE * round(number / BASE)
