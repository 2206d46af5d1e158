"""Validation of telephone numbers that people type."""

import re


def checked_phone(text: str) -> str:
    """Return a telephone number as people write it, with or without the + of the country; raises `ValueError`."""
    text = text.strip()
    if not re.fullmatch(r"\+?[\d\s().\-/]{4,38}", text) or not any(sign.isdigit() for sign in text):
        raise ValueError("not a telephone number")
    return text
