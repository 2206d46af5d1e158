"""First start: whether an installation waits for its first administrator, and the code that proves the operator."""

import hmac

from sqlmodel import Session, select

from matchmaker.base.config import Config
from matchmaker.base.signing import signature
from matchmaker.models import Community, Staff

_GROUPS, _GROUP = 4, 4


def is_empty(session: Session) -> bool:
    """Tell whether the installation has neither a community nor an account of the staff."""
    return all(session.exec(select(kind.id).limit(1)).first() is None for kind in (Community, Staff))


def first_code(*, config: Config | None = None) -> str:
    """Return the one-time code of the first start, as 1a2b-3c4d-5e6f-7a8b (64 bits).

    It is derived from the secret of the installation, so that all web processes know it and nothing is stored; it is
    worth nothing once there is an account.
    """
    whole = signature("first start", length=_GROUPS * _GROUP, config=config)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def is_first_code(given: str) -> bool:
    """Tell whether `given` is the code, in constant time; spaces, hyphens and capitals do not count."""
    plain = "".join(character for character in given.lower() if character.isalnum())
    return hmac.compare_digest(plain.encode(), first_code().replace("-", "").encode())
