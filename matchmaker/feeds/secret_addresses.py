"""The secret addresses of feeds (`matchmaker/base/secret_addresses.py`): the row that owns a feed has its epoch."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from matchmaker.base import links
from matchmaker.base.secret_addresses import SecretKey, read_secret_token, secret_token
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
_SCOPES = {letter: scope.value for scope, letter in _LETTERS.items()}
_OWNERS = {Registration: Scope.PERSON, Delegation: Scope.DELEGATION, EventStaff: Scope.EVENT, Place: Scope.PLACE}


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
    return secret_token(_LETTERS[key.scope], SecretKey(key.scope, key.id, key.epoch))


def feed_address(owner: Owner) -> str:
    """Return the secret address of the owner's feed."""
    return links.feed(feed_token(owner))


def read_token(token: str) -> Key | None:
    """Return what the token says; None for one that we never made. Asks no database."""
    found = read_secret_token(token, _SCOPES)
    return None if found is None else Key(Scope(found.scope), found.id, found.epoch)
