"""The secret addresses of feeds: a token is computed from what it opens, so that it can be shown again and revoked.

Nothing secret is stored: the row that owns the feed keeps an epoch, and raising it makes every older token worthless.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from matchmaker.base import links
from matchmaker.base.signing import LENGTH, is_signed, signature
from matchmaker.models import Delegation, EventStaff, Place, Registration, row_id

Owner: TypeAlias = Registration | Delegation | EventStaff | Place


class Scope(StrEnum):
    """Whose schedule a feed holds."""

    PERSON = "person"
    DELEGATION = "delegation"
    """All colleagues of an organisation; each entry says who goes."""
    EVENT = "organiser"
    """Everything, for one of the organisers, for as long as they are one."""
    PLACE = "place"
    """What happens at one table, for a tablet that stands on it."""


_LETTERS = {Scope.PERSON: "", Scope.DELEGATION: "d", Scope.EVENT: "o", Scope.PLACE: "t"}
_SCOPES = {letter: scope for scope, letter in _LETTERS.items()}
_OWNERS = {Registration: Scope.PERSON, Delegation: Scope.DELEGATION, EventStaff: Scope.EVENT, Place: Scope.PLACE}
_TOKEN = re.compile(rf"([dot]?)([1-9]\d{{0,9}})-([1-9]\d{{0,9}})-([0-9a-f]{{{LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Key:
    """What a token with a right signature says; whether it still opens anything is for the owner's row to say."""

    scope: Scope
    id: int
    """Of the owner's row."""
    epoch: int


def key_of(owner: Owner) -> Key:
    """Return the key that opens the owner's feed now."""
    return Key(_OWNERS[type(owner)], row_id(owner), owner.feed_epoch)


def feed_token(owner: Owner) -> str:
    """Return the secret of the owner's feed: computed, never stored."""
    key = key_of(owner)
    return f"{_LETTERS[key.scope]}{key.id}-{key.epoch}-{signature(_signed(key))}"


def feed_address(owner: Owner) -> str:
    """Return the secret address of the owner's feed."""
    return links.feed(feed_token(owner))


def read_token(token: str) -> Key | None:
    """Return what the token says; None for one that we never made. Asks no database."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    key = Key(_SCOPES[match[1]], int(match[2]), int(match[3]))
    return key if is_signed(_signed(key), match[4]) else None


def _signed(key: Key) -> str:
    return f"{key.scope}:{key.id}:{key.epoch}"
