"""Tokens of secret addresses: computed from what they open, so that they can be shown again and revoked.

Nothing secret is stored: the row that owns the address keeps an epoch, and raising it makes every older token
worthless.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.base.signing import LENGTH, is_signed, signature

_TOKEN = re.compile(rf"([a-z]?)([1-9]\d{{0,9}})-([1-9]\d{{0,9}})-([0-9a-f]{{{LENGTH}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What a token with a right signature says: the kind of its owner, the id of the owner's row, and its epoch."""

    scope: str
    id: int
    epoch: int

    def __str__(self) -> str:
        return f"{self.scope}:{self.id}:{self.epoch}"


def secret_token(letter: str, key: SecretKey) -> str:
    """Return the token of a key; `letter` is the sign of its scope in addresses."""
    return f"{letter}{key.id}-{key.epoch}-{signature(str(key))}"


def read_secret_token(token: str, scopes: Mapping[str, str]) -> SecretKey | None:
    """Return the key that a token says; None for one that we never made, or of none of `scopes` (by their letters).

    Asks no database: whether it still opens anything is for the owner's row to say.
    """
    match = _TOKEN.fullmatch(token)
    if match is None or match[1] not in scopes:
        return None
    key = SecretKey(scopes[match[1]], int(match[2]), int(match[3]))
    return key if is_signed(str(key), match[4]) else None
