"""Recovery codes: single-use, for a day on which the phone is lost. The first group is a label, the rest is hashed."""

import re
from collections.abc import Iterable
from secrets import choice

from matchmaker.people.rules.passwords import hash_secret

NUMBER = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what looks alike on paper: 0 and o, 1, i and l."""
GROUP = 4


def new_codes() -> tuple[str, ...]:
    """Return ten codes such as `k3m9-x2pq-7hwt` with different labels; a secret part has 39 bits."""
    labels: set[str] = set()
    while len(labels) < NUMBER:
        labels.add(_group())
    return tuple(f"{label}-{_group()}-{_group()}" for label in sorted(labels))


def parts(code: str) -> tuple[str, str] | None:
    """Return label and secret part of a code as it was typed; None for what has not the form of one."""
    plain = re.sub(r"[\s-]+", "", code).lower()
    if len(plain) != 3 * GROUP or not set(plain) <= set(ALPHABET):
        return None
    return plain[:GROUP], plain[GROUP:]


def hashes(codes: Iterable[str]) -> dict[str, str]:
    """Return the hash of each secret part by its label: a second of computing, outside transactions."""
    return {label: hash_secret(secret) for label, secret in filter(None, map(parts, codes))}


def _group() -> str:
    return "".join(choice(ALPHABET) for _ in range(GROUP))
