"""Ids of rows, and other whole numbers, that forms and addresses name."""

from flask import request

from matchmaker.models import LARGEST_ID


def whole_number(text: str) -> int | None:
    """Return the number that ASCII digits write, from 0 to `LARGEST_ID`; None for any other text."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        return None
    return number if (number := int(text)) <= LARGEST_ID else None


def whole_numbers(texts: list[str]) -> list[int] | None:
    """Return the number of each text; None if one of them is none."""
    numbers = [number for text in texts if (number := whole_number(text)) is not None]
    return numbers if len(numbers) == len(texts) else None


def chosen_ids(name: str) -> list[int]:
    """Return the different ids that the field `name` of the form holds, ascending; what is no id is left out."""
    return sorted({number for text in request.form.getlist(name) if (number := whole_number(text)) is not None})
