"""Passwords of the staff: Argon2id hashes, and which passwords are refused.

Hashing takes a tenth of a second and 64 MiB on purpose: never call it while a transaction holds the write lock.
"""

import re
from collections.abc import Iterable
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from matchmaker.base.config import get_config
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_

SHORTEST_PASSWORD = 12
WEAKEST = 3
"""Least score of zxcvbn (0 to 4): about 10^8 guesses."""
JUDGED = 72
"""Characters that zxcvbn looks at; it takes no more."""
AT_ONCE = 4
"""Hashes computed at the same time in a process: further ones wait, so that memory is bounded."""
_OURS = ("matchmaker", "rendez-vous", "b2b", "forum")

_room = BoundedSemaphore(AT_ONCE)


@cache
def _hasher() -> PasswordHasher:
    """Return Argon2id with the parameters of RFC 9106 for little memory; in mode `test` with the cheapest."""
    return PasswordHasher.from_parameters(
        profiles.CHEAPEST if get_config().mode == "test" else profiles.RFC_9106_LOW_MEMORY
    )


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")


def hash_password(password: str, *, about: Iterable[str] = ()) -> str:
    """Return the Argon2id hash of `password`; raises `InvalidInput` for a short one or one that is easily guessed.

    `about` are words that somebody who knows the account would try: its name and address.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(N_("A password needs at least %(number)d characters."), number=SHORTEST_PASSWORD)
    if is_common(password, about):
        raise InvalidInput(N_("This password is easily guessed. Take one that nobody else has, such as four words."))
    return hash_secret(password)


def hash_secret(secret: str) -> str:
    """Return the Argon2id hash of any secret that is not long enough for a fast one."""
    with _room:
        return _hasher().hash(secret)


def is_common(password: str, about: Iterable[str] = ()) -> bool:
    """Tell whether the password is among the first 10^8 that zxcvbn would guess (lists of leaked ones, keyboards)."""
    # a name also as one word: "annedubois"
    words = ["".join(re.split(r"[\W_]+", text)) for text in about]
    words += [
        word for text in (*about, *_OURS) for word in (text, *text.split("@"), *re.split(r"[\W_]+", text)) if word
    ]
    score: int = zxcvbn(password[:JUDGED], user_inputs=words)["score"]
    return score < WEAKEST


def is_password(known_hash: str, password: str) -> bool:
    """Tell whether `known_hash` is of `password`; an empty one takes as long, so that accounts cannot be tried out."""
    nobodys = _nobodys_hash()  # whoever comes first waits for it, known or not
    with _room:
        try:
            _hasher().verify(known_hash or nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
    return bool(known_hash)


def renewed_hash(known_hash: str, password: str) -> str:
    """Return a hash with the parameters of today for one made with older ones; else the same hash."""
    if not _hasher().check_needs_rehash(known_hash):
        return known_hash
    return hash_secret(password)
